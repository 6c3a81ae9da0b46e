"""The lists behind the numbers of the board, a page at a time, and all of one as a table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from heedweb.workspace import plan_access
from heedweb.workspace.access import Seat
from heedweb.workspace.models import (
    Assignment,
    Measure,
    Milestone,
    Organisation,
    Recommendation,
    Request,
)
from heedweb.workspace.queries import board_sets, columns
from heedweb.workspace.queries.board_asked import Asked
from heedweb.workspace.queries.pages import Pages
from heedweb.workspace.queries.reach import Reach
from heedweb.workspace.queries.recommendations import chips, names_of
from heedweb.workspace.words import position_name

PER_PAGE = 50
# Rows loaded at a time where all are wanted; SQLite takes 32,766 variables in a statement.
_BATCH = 500


@dataclass(frozen=True, slots=True)
class Cell:
    """What a row has in a column: a day, or a text."""

    text: str = ""
    on: date | None = None

    def __str__(self) -> str:
        return self.on.isoformat() if self.on else self.text


@dataclass(frozen=True, slots=True)
class Row:
    """A record of a list: the page it is read on, by name and key, and its cells."""

    page: str
    key: int
    cells: tuple[Cell, ...]
    late: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of one of the board's lists. `chosen` says in words what it is narrowed by."""

    what: str
    titles: tuple[str, ...]
    rows: list[Row]
    pages: Pages
    asked: Asked
    chosen: list[str]

    @property
    def query(self) -> str:
        """What is asked for, for the pages beside."""
        return self.asked.query


def listing(seat: Seat, what: str, asked: Asked) -> Listing:
    """Return the page of a list that is asked for."""
    reach = Reach(seat, plan=asked.plan)
    keys = _keys(reach, what, asked)
    pages = Pages.of(asked.page, len(keys), PER_PAGE)
    rows = _rows(reach, what, keys[pages.start : pages.last])
    return Listing(what, titles(what), rows, pages, asked, _chosen(reach, asked))


def lines(seat: Seat, what: str, asked: Asked) -> Iterator[list[str]]:
    """Yield a list as lines of a table, all of it: the titles, then a line for each record."""
    reach = Reach(seat, plan=asked.plan)
    keys = _keys(reach, what, asked)
    yield [*titles(what), _("late")]
    for start in range(0, len(keys), _BATCH):
        for row in _rows(reach, what, keys[start : start + _BATCH]):
            yield [*map(str, row.cells), _("late") if row.late else ""]


def titles(what: str) -> tuple[str, ...]:
    """Return what the columns of a list are called."""
    return {
        "recommendations": (_("Number"), _("Recommendation"), _("Position"), _("Review")),
        "measures": (_("Measure"), _("Lead"), _("Due"), _("State"), _("Plan")),
        "milestones": (_("Milestone"), _("Measure"), _("Lead"), _("Due")),
        "parts": (_("Measure"), _("Institution"), _("Part"), _("Answer"), _("Reason"), _("Due")),
        "requests": (_("Report on"), _("Institution"), _("Due"), _("Report")),
    }[what]


def _keys(reach: Reach, what: str, asked: Asked) -> Sequence[int]:
    """Return the records of a list in its order."""
    if what == "recommendations":
        return reach.index.keys_of(board_sets.rows(reach, asked))
    held = set(board_sets.SETS[what](reach, asked))
    every = _EVERY[what](reach.seat).values_list("pk", flat=True)
    return [key for key in every if key in held]


def _measures(seat: Seat) -> QuerySet[Measure]:
    return plan_access.measures(seat).order_by(F("due").asc(nulls_last=True), "plan", "pk")


def _milestones(seat: Seat) -> QuerySet[Milestone]:
    held = Milestone.objects.filter(measure__workspace=seat.workspace, reached__isnull=True)
    return held.select_related("measure").order_by("due", "pk")


def _parts(seat: Seat) -> QuerySet[Assignment]:
    held = Assignment.objects.filter(measure__workspace=seat.workspace)
    held = held.select_related("measure", "organisation")
    return held.order_by(F("measure__due").asc(nulls_last=True), "measure", "part", "pk")


