"""The rules as data: sentences with sources, groups of States, cycles, years they rest on."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from heed.duties.records import Reason
from heed.records import Standing
from heed.vocab import states
from heed.vocab.instruments import TECHNICAL, Instrument
from heed.vocab.packaged import load

ILO, TREATY_BODIES = "ilo", "treaty_bodies"


@dataclass(frozen=True, slots=True)
class Anchor:
    """A year in which a regular report on a subject was asked of a group of States."""

    subject: str
    group: str
    year: int
    checked: bool
    source: str


@dataclass(frozen=True, slots=True)
class Survey:
    """A General Survey for which all Members are asked to report under article 19."""

    year: int
    theme: str
    instruments: tuple[str, ...]
    checked: bool
    source: str


@dataclass(frozen=True, slots=True)
class Reporting:
    """What a treaty says of reports: years to the first, between two, and the review cycle."""

    code: str
    article: str
    initial: int | None
    period: int | None
    review: int | None
    days: int = 0
    months: int = 0
    mechanism: int | None = None
    checked: tuple[str, ...] = ()


def data(system: str) -> Any:  # noqa: ANN401 -- the file as it is; its users take it apart
    """Return the file of rules of a system, `ilo` or `treaty_bodies`."""
    return load(f"data/{system}.yaml", "heed.duties")


def reason(system: str, rule: str, *, certain: bool = True, **values: object) -> Reason:
    """Return the reason that a rule gives, its sentence filled in.

    It is certain where the rule was checked and `certain` says the same of what it is applied to.
    """
    row = _rules(system)[rule]
    return Reason(
        rule=rule,
        said=row["text"].format(**values),
        source=row["source"].format(**values),
        certain=bool(row["checked"]) and certain,
    )


def cycle(one: Instrument) -> int:
    """Return every how many years a regular report on a Convention is asked."""
    return int(data(ILO)["cycles"][one.category or TECHNICAL])


def group(state: str, years: int) -> str:
    """Return the group ("G-N") of a State in a cycle of so many years.

    Raises `ValueError`: there is no such State.
    """
    letter = _letter(state)
    held: list[str] = data(ILO)["groups"][years]
    return next(one for one in held if one[0] <= letter <= one[-1])


def member(state: str) -> bool:
    """Return whether a State is a Member of the ILO."""
    return state not in data(ILO)["not_members"]


@cache
def anchors() -> dict[tuple[str, str], Anchor]:
    """Return the known years by subject and group."""
    rows = (Anchor(**row) for row in data(ILO)["anchors"])
    return {(one.subject, one.group): one for one in rows}


@cache
def surveys() -> tuple[Survey, ...]:
    """Return the General Surveys that are known, by year."""
    rows = ({**row, "instruments": tuple(row["instruments"])} for row in data(ILO)["surveys"])
    return tuple(Survey(**row) for row in rows)


@cache
def reporting() -> dict[str, Reporting]:
    """Return what the UN treaties say of reports, by code."""
    rows = ({**row, "checked": tuple(row["checked"])} for row in data(TREATY_BODIES)["treaties"])
    return {row["code"]: Reporting(**row) for row in rows}


def entry(one: Standing, instrument: Instrument, *, days: int = 0, months: int = 0) -> str:
    """Return when an instrument entered into force for a State, as much of the date as is known.

    Where the register does not say, it is so long after the State was bound, and not before the
    instrument entered into force at all. `""` where neither is known.
    """
    if one.in_force or not one.since:
        return one.in_force
    for_it = later(one.since, days=days, months=months)
    # Only what is known of both is compared: "1989" is no earlier than "1989-09-02".
    start = instrument.in_force
    return start if start and for_it < start[: len(for_it)] else for_it


def later(day: str, *, days: int = 0, months: int = 0, years: int = 0) -> str:
    """Return a day, month or year that much later. Months count for a year as they fill one."""
    months += 12 * years
    known = [int(part) for part in day.split("-")]
    year, month = known[0], known[1] if len(known) > 1 else 1
    year, month = year + (month - 1 + months) // 12, (month - 1 + months) % 12 + 1
    if len(known) < len(("year", "month", "day")):
        return f"{year:04d}-{month:02d}" if len(known) > 1 else f"{year:04d}"
    at = min(known[2], monthrange(year, month)[1])
    return (date(year, month, at) + timedelta(days=days)).isoformat()


@cache
def _rules(system: str) -> dict[str, dict[str, Any]]:
    return {row["code"]: row for row in data(system)["rules"]}


def _letter(state: str) -> str:
    listed = data(ILO)["listed_under"].get(state)
    if listed:
        return str(listed)
    held = states.by_iso3(state)
    if held is None:
        raise ValueError(f"no State has the code {state!r}")
    return states.sort_key(held)[0].upper()
