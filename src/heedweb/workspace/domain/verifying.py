"""Walks a chain of acts from its first row to its end, and says what is not as it was written.

What it finds by itself: a row that was changed, taken out, put in or moved, values that are not
those bound, what a step wrote, the kept heads. A tail that was cut off together with everything
that tells of it, and a chain that was written anew as a whole, only heads kept elsewhere tell.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast

from heedweb.workspace.domain import chain, steps
from heedweb.workspace.domain.steps import CUT
from heedweb.workspace.models import Activity, Chain

ERASED = "erased"
_COLUMNS = (
    "number", "previous", "hash", "by_id", "at_text", "verb", "room_id", "kind", "record",
    "step_id", "digest", "commitment", "salt", "subject", "detail_text", "changes_text", "why",
)  # fmt: skip
_BATCH = 2_000
_STEPS = 400
_read = json.JSONDecoder().decode
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Head:
    """The end of a chain as somebody keeps it: of a day, or of a moment; `source` says who.

    `when` is as it stands in the seal, `until` the first moment that the head does not cover.
    """

    when: str
    until: str
    seal: str
    source: str

    @classmethod
    def of(cls, when: str, seal: str, source: str) -> Head:
        """Return a head of a day (2026-11-24) or a time in UTC. Raises `ValueError`."""
        if len(when) == len("2026-11-24"):
            day = datetime.combine(date.fromisoformat(when), datetime.min.time(), UTC)
            return cls(when, chain.stamp(day + _DAY), seal, source)
        moment = datetime.fromisoformat(when) + timedelta(microseconds=1)
        return cls(when, chain.stamp(moment), seal, source)


@dataclass(frozen=True, slots=True)
class Finding:
    """What is to be said of a chain, in one line: a fault, or an erasure that somebody decided."""

    fault: bool
    line: str


@dataclass
class _Erasing:
    """An act that took words about a person out of other rows: what they are bound by since.

    It is believed where it is `sound`, or bound by a later one, which took words out of it.
    """

    number: int
    by: int
    why: str
    rows: dict[str, str]
    held: str
    sound: bool


@dataclass
class _Walk:
    """How far a walk has come, and what waits to be settled."""

    name: str
    heads: list[Head]
    number: int = 0
    hash: str = ""
    at: str = ""
    stray: dict[int, tuple[str, str]] = field(default_factory=dict)
    erasings: list[_Erasing] = field(default_factory=list)
    steps: dict[int, list[tuple[str, str]]] = field(default_factory=dict)
    cut: set[int] = field(default_factory=set)
    parted: list[tuple[int, str]] = field(default_factory=list)

    def take(self, row: Sequence[Any]) -> list[Finding]:
        """Go on by one row, and return what is to be said of it."""
        number, previous, written, by, at_text, verb, room, kind, record, step, digest = row[:11]
        found: list[Finding] = []
        try:
            at = _stamp(at_text)
            held = chain.link(
                chain=self.name, number=number, previous=previous, by=by, at=at, verb=verb,
                room=room, about=(kind, record), step=step, rows=digest, values=row[11],
            )  # fmt: skip
            if self.heads and at >= self.heads[-1].until:
                found += self._heads(at)
            if number != self.number + 1 or previous != self.hash or at < self.at:
                found += self._place(number, previous, at, _called(row))
        except (TypeError, ValueError):
            found.append(Finding(fault=True, line=f"{_called(row)} cannot be read."))
            held, at = "", self.at
        if held != written:
            found.append(Finding(fault=True, line=f"{_called(row)} was changed."))
        self._values(row, sound=held == written)
        self.number = number if isinstance(number, int) else self.number + 1
        self.hash, self.at = written, at
        if step is not None:
            self.steps.setdefault(step, []).append((_called(row), digest))
            if len(self.steps) >= _STEPS:
                self._compare()
        return found

    def _place(self, number: int, previous: str, at: str, called: str) -> Iterator[Finding]:
        if number > self.number + 1:
            missing = f"{self.number + 1} to {number - 1}"
            yield Finding(fault=True, line=f"rows {missing} are missing before {called}.")
        elif number <= self.number:
            yield Finding(fault=True, line=f"{called} stands where {self.number + 1} should.")
        elif previous != self.hash:
            yield Finding(fault=True, line=f"{called} does not follow from the row before it.")
        if at < self.at:
            yield Finding(fault=True, line=f"{called} is dated before the row before it.")

    def _values(self, row: Sequence[Any], *, sound: bool) -> None:
        """Compare what a row says with what it is bound by; what is erased is settled at the end.

        Of a row that is `sound` itself erasures and cut steps are believed.
        """
        commitment, salt, subject, detail_text, changes_text, why = row[11:]
        try:
            detail = _read(detail_text) if detail_text != "{}" else {}
            changes = _read(changes_text) if changes_text != "[]" else []
            held = chain.commitment(salt, subject, detail, changes, why)
        except (TypeError, ValueError):
            held, detail = "", {}
        if held != commitment:
            self.stray[row[0]] = (_called(row), held)
        if sound and row[5] == ERASED and isinstance(detail.get("rows"), dict):
            told = _Erasing(row[0], row[3], why, detail["rows"], held, held == commitment)
            self.erasings.append(told)
        if sound and held == commitment and CUT in detail:
            self.cut |= set(detail[CUT])

    def _heads(self, at: str | None) -> Iterator[Finding]:
        """Compare the heads that end before `at`, None for all that are left."""
        while self.heads and (at is None or at >= self.heads[-1].until):
            one = self.heads.pop()
            if one.seal != chain.seal(self.name, one.when, self.number, self.hash):
                line = f"the head of {one.when} {one.source} is another one: rows up to then "
                yield Finding(fault=True, line=f"{line}were changed, cut off or written anew.")

    def _compare(self) -> None:
        now = steps.digests(list(self.steps))
        for step, said in self.steps.items():
            self.parted += [(step, called) for called, digest in said if digest != now[step]]
        self.steps.clear()

    def end(self) -> Iterator[Finding]:
        """Settle what was left to the end."""
        self._compare()
        for step, called in self.parted:
            if step not in self.cut:
                yield Finding(fault=True, line=f"what was decided in {called} was changed.")
        last: dict[str, tuple[str, _Erasing | None]] = {}
        for erasing in reversed(self.erasings):
            if erasing.sound or last.get(str(erasing.number), ("", None))[0] == erasing.held:
                for number, held in erasing.rows.items():
                    last.setdefault(number, (held, erasing))
        for place, (called, held) in self.stray.items():
            commitment, by = last.get(str(place), ("", None))
            if by is None or commitment != held:
                yield Finding(fault=True, line=f"what {called} says was changed.")
                continue
            said = f"words of {called} were erased by person {by.by}, row {by.number}: {by.why}"
            yield Finding(fault=False, line=said)
        yield from self._heads(None)


def findings(held: Chain, told: Sequence[Head] = ()) -> Iterator[Finding]:
    """Yield what is to be said of a chain; `told` are heads of it that were kept elsewhere."""
    kept = list(held.heads.order_by("day"))
    mine = [Head.of(one.day.isoformat(), one.seal, "kept in the database") for one in kept]
    # The earliest is taken first, from the end.
    heads = sorted([*mine, *told], key=lambda one: one.until, reverse=True)
    walk = _Walk(held.name, heads)
    for row in _rows(held).iterator(chunk_size=_BATCH):
        yield from walk.take(row)
    yield from walk.end()
    if (walk.number, walk.hash) != (held.number, held.hash):
        line = f"the chain ends with row {walk.number}; it was written up to row {held.number}."
        yield Finding(fault=True, line=line)
    yield from _gaps({one.day for one in kept}, walk)


def _rows(held: Chain) -> QuerySet[Activity, tuple[Any, ...]]:
    """Return the rows of a chain as they are stored: what cannot be read stops no walk."""
    rows = Activity.objects.filter(workspace=held.workspace_id).order_by("number", "pk")
    as_text = {f"{name}_text": Cast(name, TextField()) for name in ("at", "detail", "changes")}
    return rows.annotate(**as_text).values_list(*_COLUMNS)


def _called(row: Sequence[Any]) -> str:
    """Return what a row is called in a line."""
    return f"row {row[0]} ({row[5]}, {str(row[4])[:10]})"


def _stamp(text: str) -> str:
    """Return a stored time as it stands in a hash. Raises `TypeError` and `ValueError`."""
    if len(text) == len("2026-11-24 10:00:00.000000"):
        datetime.fromisoformat(text)
        return f"{text[:10]}T{text[11:]}+00:00"
    at = datetime.fromisoformat(text)
    return chain.stamp(at.replace(tzinfo=UTC) if at.tzinfo is None else at)


def _gaps(days: set[date], walk: _Walk) -> Iterator[Finding]:
    """Say which days between the first head and the last row have none."""
    day = min(days, default=date.max)
    while day.isoformat() < walk.at[:10]:
        if day not in days:
            yield Finding(fault=True, line=f"no head is kept of {day}.")
        day += _DAY
