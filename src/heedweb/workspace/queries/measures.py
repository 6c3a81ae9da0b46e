"""Lists of measures: of one plan or of all, narrowed, sorted, a page at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from heed.plans.ordering import natural
from heedweb.workspace import plan_access
from heedweb.workspace.access import Seat
from heedweb.workspace.models import Assignment, Chapter, Measure, Organisation, Plan
from heedweb.workspace.numbers import number_of, one_line
from heedweb.workspace.queries.pages import Pages
from heedweb.workspace.queries.plans import in_order
from heedweb.workspace.roles import Act

PER_PAGE = 50
SORTS: dict[str, str | Promise] = {
    "": _("by chapter and number"),
    "due": _("what is due first"),
    "state": _("by state"),
    "lead": _("by lead institution"),
    "title": _("by title"),
}
_STATES = {one.value: nth for nth, one in enumerate(Measure.State)}
_NEVER = date.max


@dataclass(frozen=True, slots=True)
class Fact:
    """What a measure is sorted and narrowed by. `lead` is None where no institution leads it.

    An institution that declined leads nothing.
    """

    pk: int
    plan: int
    number: str
    title: str
    state: str
    due: date | None
    chapter: int | None
    order: tuple[int, int]
    lead: str | None
    asked: bool

    def late(self, today: date) -> bool:
        """Whether its day is past and it is neither done nor given up."""
        return self.due is not None and self.due < today and self.state in Measure.OPEN

    @property
    def leadless(self) -> bool:
        """Whether something is to be done and nobody leads it."""
        return self.lead is None and self.state in Measure.OPEN


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for; empty is all."""

    plan: int = 0
    state: str = ""
    body: int = 0
    late: bool = False
    leadless: bool = False
    chapter: str = ""
    waits: bool = False
    words: str = ""
    sort: str = ""

    @classmethod
    def of(cls, asked: Mapping[str, str], plan: Plan | None = None) -> Asked:
        """Return what an address asks for; what it does not know is left out."""
        state, sort, chapter = (asked.get(name, "") for name in ("state", "sort", "chapter"))
        return cls(
            plan=plan.pk if plan is not None else number_of(asked.get("plan")),
            state=state if state in (*Measure.State.values, "open") else "",
            body=number_of(asked.get("body")),
            late=bool(asked.get("late")),
            leadless=bool(asked.get("leadless")),
            chapter=chapter if chapter == "none" or number_of(chapter) else "",
            waits=bool(asked.get("waits")),
            words=one_line(asked.get("q")),
            sort=sort if sort in SORTS else "",
        )

    def query(self, *, plan: bool = True) -> str:
        """Return it as an address, without the page; without the plan for the plan's own page."""
        pairs = {
            "plan": self.plan if plan else 0, "state": self.state, "body": self.body,
            "late": "yes" if self.late else "", "leadless": "yes" if self.leadless else "",
            "chapter": self.chapter, "waits": "yes" if self.waits else "", "q": self.words,
            "sort": self.sort,
        }  # fmt: skip
        return urlencode({name: value for name, value in pairs.items() if value})

    @property
    def narrows(self) -> bool:
        """Whether anything but a plan is asked for."""
        held = (self.state, self.body, self.late, self.leadless, self.chapter, self.waits)
        return any(held) or bool(self.words)


@dataclass(frozen=True, slots=True)
class Row:
    """A measure as a list shows it: its institutions, and whether it is late.

    Who declined a part has none and is named apart.
    """

    measure: Measure
    lead: Assignment | None
    support: Sequence[Assignment]
    declined: Sequence[Assignment]
    late: bool


@dataclass(frozen=True, slots=True)
class Counts:
    """How many measures a person sees, and what of them needs a look."""

    total: int
    late: int
    leadless: int
    waits: int


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of measures. `plan` is set where it is one plan's; the rest is what can be chosen."""

    rows: list[Row]
    pages: Pages
    asked: Asked
    counts: Counts
    plan: Plan | None
    plans: list[Plan]
    chapters: list[Chapter]
    bodies: list[Organisation]

    @property
    def query(self) -> str:
        """What is asked for, as an address of the page that shows it."""
        return self.asked.query(plan=self.plan is None)

    @property
    def whole_query(self) -> str:
        """What is asked for, as an address of the list of all measures."""
        return self.asked.query()

    @property
    def states(self) -> list[tuple[str, str]]:
        """The states that can be chosen, with their names."""
        still = ("open", str(_("still open")))
        return [still, *((one.value, str(one.label)) for one in Measure.State)]

    @property
    def sorts(self) -> list[tuple[str, str]]:
        """The orders that can be chosen, with their names."""
        return [(code, str(name)) for code, name in SORTS.items()]


