"""A briefing sheet as a Word file (DOCX): a title, and sections of lines."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

import docx

from heed.exchange.sheets import writable


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with lines below; `empty` is what stands there where there are none."""

    title: str
    lines: tuple[str, ...]
    empty: str


def write(title: str, about: str, sections: Sequence[Section]) -> bytes:
    """Return the sheet as a Word file; `about` stands below the title."""
    document = docx.Document()
    document.add_heading(writable(title), level=0)
    document.add_paragraph(writable(about))
    for one in sections:
        document.add_heading(writable(one.title), level=1)
        for line in one.lines:
            document.add_paragraph(writable(line), style="List Bullet")
        if not one.lines:
            document.add_paragraph(writable(one.empty))
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()
