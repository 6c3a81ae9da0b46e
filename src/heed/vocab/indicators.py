"""Indicators of known lists, from which a country makes its own: `data/indicators/<list>.yaml`.

The numbers are the lists'; the words, units and what is better are heed's. What each entry is known
from stands at the head of its file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from heed.vocab.packaged import load, names
from heed.vocab.taxonomies import taxonomies

KINDS = ("structural", "process", "outcome")
_TARGETS = "sdg.targets"


@dataclass(frozen=True, slots=True)
class Listed:
    """An indicator of a list. `code` is of all lists: `sdg.16.3.2`, `ohchr.education.primary.free`.

    `of` are the names of what it stands under: a target, or a right and its attribute. With
    `falling` less is better, None where neither is. `splits` are usual ways to disaggregate it.
    `sdg` is the number of the global framework where it has one. What is `recalled` was not checked
    against a second source.
    """

    code: str
    name: str
    kind: str
    unit: str
    of: tuple[str, ...]
    falling: bool | None = None
    splits: tuple[str, ...] = ()
    sdg: str = ""
    recalled: bool = False


@dataclass(frozen=True, slots=True)
class IndicatorList:
    """A list of indicators; `source`, `date` and `licence` say where it is from."""

    code: str
    name: str
    author: str
    source: str
    date: str
    licence: str
    entries: tuple[Listed, ...]


@cache
def lists() -> dict[str, IndicatorList]:
    """Return the lists by code."""
    found = (_list(load(name)) for name in names("data/indicators"))
    return {one.code: one for one in found}


@cache
def _by_code() -> dict[str, Listed]:
    return {one.code: one for held in lists().values() for one in held.entries}


def listed(code: str) -> Listed | None:
    """Return the indicator with this code, None if no list has it."""
    return _by_code().get(code)


def find(typed: str, most: int = 30) -> list[Listed]:
    """Return the indicators in whose code, name or headings all typed words begin a word.

    Those with a word in their own name come first. Nothing typed finds nothing.
    """
    wanted = typed.casefold().split()
    if not wanted:
        return []
    found: list[tuple[int, Listed]] = []
    for held in lists().values():
        for one in held.entries:
            if all(_begins(word, one) for word in wanted):
                own = sum(_starts(word, one.name) for word in wanted)
                found.append((-own, one))
    return [one for _order, one in sorted(found, key=lambda pair: pair[0])[:most]]


def _begins(word: str, one: Listed) -> bool:
    if one.sdg and (one.sdg == word or one.sdg.startswith(f"{word}.")):
        return True
    return one.code.startswith(word) or any(_starts(word, text) for text in (one.name, *one.of))


def _starts(word: str, text: str) -> bool:
    return any(one.startswith(word) for one in text.casefold().replace("-", " ").split())


def _list(raw: Mapping[str, Any]) -> IndicatorList:
    headings = _headings(raw)
    entries = tuple(
        Listed(
            code=f"{raw['code']}.{row['code']}",
            name=row["name"],
            kind=row["kind"],
            unit=row["unit"],
            of=_of(str(row["code"]), headings),
            falling=row.get("falling"),
            splits=tuple(row.get("splits", ())),
            sdg=str(row["code"]) if raw["code"] == "sdg" else str(row.get("sdg", "")),
            recalled=bool(row.get("recalled", raw.get("recalled"))),
        )
        for row in raw["entries"]
    )
    said = {name: str(raw[name]) for name in ("code", "name", "author", "source", "date")}
    return IndicatorList(**said, licence=raw["licence"], entries=entries)


def _headings(raw: Mapping[str, Any]) -> dict[str, str]:
    """Return what entries stand under, by the beginning of their codes."""
    if "rights" not in raw:
        return {one.code: one.name for one in taxonomies()[_TARGETS].labels}
    found: dict[str, str] = {}
    for right in raw["rights"]:
        found[right["code"]] = right["name"]
        for code, name in right["attributes"].items():
            found[f"{right['code']}.{code}"] = name
    return found


def _of(code: str, headings: Mapping[str, str]) -> tuple[str, ...]:
    parts = code.split(".")
    begun = (".".join(parts[:number]) for number in range(1, len(parts)))
    return tuple(headings[one] for one in begun if one in headings)