def found(seat: Seat, asked: Asked) -> tuple[list[Fact], Counts]:
    """Return the measures that are asked for in order, and how many there are of the plan."""
    facts, today = _facts(seat, asked.plan), timezone.localdate()
    counts = Counts(
        len(facts),
        sum(one.late(today) for one in facts),
        sum(one.leadless for one in facts),
        sum(one.asked for one in facts),
    )
    held = [one for one in facts if _fits(one, asked, today)]
    if asked.body:
        parts = Assignment.objects.filter(organisation=asked.body)
        parts = parts.filter(measure__workspace=seat.workspace)
        theirs = set(parts.values_list("measure", flat=True))
        held = [one for one in held if one.pk in theirs]
    return sorted(held, key=lambda one: _place(one, asked.sort)), counts


def _facts(seat: Seat, plan: int) -> list[Fact]:
    lead = Assignment.objects.filter(Assignment.LEADS, measure=OuterRef("pk"))
    rows = plan_access.measures(seat).order_by()
    rows = rows.filter(plan=plan) if plan else rows
    rows = rows.annotate(lead=Subquery(lead.values("organisation__name")[:1]))
    values = rows.values_list(
        "pk", "plan", "number", "title", "state", "due", "chapter", "lead", "to",
        "chapter__order", "chapter__parent__order",
    )  # fmt: skip
    # What is asked for is the coordination's own until it is let go.
    plans = seat.may(Act.PLAN)
    return [
        Fact(
            pk,
            of,
            number,
            title,
            state,
            due,
            chapter,
            _order(own, above),
            name,
            to is not None and plans,
        )
        for pk, of, number, title, state, due, chapter, name, to, own, above in values
    ]


def _order(own: int | None, above: int | None) -> tuple[int, int]:
    """Return the place of a chapter; a part of one comes after it, before the next."""
    return (own or 0, 0) if above is None else (above, own or 0)


def _fits(one: Fact, asked: Asked, today: date) -> bool:
    if asked.state == "open":
        if one.state not in Measure.OPEN:
            return False
    elif asked.state and one.state != asked.state:
        return False
    if asked.chapter and str(one.chapter or "none") != asked.chapter:
        return False
    if asked.late and not one.late(today):
        return False
    if (asked.leadless and not one.leadless) or (asked.waits and not one.asked):
        return False
    words = asked.words.casefold()
    return not words or one.number == asked.words or words in one.title.casefold()


def _place(one: Fact, sort: str) -> tuple[object, ...]:
    number = natural(one.number)
    if sort == "due":
        return (one.due or _NEVER, one.plan, number)
    if sort == "state":
        return (_STATES[one.state], one.plan, number)
    if sort == "lead":
        return (one.lead is None, (one.lead or "").casefold(), one.plan, number)
    if sort == "title":
        return (one.title.casefold(), one.plan, number)
    return (-one.plan, one.chapter is None, one.order, number)


def rows_of(seat: Seat, keys: Sequence[int]) -> list[Row]:
    """Return measures of these primary keys, in this order, as lists show them."""
    held = plan_access.measures(seat).select_related(None).select_related("plan", "chapter", "room")
    held = held.prefetch_related("assignments__organisation")
    by = {one.pk: one for one in held.order_by().filter(pk__in=keys)}
    today = timezone.localdate()
    return [_row(by[key], today) for key in keys if key in by]


def _row(held: Measure, today: date) -> Row:
    parts = list(held.assignments.all())
    lead = next((one for one in parts if one.leads), None)
    support = [one for one in parts if one is not lead and not one.declined]
    declined = [one for one in parts if one.declined]
    return Row(held, lead, support, declined, held.late(today))


def listing(seat: Seat, asked: Mapping[str, str], plan: Plan | None = None) -> Listing:
    """Return the page of measures that an address asks for."""
    wanted = Asked.of(asked, plan)
    facts, counts = found(seat, wanted)
    pages = Pages.of(number_of(asked.get("page")), len(facts), PER_PAGE)
    rows = rows_of(seat, [one.pk for one in facts[pages.start : pages.last]])
    bodies = Organisation.objects.filter(
        assignments__measure__in=plan_access.measures(seat).order_by()
    )
    return Listing(
        rows, pages, wanted, counts, plan,
        [] if plan is not None else list(plan_access.plans(seat)),
        in_order(plan_access.chapters(seat, plan)) if plan is not None else [],
        list(bodies.distinct().order_by("name")),
    )  # fmt: skip
