"""What a document shows first: the part by which a kind knows it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from heed.records import Document

_FRONT = 6_000


@dataclass(frozen=True, slots=True)
class Front:
    """The title page (or what stands above the first paragraph), the first 6,000 characters, all.

    Only what stands on the title page counts as a title: papers name each other further below.
    """

    document: Document
    title: str
    front: str

    @property
    def text(self) -> str:
        """The whole text."""
        return self.document.text


def front_of(document: Document) -> Front:
    """Return what `document` shows first."""
    return Front(document, _title_page(document), document.text[:_FRONT])


def _title_page(document: Document) -> str:
    if len(document.pages) > 1:
        return document.text[: document.pages[0].end]
    return re.split(r"\n\s*(?:Introduction|INTRODUCTION|Contents|1\.\s)", document.text[:2_500])[0]
