"""What every reader of a format returns."""

from __future__ import annotations

from dataclasses import dataclass

from heed.records import Layout, Page, Problem


@dataclass(frozen=True, slots=True)
class Content:
    """What a reader of one format returns: the text and, where the format has them, pages."""

    text: str
    pages: tuple[Page, ...] = ()
    layout: Layout | None = None
    problems: tuple[Problem, ...] = ()
