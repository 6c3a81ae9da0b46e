"""What asks are made of: matters (rights, wrongs, institutions), persons, and measures.

Each of the three is a file of concepts, some of which lie within others: `data/matters.yaml`,
`data/persons.yaml`, `data/measures.yaml`. `data/treaty_subjects.yaml` says what treaties are about.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from heed.vocab import instruments
from heed.vocab.packaged import load
from heed.vocab.taxonomies import Label, Taxonomy

SORTS = ("matters", "persons", "measures")


@dataclass(frozen=True, slots=True)
class Concept:
    """One right, wrong, institution, group of persons or measure, and the terms that mean it.

    `within` are the wider concepts that contain it, `of` the persons whom a matter is about by
    itself, `made_of` pairs of a matter and persons that together mean it. What is `wide` makes no
    subject alone ("human rights", "women"); a `catch_all` contains nothing.
    """

    code: str
    name: str
    terms: tuple[str, ...]
    within: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    made_of: tuple[tuple[str, str], ...] = ()
    wide: bool = False
    catch_all: bool = False


@cache
def concepts(sort: str) -> dict[str, Concept]:
    """Return the concepts of a sort (`SORTS`) by code."""
    return {row["code"]: _concept(row) for row in load(f"data/{sort}.yaml")["entries"]}


@cache
def wrongs() -> frozenset[str]:
    """Return the codes of the matters that are to be ended, not furthered."""
    return frozenset(load("data/matters.yaml")["wrongs"])


@cache
def find(code: str) -> Concept | None:
    """Return the concept with this code, None if there is none."""
    return next((found for sort in SORTS if (found := concepts(sort).get(code))), None)


@cache
def wider(sort: str) -> dict[str, frozenset[str]]:
    """Return for each concept of a sort its own code and those of all that contain it."""
    held = concepts(sort)

    def up(code: str) -> frozenset[str]:
        return frozenset({code}).union(*(up(above) for above in held[code].within))

    return {code: up(code) for code in held}


def taxonomy(sort: str) -> Taxonomy:
    """Return the concepts of a sort as a taxonomy, for `heed.labels.terms`."""
    labels = tuple(Label(one.code, one.name, terms=one.terms) for one in concepts(sort).values())
    return Taxonomy(sort, sort, labels, tuple(load(f"data/{sort}.yaml").get("silent", ())))


@lru_cache(maxsize=1024)
def about(instrument: str) -> frozenset[str]:
    """Return what an instrument is about: codes of matters and persons, empty if not known."""
    rows = {row["code"]: row["about"] for row in load("data/treaty_subjects.yaml")["entries"]}
    while instrument and instrument not in rows:
        found = instruments.find(instrument)
        instrument = found.to if found else ""
    return frozenset(rows.get(instrument, ()))


def named(codes: Iterable[str]) -> str:
    """Return the names of concepts in a row: "housing, water and sanitation"."""
    return ", ".join(sorted(found.name for code in codes if (found := find(code))))


def _concept(row: dict[str, Any]) -> Concept:
    lists = {key: tuple(row.get(key, ())) for key in ("within", "of")}
    made_of = tuple((matter, persons) for matter, persons in row.get("made_of", ()))
    terms = tuple(map(str, row["terms"]))
    return Concept(
        row["code"],
        row["name"],
        terms,
        made_of=made_of,
        wide=bool(row.get("wide")),
        catch_all=bool(row.get("catch_all")),
        **lists,
    )
