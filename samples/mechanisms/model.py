"""A document as data: pieces to be printed, and the gold that must be read from them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

# A span is (font, text): "" roman, "b" bold, "i" italic, "n" a footnote whose mark stands here.
Span = tuple[str, str]


@dataclass
class Piece:
    """One thing to print.

    `style`: head1, head2, head3, para, part, plain, bullet, centre, row (cells in the spans).
    `number` is what stands in front: "12.", "(a)", "A.".
    """

    style: str
    spans: list[Span]
    number: str = ""

    @property
    def text(self) -> str:
        """Return the printed words without number and footnote marks, white space folded."""
        between = " " if self.style == "row" else ""
        return folded(between.join(text for font, text in self.spans if font != "n"))


@dataclass
class Part:
    """One sub-paragraph of an ask: label "(a)", or "" for a dash or a plain sentence."""

    label: str
    text: str


@dataclass
class Item:
    """One recommendation as it must be read; the fields are those of the gold."""

    paragraph: str
    text: str
    parts: list[Part] = field(default_factory=list)
    heading: str = ""
    articles: list[str] = field(default_factory=list)
    instrument: str = ""
    concern: str = ""
    addressees: list[str] = field(default_factory=list)
    recalls: list[str] = field(default_factory=list)
    repeated: bool = False
    follow_up: bool = False


@dataclass
class Paper:
    """A document: what is printed, in which look, and its gold."""

    stem: str
    suffix: str
    layout: str
    kind: str
    mechanism: str
    part: str
    symbol: str
    date: str | None
    front: dict[str, Any]
    pieces: list[Piece] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    roles: dict[str, str] = field(default_factory=dict)
    dues: list[dict[str, Any]] = field(default_factory=list)
    grades: list[dict[str, Any]] = field(default_factory=list)
    double_footnote: bool = False
    own_numbers: bool = False

    @property
    def content(self) -> str:
        """Return everything composed as one line, numbers included, footnotes left out."""
        return folded(" ".join(f"{p.number} {p.text}" for p in self.pieces))

    @property
    def prose(self) -> str:
        """Return the content without the numbers of paragraphs and headings."""
        kept = ((p.number if p.style in ("part", "bullet") else "", p.text) for p in self.pieces)
        return folded(" ".join(f"{number} {text}" for number, text in kept))


def folded(text: str) -> str:
    """Return text with every run of white space as one blank."""
    return re.sub(r"\s+", " ", text).strip()


def bare(text: str) -> str:
    """Return a part's text without the stop that closes it."""
    return re.sub(r"(?:;(?: and| or)?|\.|,)$", "", folded(text)).strip()


_NOTE = re.compile(r"\^\[([^\]]+)\]")


def spans(text: str, font: str = "") -> list[Span]:
    """Return the spans of a text in which "^[words]" is a footnote."""
    found: list[Span] = []
    for i, piece in enumerate(_NOTE.split(text)):
        if piece:
            found.append(("n" if i % 2 else font, piece))
    return found


def unmarked(text: str) -> str:
    """Return a text without its footnotes, white space folded."""
    return folded(_NOTE.sub("", text))
