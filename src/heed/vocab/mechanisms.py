"""The mechanisms that ask something of a State, and the words each uses."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources

import yaml


@dataclass(frozen=True, slots=True)
class Mechanism:
    """A mechanism: code, name, family, its words, and whether States take positions on its asks.

    `addressee` is the word for the State ("State under review"), `round` for one examination.
    `follow_up_months` is None where no interim reply is asked.
    """

    code: str
    name: str
    family: str
    addressee: str
    round: str
    positions: bool
    symbol: str | None
    follow_up_months: int | None = None


@cache
def mechanisms() -> dict[str, Mechanism]:
    """Return all mechanisms by code."""
    path = resources.files("heed.vocab").joinpath("data/mechanisms.yaml")
    rows = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)["entries"]
    return {
        r["code"]: Mechanism(
            r["code"],
            r["name"],
            r["family"],
            r["addressee"],
            r["round"],
            bool(r["positions"]),
            r.get("symbol"),
            r.get("follow_up_months"),
        )
        for r in rows
    }
