"""The mechanisms that ask something of a State, and the words each uses."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from heed.vocab.packaged import load


@dataclass(frozen=True, slots=True)
class Mechanism:
    """A mechanism: code, names, family, its words, and whether States take positions on its asks.

    `addressee` is the word for the State ("State under review"), `round` for one examination,
    `asks` and `asks_many` for one item and several ("request"), `answer` for what the State gives
    to it ("position").
    `instrument` is the treaty that it watches over. `follow_up_months` is the usual time for an
    interim reply, None where none is asked; `voluntary_months` that for a report that a State may
    give of its own accord.
    """

    code: str
    short: str
    name: str
    family: str
    addressee: str
    round: str
    asks: str
    asks_many: str
    answer: str
    positions: bool
    symbol: str | None = None
    instrument: str | None = None
    follow_up_months: int | None = None
    voluntary_months: int | None = None


@cache
def mechanisms() -> dict[str, Mechanism]:
    """Return all mechanisms by code."""
    return {row["code"]: Mechanism(**row) for row in load("data/mechanisms.yaml")["entries"]}


@cache
def families() -> dict[str, str]:
    """Return the names of the families of mechanisms by code, in the order of pages."""
    return {row["code"]: row["name"] for row in load("data/mechanisms.yaml")["families"]}
