"""What the columns of an unknown table seem to mean: a proposal, for a person to correct."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from heed.exchange import texts, values
from heed.exchange.table import FIELDS, ORDERS, Column, Matching
from heed.vocab.states import fold

_SYMBOL = re.compile(r"[A-Z][A-Z0-9.]*(?:/[\w.()\-]+){2,}")
_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,3})+(?:\s?\([a-z]\))?")
_DATE = re.compile(r"(\d{1,4})[./-](\d{1,2})[./-](\d{1,4})")
_SEPARATORS = ("\n", ";", "|", ",", "/")
# A column is what its cells are if so many of them are.
_SHARE = 0.8
_LONG = 40
_LISTS = ("recommending", "themes", "groups", "goals")
Sample = Sequence[Sequence[str]]


def propose(header: Sequence[str], sample: Sample) -> Matching:
    """Return what the columns seem to mean, by their headings and by what stands in them.

    A heading that is a known word decides; what no heading says is found by content: States,
    positions, symbols, paragraph numbers, and the longest texts. A column fills one field at most.
    """
    found = _by_heading(header)
    _by_content(header, sample, found)
    columns = [
        Column(field, i, header[i], _separator(field, _cells(sample, i)))
        for field, i in sorted(found.items(), key=lambda one: FIELDS.index(one[0]))
    ]
    dated = _cells(sample, found["dated"]) if "dated" in found else []
    return Matching(tuple(columns), dates=_order(dated))


def _by_heading(header: Sequence[str]) -> dict[str, int]:
    """Return the column of each field that a heading names; the word earlier in the list first."""
    places = {_word(one): i for i, one in reversed(list(enumerate(header))) if one}
    found: dict[str, int] = {}
    for field in FIELDS:
        named = (places[word] for word in _words()[field] if word in places)
        at = next((i for i in named if i not in found.values()), None)
        if at is not None:
            found[field] = at
    return found


def _by_content(header: Sequence[str], sample: Sample, found: dict[str, int]) -> None:
    """Add to `found` the columns that are known by what stands in them."""
    for field in ("position", "symbol", "paragraph", "recommending", "state"):
        for i in range(len(header)):
            cells = _cells(sample, i)
            if field not in found and i not in found.values() and cells and _is(field, cells):
                found[field] = i
    if "text" not in found:
        lengths = {
            i: sum(map(len, cells)) / len(cells)
            for i in range(len(header))
            if i not in found.values() and (cells := _cells(sample, i))
        }
        longest = max(lengths, key=lambda i: lengths[i], default=None)
        if longest is not None and lengths[longest] >= _LONG:
            found["text"] = longest


def _is(field: str, cells: Sequence[str]) -> bool:
    """Return whether most cells are what the field holds."""
    if field == "state":
        # One State throughout is the addressee; several are those that recommend.
        return len(set(cells)) == 1 and _states(cells[0])
    test = {
        "position": values.is_position,
        "symbol": lambda cell: _SYMBOL.fullmatch(cell) is not None,
        "paragraph": lambda cell: _NUMBER.fullmatch(cell) is not None,
        "recommending": _states,
    }[field]
    right = sum(map(bool, map(test, cells))) >= _SHARE * len(cells)
    return right and not (field == "recommending" and len(set(cells)) == 1)


def _states(cell: str) -> bool:
    """Return whether a cell holds nothing but States."""
    return any(
        all(values.state(one) for one in parts) and parts
        for separator in _SEPARATORS
        if (parts := [p for p in map(texts.bare, cell.split(separator)) if p])
    )


def _separator(field: str, cells: Sequence[str]) -> str:
    """Return what parts the lists of a column; `""` where no cell is a list, or lines are."""
    if field not in _LISTS:
        return ""
    for separator in _SEPARATORS[1:]:
        listed = [cell for cell in cells if separator in cell]
        if not listed:
            continue
        if field != "recommending" and separator in ";|":
            return separator
        if field == "recommending" and all(_parted(cell, separator) for cell in listed):
            return separator
    return ""


def _parted(cell: str, separator: str) -> bool:
    return all(values.state(p) for p in map(texts.bare, cell.split(separator)) if p)


def _order(cells: Sequence[str]) -> str:
    """Return the order of days and months that most dates allow, days first if both do."""
    written = [cell for cell in cells if (found := _DATE.fullmatch(cell)) and len(found[1]) < 4]
    if not written:
        return ORDERS[0]
    return max(ORDERS[1:], key=lambda order: sum(_dated(cell, order) for cell in written))


def _dated(cell: str, order: str) -> bool:
    try:
        return bool(values.date(cell, "", order))
    except values.Doubt:
        return False


def _cells(sample: Sample, at: int) -> list[str]:
    """Return what stands in a column of the sample, empty cells left out."""
    return [row[at] for row in sample if at < len(row) and row[at]]


def _word(heading: str) -> str:
    return fold(heading) or heading.strip().casefold()


@cache
def _words() -> dict[str, tuple[str, ...]]:
    fields = values.data()["fields"]
    return {field: tuple(map(_word, words)) for field, words in fields.items()}
