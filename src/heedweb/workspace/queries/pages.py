"""A list a page at a time: which part of it a page shows, and the pages beside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar
from urllib.parse import urlencode

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Pages:
    """Page `number` (from 1) of a list of `total`, `size` on a page."""

    number: int
    total: int
    size: int

    @classmethod
    def of(cls, asked: int, total: int, size: int) -> Pages:
        """Return the page that is asked for, the last one where there are not so many."""
        return cls(min(max(1, asked), max(1, -(-total // size))), total, size)

    @property
    def start(self) -> int:
        """How many stand on the pages before."""
        return (self.number - 1) * self.size

    @property
    def first(self) -> int:
        """The place in the list of the first one shown, from 1."""
        return self.start + 1

    @property
    def last(self) -> int:
        """The place in the list of the last one shown."""
        return min(self.start + self.size, self.total)

    @property
    def before(self) -> int:
        """The number of the page before, 0 if there is none."""
        return self.number - 1

    @property
    def after(self) -> int:
        """The number of the page after, 0 if there is none."""
        return self.number + 1 if self.last < self.total else 0


@dataclass(frozen=True, slots=True)
class Listing(Generic[Row]):
    """A page of `rows`: of which kind and with which words; `counts` says how many of each kind."""

    rows: list[Row]
    pages: Pages
    counts: dict[str, int]
    show: str
    typed: str

    @property
    def query(self) -> str:
        """The part of the address that says what is shown, for the pages beside."""
        return urlencode({"show": self.show, "q": self.typed})
