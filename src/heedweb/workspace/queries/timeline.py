"""The timeline of a plan: its measures in the order of what is due, a page at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import F, Prefetch, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from heedweb.workspace import plan_access
from heedweb.workspace.access import Seat
from heedweb.workspace.models import Assignment, Measure, Milestone, Organisation, Plan
from heedweb.workspace.numbers import number_of
from heedweb.workspace.pictures.timeline import Item, Picture, Step, picture, span
from heedweb.workspace.queries.pages import Pages

PER_PAGE = 40
_LABEL = 38


@dataclass(frozen=True, slots=True)
class Row:
    """A measure of the timeline as its table has it."""

    measure: Measure
    lead: str
    late: bool
    steps: tuple[Milestone, ...]

    @property
    def reached(self) -> int:
        """How many of the milestones are reached."""
        return sum(1 for one in self.steps if one.reached)

    @property
    def said(self) -> str:
        """The state in words, with the word for what is late."""
        state = str(self.measure.get_state_display())
        return _("{state}, late").format(state=state) if self.late else state


@dataclass(frozen=True, slots=True)
class Timeline:
    """A page of a plan's measures as a picture and a table."""

    plan: Plan
    rows: list[Row]
    picture: Picture
    pages: Pages
    institution: int
    bodies: list[Organisation]
    dateless: int

    @property
    def query(self) -> str:
        """What is asked for, for the pages beside."""
        return urlencode({"institution": self.institution}) if self.institution else ""


def timeline(seat: Seat, plan: Plan, asked: Mapping[str, str], *, mirrored: bool) -> Timeline:
    """Return the page of a plan's timeline that is asked for; `mirrored` from right to left."""
    today, institution = timezone.localdate(), number_of(asked.get("institution"))
    held = _of(seat, plan, institution)
    dates = list(held.values_list("start", "due"))
    pages = Pages.of(number_of(asked.get("page")), len(dates), PER_PAGE)
    rows = _rows(held[pages.start : pages.last])
    days = span([plan.first, plan.last, *(day for pair in dates for day in pair)], today)
    bodies = Organisation.objects.filter(
        assignments__in=plan_access.assignments(seat).filter(measure__plan=plan).order_by()
    )
    return Timeline(
        plan, rows, picture([_item(row) for row in rows], days, today, mirrored=mirrored), pages,
        institution, list(bodies.distinct().order_by("name", "pk")),
        sum(1 for start, due in dates if not start and not due),
    )  # fmt: skip


def lines(seat: Seat, plan: Plan, asked: Mapping[str, str]) -> Iterator[list[str]]:
    """Yield the whole timeline as lines of a table, the titles first."""
    yield [_("Number"), _("Measure"), _("Chapter"), _("Lead"), _("Supporting"), _("Begins"),
           _("Due"), _("State"), _("late"), _("Milestones")]  # fmt: skip
    for row in _rows(_of(seat, plan, number_of(asked.get("institution")))):
        one = row.measure
        steps = [
            f"{step.title} ({_day(step.due)}{'; ' + _('reached') if step.reached else ''})"
            for step in row.steps
        ]
        yield [
            one.number, one.title, str(one.chapter or ""), row.lead, ", ".join(_support(one)),
            _day(one.start), _day(one.due), str(one.get_state_display()),
            _("late") if row.late else "", "; ".join(steps),
        ]  # fmt: skip


def _of(seat: Seat, plan: Plan, institution: int) -> QuerySet[Measure]:
    """Return the measures of a plan, of one institution where that is asked: what is due first."""
    held = plan_access.measures(seat).filter(plan=plan)
    if institution:
        parts = Assignment.objects.filter(organisation=institution)
        parts = parts.exclude(answer=Assignment.Answer.DECLINED)
        held = held.filter(pk__in=parts.values("measure"))
    return held.order_by(F("due").asc(nulls_last=True), F("start").asc(nulls_last=True), "pk")


def _rows(found: QuerySet[Measure]) -> list[Row]:
    today = timezone.localdate()
    steps = Milestone.objects.order_by(F("due").asc(nulls_last=True), "pk")
    shown = found.prefetch_related("assignments__organisation", Prefetch("milestones", steps))
    return [
        Row(
            one, _lead(one),
            bool(one.due and one.due < today and one.state in Measure.OPEN),
            tuple(one.milestones.all()),
        )
        for one in shown
    ]  # fmt: skip


def _lead(one: Measure) -> str:
    return next((str(part.organisation) for part in one.assignments.all() if part.leads), "")


def _support(one: Measure) -> list[str]:
    parts = (part for part in one.assignments.all() if not part.declined)
    return [str(part.organisation) for part in parts if part.part == Assignment.Part.SUPPORT]


def _item(row: Row) -> Item:
    one = row.measure
    title = str(one)
    label = title if len(title) <= _LABEL else f"{title[: _LABEL - 1].rstrip()}…"
    steps = tuple(
        Step(step.title, step.due, step.reached is not None) for step in row.steps if step.due
    )
    return Item(
        one.pk,
        label,
        row.said,
        one.state,
        one.state in Measure.OPEN,
        row.late,
        one.start,
        one.due,
        steps,
    )


def _day(day: object) -> str:
    return "" if day is None else str(day)
