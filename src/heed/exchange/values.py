"""The words of a cell as values: States, positions, kinds, dates, sessions. Nothing is guessed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any

from heed.exchange.rows import Fault
from heed.records import Position, Recommending
from heed.vocab import states
from heed.vocab.packaged import load
from heed.vocab.states import fold

_NUMBER = re.compile(r"\d+")
_ISO = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?(?:[T ].*)?")
_YEAR = re.compile(r"(?:19|20)\d{2}")
_WRITTEN = re.compile(r"(\d{1,4})[./\-\s](\d{1,2})[./\-\s](\d{1,4})")
# The day before 1 January 1900 as Excel counts, which takes 1900 for a leap year.
_SERIAL = dt.date(1899, 12, 30)
_FIRST_SERIAL, _LAST_SERIAL = 14_611, 73_415  # 1940-01-01 to 2100-12-31
_ORDERS = {"ymd": (0, 1, 2), "dmy": (2, 1, 0), "mdy": (2, 0, 1)}


class Doubt(Exception):
    """A cell that means nothing heed knows: the column, one sentence, and a stable code."""

    def __init__(self, column: str, text: str, code: str) -> None:
        self.column = column
        self.text = text
        self.code = code
        super().__init__(text)

    def fault(self, number: int) -> Fault:
        """Return the fault of row `number`."""
        return Fault(number, self.column, self.text, self.code)


@lru_cache(maxsize=4096)
def state(name: str) -> str | None:
    """Return the code of the State called `name`, or whose code it is; None if none is."""
    bare = name.strip()
    found = states.by_iso3(bare.upper()) if len(bare) == 3 else None
    found = found or states.find(bare)
    return found.iso3 if found else None


def addressee(name: str, column: str) -> str:
    """Return the code of the State that a row is addressed to. Raises `Doubt`."""
    found = state(name)
    if found is None:
        said = f'"{shown(name)}" is no State that heed knows; correct its name.'
        raise Doubt(column, said, "state")
    return found


def recommending(names: Iterable[str], column: str) -> tuple[Recommending, ...]:
    """Return the States that recommend, each once. Raises `Doubt`."""
    found = {addressee(name, column): name for name in names}
    return tuple(Recommending(name, iso3) for iso3, name in found.items())


def position(written: str, column: str) -> Position | None:
    """Return the position that a cell states, None if it states none. Raises `Doubt`."""
    if not written or nothing(written):
        return None
    found = _positions().get(_word(written))
    if found is None:
        said = f'"{shown(written)}" is no position that heed knows (supported, noted, pending …).'
        raise Doubt(column, said, "position")
    return found


def is_position(written: str) -> bool:
    """Return whether a cell is a word for a position."""
    return _word(written) in _positions()


def kind(written: str) -> str:
    """Return the kind of a row; a word that heed does not know is kept, in lower case."""
    return _kinds().get(_word(written), written.strip().lower())


def nothing(written: str) -> bool:
    """Return whether a cell says that it says nothing: "n/a", a dash."""
    return not written.strip(" -–—.?") or _word(written) in _nothing()


def whole(written: str, column: str) -> int | None:
    """Return the one number in a cell ("48th session", "Cycle 4"), None if it is empty.

    Raises `Doubt`.
    """
    if not written or nothing(written):
        return None
    found = _NUMBER.findall(written)
    if len(found) != 1 or len(found[0]) > 4:
        raise Doubt(column, f'"{shown(written)}" is not one number.', "number")
    return int(found[0])


def date(written: str, column: str, order: str = "ymd") -> str:
    """Return a date in ISO form, as precise as written; `""` if the cell is empty.

    `order` says how days, months and years follow each other where it is not ISO. A number is the
    serial day of a spreadsheet. Raises `Doubt`.
    """
    if not written or nothing(written):
        return ""
    found = _iso(written) or _serial(written) or _in_order(written, order)
    if not found:
        said = f'"{shown(written)}" is no date; write 2026-02-24, or say how its dates are written.'
        raise Doubt(column, said, "date")
    return found


def shown(written: str) -> str:
    """Return the words of a cell as a sentence can hold them."""
    line = " ".join(written.split())
    return line if len(line) <= 60 else f"{line[:59]}…"


def _iso(written: str) -> str:
    found = _ISO.fullmatch(written)
    if found is None:
        return written if _YEAR.fullmatch(written) else ""
    year, month, day = found.groups()
    return _valid(int(year), int(month), int(day or 1)) and "-".join(filter(None, found.groups()))


def _serial(written: str) -> str:
    try:
        days = int(float(written))
    except (ValueError, OverflowError):
        return ""
    if not _FIRST_SERIAL <= days <= _LAST_SERIAL:
        return ""
    return (_SERIAL + dt.timedelta(days=days)).isoformat()


def _in_order(written: str, order: str) -> str:
    found = _WRITTEN.fullmatch(written.strip())
    if found is None:
        return ""
    # A year first is a year first, whatever was said.
    places = _ORDERS["ymd" if len(found.group(1)) == 4 else order]
    year, month, day = (int(found.groups()[i]) for i in places)
    return _valid(year, month, day)


def _valid(year: int, month: int, day: int) -> str:
    if year < 1900:
        return ""
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return ""


@lru_cache(maxsize=4096)
def _word(written: str) -> str:
    """Return words as they are compared."""
    return fold(written) or written.strip().casefold()


@cache
def _positions() -> dict[str, Position]:
    words = data()["positions"]
    return {_word(one): Position(code) for code, held in words.items() for one in held}


@cache
def _kinds() -> dict[str, str]:
    return {_word(one): code for code, held in data()["kinds"].items() for one in held}


@cache
def _nothing() -> frozenset[str]:
    return frozenset(_word(one) for one in data()["nothing"])


def data() -> Any:  # noqa: ANN401 -- the file as it is; its users take it apart
    """Return the words of tables (`words.yaml`)."""
    return load("words.yaml", "heed.exchange")
