"""Rows of data as they are stored, and back: only what is not empty; and as items of a list."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Any

from heed.exchange.rows import Related, Row
from heed.records import Part, Position, Recommending
from heedweb.workspace.domain.decisions import Words
from heedweb.workspace.domain.standing import ROW
from heedweb.workspace.models import Recommendation

Place = tuple[int, int]
"""Where the words of a row stand in the text of its file: a half-open range."""

_PLAIN = (
    "text", "id", "symbol", "paragraph", "mechanism", "body", "state", "state_as_written",
    "session", "cycle", "position_as_written", "kind", "dated", "action",
)  # fmt: skip
_LISTS = ("addressees", "themes", "groups", "goals")


def plain(row: Row) -> dict[str, Any]:
    """Return a row as JSON."""
    held: dict[str, Any] = {name: getattr(row, name) for name in _PLAIN}
    held |= {name: list(getattr(row, name)) for name in _LISTS}
    held["recommending"] = [[who.name, who.iso3] for who in row.recommending]
    held["position"] = row.position
    held["related"] = [[r.kind, r.id, r.title, list(map(list, r.fields))] for r in row.related]
    held["extra"] = [list(pair) for pair in row.extra]
    return {name: value for name, value in held.items() if value}


def row_of(number: int, held: dict[str, Any]) -> Row:
    """Return the row that was stored."""
    known: dict[str, Any] = {"text": ""} | {n: held[n] for n in _PLAIN if n in held}
    known |= {name: tuple(held[name]) for name in _LISTS if name in held}
    return Row(
        number=number,
        **known,
        recommending=tuple(Recommending(name, code) for name, code in held.get("recommending", ())),
        position=Position(held["position"]) if held.get("position") else None,
        related=tuple(
            Related(kind, key, title, tuple((a, b) for a, b in more))
            for kind, key, title, more in held.get("related", ())
        ),
        extra=tuple((a, b) for a, b in held.get("extra", ())),
    )


def text_of(row: Row) -> str:
    """Return a row's text as the text of its file holds it: composed letters, on one line."""
    return " ".join(unicodedata.normalize("NFC", row.text).split())


def words_of(row: Row, place: Place) -> Words:
    """Return what a row says as an item of a list; one without a number is called by its row."""
    return Words(
        paragraph=row.paragraph[:40] or f"{ROW}{row.number}",
        text=text_of(row),
        states=[[who.name[:200], who.iso3 or ""] for who in row.recommending],
        position=row.position or "",
        start=place[0],
        end=place[1],
    )


class Item:
    """A recommendation of the list as rows are joined to it."""

    __slots__ = ("paragraph", "parts", "position", "recommending", "row", "text")

    def __init__(self, row: Recommendation) -> None:
        self.row = row
        self.paragraph, self.text = row.paragraph, row.text
        self.position = Position(row.position) if row.position else None
        self.recommending = tuple(
            Recommending(who.name, who.iso3 or None) for who in row.recommending.all()
        )
        self.parts = tuple(Part(part.text) for part in row.parts.all())


def items_of(listed: Sequence[Recommendation]) -> list[Item]:
    """Return the items of a list; States and parts must be at hand."""
    return [Item(row) for row in listed]
