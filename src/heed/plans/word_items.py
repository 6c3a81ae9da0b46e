"""Rows of a measure's table that tell of one thing: its name first, then its fields by name."""

from __future__ import annotations

from collections.abc import Iterable

from heed.plans.fields import INDICATOR, INSTITUTION, LINK, MILESTONE, Field
from heed.plans.gathering import Gathered
from heed.plans.records import Indicator, Milestone, Part, Place, Tie
from heed.plans.values import Value
from heed.plans.words import field_of

ITEMS = frozenset({"lead", "supporting", "milestone", "indicator", "tie"})
Lines = Iterable[list[str]]


def answered(rows: Lines, *, lead: bool, place: Place, into: Gathered) -> list[Part]:
    """Return the parts of institutions that rows tell of, with what the institutions said."""
    found = _items(rows, "institution", INSTITUTION, place, into)
    return [
        Part(str(v["institution"]), lead=lead, answer=str(v.get("answer") or "proposed"),
             reason=str(v.get("reason") or ""))
        for v in found
    ]  # fmt: skip


def milestones(rows: Lines, place: Place, into: Gathered) -> tuple[Milestone, ...]:
    """Return the milestones that rows tell of."""
    found = _items(rows, "milestone", MILESTONE, place, into)
    return tuple(
        Milestone(str(v["milestone"]), v.get("due"), v.get("reached"))  # type: ignore[arg-type]
        for v in found
    )


def indicators(rows: Lines, place: Place, into: Gathered) -> tuple[Indicator, ...]:
    """Return the indicators that rows tell of."""
    found = _items(rows, "indicator", INDICATOR, place, into)
    return tuple(
        Indicator(str(v["indicator"]), str(v.get("name") or ""), str(v.get("unit") or ""))
        for v in found
    )


def ties(rows: Lines, place: Place, into: Gathered) -> tuple[Tie, ...]:
    """Return the links that rows tell of: taxonomy and code on the first line, then the name."""
    found: list[Tie] = []
    for lines in rows:
        first, *more = [one.strip() for one in lines if one.strip()] or [""]
        if not first:
            continue
        taxonomy, _, code = first.partition(" ")
        given = {"taxonomy": taxonomy, "code": code, "name": " ".join(more)}
        values = into.values(LINK, given, place)
        if not values["code"]:
            into.fault(place, "code", first, "missing")
            continue
        found.append(Tie(*(str(values[one]) for one in ("taxonomy", "code", "name"))))
    return tuple(found)


def _items(
    rows: Lines, name: str, fields: tuple[Field, ...], place: Place, into: Gathered
) -> list[dict[str, Value]]:
    own = {one.name for one in fields} - {"measure", name}
    found: list[dict[str, Value]] = []
    for lines in rows:
        given = _given(lines, name, own)
        if given[name].strip():
            found.append(into.values(fields, given, place))
    return found


def _given(lines: list[str], name: str, own: set[str]) -> dict[str, str]:
    """Return what the lines of a row say: a line that names a field begins it."""
    given: dict[str, str] = {name: ""}
    at = name
    started = False
    for line in lines:
        label, colon, rest = line.partition(":")
        field = field_of(label) if colon and started else None
        if field in own and field is not None and field not in given:
            at, given[field] = field, rest.strip()
        elif started:
            given[at] = f"{given[at]}\n{line}"
        else:
            given[at], started = line, bool(line.strip())
    return given
