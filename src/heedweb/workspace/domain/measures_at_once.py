"""One thing done to many measures: all of it or nothing, each with its own row of history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import models, transaction
from django.db.models import QuerySet

from heedweb.workspace.access import Seat
from heedweb.workspace.domain import assignments, measures, moving, reversing
from heedweb.workspace.domain.activity import Change, record
from heedweb.workspace.domain.plans import must_plan, room_of
from heedweb.workspace.models import Assignment, Measure, Organisation, Room, Undoable

_MOST_NAMED = 20
ASSIGN, DUE, ASK, LET, TAKE_BACK = "assign", "due", "ask", "let", "take_back"
UNDONE = (ASSIGN, DUE, ASK)


@dataclass(frozen=True, slots=True)
class Deed:
    """What is done: give `body` a `part`; set the day `due`; ask to go `to`; let go; take back."""

    what: str
    body: Organisation | None = None
    part: str = ""
    due: date | None = None
    to: Room | None = None
    why: str = ""


# What of a part changes where somebody gets another one.
_OF_PART = ("part", "answer", "reason", "answered", "answered_by_id")
_Moved = list[tuple[models.Model, str, object, object]]


@transaction.atomic
def carry_out(rows: Sequence[Measure], *, deed: Deed, by: Seat) -> int:
    """Do it to measures as they were seen; return to how many.

    It is undone in one step for thirty days; what lets others see or takes back is not, which has
    acts of its own. Raises `Refused`, or `editing.Overtaken` where somebody wrote one since;
    nothing is done then.
    """
    must_plan(by)
    parts = {one.pk: one for one in _parts(rows)}
    for one in rows:
        if deed.what == ASSIGN and deed.body is not None:
            assignments.assign(one, body=deed.body, part=deed.part, by=by)
        elif deed.what == DUE:
            measures.write(one, words={"due": deed.due}, seen=one.version, by=by)
        elif deed.what == ASK and deed.to is not None:
            moving.ask(one, to=deed.to, by=by)
        elif deed.what == LET:
            moving.let(one, seen=one.version, by=by)
        elif deed.what == TAKE_BACK:
            moving.take_back(one, reason=deed.why, by=by)
    act = record(
        workspace=by.workspace, by=by.user, verb="measures_at_once", subject="",
        room=room_of(by.workspace), changes=[Change("", "measures", None, _named(rows))],
    )  # fmt: skip
    if deed.what in UNDONE:
        made, moved = _assigned(rows, parts) if deed.what == ASSIGN else ([], _moved(rows, deed))
        reversing.keep(
            workspace=by.workspace, kind=Undoable.Kind.MEASURES, by=by.user, name="", act=act,
            made=made, moved=moved,
        )  # fmt: skip
    return len(rows)


def _named(rows: Sequence[Measure]) -> list[str]:
    """Return what measures are called; of many the first, and how many more there are."""
    more = len(rows) - _MOST_NAMED
    return [str(one) for one in rows[:_MOST_NAMED]] + ([f"+ {more}"] if more > 0 else [])


def _parts(rows: Sequence[Measure]) -> QuerySet[Assignment]:
    return Assignment.objects.filter(measure__in=rows).order_by("pk")


def _assigned(
    rows: Sequence[Measure], before: Mapping[int, Assignment]
) -> tuple[list[Assignment], _Moved]:
    """Return the parts that are new, and what became of those before: who led first."""
    made: list[Assignment] = []
    moved: _Moved = []
    for now in sorted(_parts(rows), key=lambda one: one.part == Assignment.Part.LEAD):
        was = before.get(now.pk)
        if was is None:
            made.append(now)
            continue
        pairs = ((name, getattr(was, name), getattr(now, name)) for name in _OF_PART)
        moved += [(now, name, old, new) for name, old, new in pairs if old != new]
    return made, moved


def _moved(rows: Sequence[Measure], deed: Deed) -> _Moved:
    """Return what became of the fields of measures, which are here as they were before."""
    fields = ("due",) if deed.what == DUE else ("to_id", "asked_by_id")
    after = Measure.objects.in_bulk([one.pk for one in rows])
    return [
        (after[one.pk], name, getattr(one, name), getattr(after[one.pk], name))
        for one in rows
        for name in fields
    ]