def _requests(seat: Seat) -> QuerySet[Request]:
    return plan_access.requests(seat).filter(closed__isnull=True).order_by("due", "pk")


_EVERY: dict[str, Callable[[Seat], QuerySet[Any]]] = {
    "measures": _measures, "milestones": _milestones, "parts": _parts, "requests": _requests,
}  # fmt: skip
# What is loaded besides, where a list shows it.
_LEADS = {
    "measures": "assignments__organisation",
    "milestones": "measure__assignments__organisation",
}


def _rows(reach: Reach, what: str, keys: Sequence[int]) -> list[Row]:
    if what == "recommendations":
        return [_recommendation(one) for one in columns.loaded(keys)]
    found = _EVERY[what](reach.seat).order_by()
    if what in _LEADS:
        found = found.prefetch_related(_LEADS[what])
    held = found.in_bulk(list(keys))
    return [_SHOWN[what](reach, held[key]) for key in keys if key in held]


def _recommendation(one: Recommendation) -> Row:
    cells = (one.paragraph, one.text, position_name(one.position) if one.position else "",
             str(one.review))  # fmt: skip
    return Row("recommendation", one.pk, tuple(map(Cell, cells)))


def _measure(reach: Reach, one: Measure) -> Row:
    lead, state = _lead(one), str(one.get_state_display())
    cells = (Cell(str(one)), Cell(lead), Cell("", one.due), Cell(state), Cell(str(one.plan)))
    return Row("measure", one.pk, cells, one.pk in reach.late)


def _milestone(_reach: Reach, one: Milestone) -> Row:
    of = one.measure
    cells = (Cell(str(one)), Cell(str(of)), Cell(_lead(of)), Cell("", one.due))
    return Row("measure", of.pk, cells, late=True)


def _part(reach: Reach, one: Assignment) -> Row:
    said = (str(one.measure), str(one.organisation), str(one.get_part_display()),
            str(one.get_answer_display()), one.reason)  # fmt: skip
    cells = (*map(Cell, said), Cell("", one.measure.due))
    return Row("measure", one.measure_id, cells, one.measure_id in reach.late)


def _request(reach: Reach, one: Request) -> Row:
    there = one.pk in reach.reported
    cells = (
        Cell(str(one.about)), Cell(str(one.organisation)),
        Cell("", one.due), Cell(_("there is one") if there else _("none yet")),
    )  # fmt: skip
    late = not there and one.due < reach.today
    return Row("request", one.pk, cells, late)


_SHOWN: dict[str, Callable[[Reach, Any], Row]] = {
    "measures": _measure, "milestones": _milestone, "parts": _part, "requests": _request,
}  # fmt: skip


def _lead(one: Measure) -> str:
    """Return who leads a measure; nothing where nobody does."""
    return next((str(part.organisation) for part in one.assignments.all() if part.leads), "")


def _chosen(reach: Reach, asked: Asked) -> list[str]:
    """Say what a list is narrowed by; institutions and plans that the person does not see, not."""
    seat = reach.seat
    found = [
        words for on, words in (
            (asked.late, _("past their day")),
            (asked.leadless, _("nobody leads")),
            (asked.unanswered, _("without a report")),
            (asked.measure == "some", _("with a measure")),
            (asked.measure == "none", _("without a measure")),
        ) if on
    ]  # fmt: skip
    if asked.stage:
        rolled = {"open": _("still open"), "standing": _("not given up")}
        found.append(str({**dict(Measure.State.choices), **rolled}[asked.stage]))
    if asked.part:
        found.append(str(Assignment.Part(asked.part).label))
    if asked.answer:
        found.append(str(dict(Assignment.Answer.choices).get(asked.answer, _("not accepted"))))
    if asked.plan:
        found += map(str, plan_access.plans(seat).filter(pk=asked.plan))
    if asked.institution and asked.institution in reach.bodies:
        found.append(str(Organisation.objects.get(pk=asked.institution)))
    if asked.rows.narrows:
        found += [one.label for one in chips(asked.rows, names_of(seat.workspace, reach.index))]
    return found
