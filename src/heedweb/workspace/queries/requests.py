"""Requests for reports: the list by how they stand and of whom, and one with what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from heedweb.workspace import plan_access
from heedweb.workspace.access import Seat
from heedweb.workspace.models import Organisation, ProgressReport, Request, Standing
from heedweb.workspace.numbers import number_of
from heedweb.workspace.queries.pages import Pages

PER_PAGE = 50
STATES: dict[str, str | Promise] = {
    "open": _("open"),
    "overdue": _("overdue"),
    "waits": _("waits for validation"),
    "answered": _("answered"),
    "closed": _("closed without a report"),
}


def with_waits(found: QuerySet[Request]) -> QuerySet[Request]:
    """Return requests with `waits`: whether a report on one waits to be validated."""
    review = ProgressReport.objects.filter(request=OuterRef("pk"), standing=Standing.IN_REVIEW)
    return found.annotate(waits=Exists(review))


def stands(today: date) -> dict[str, Q]:
    """Return which requests stand how, of those that have `waits`."""
    still = Q(closed__isnull=True)
    return {
        "open": still,
        "overdue": still & Q(due__lt=today, waits=False),
        "waits": still & Q(waits=True),
        "answered": Q(closed__isnull=False, why=""),
        "closed": Q(closed__isnull=False) & ~Q(why=""),
    }


def state_of(held: Request, today: date) -> str:
    """Return how one request stands, the most telling word; it must have `waits`."""
    if held.closed is not None:
        return "closed" if held.why else "answered"
    if getattr(held, "waits", False):
        return "waits"
    return "overdue" if held.due < today else "open"


@dataclass(frozen=True, slots=True)
class Row:
    """A request and how it stands, by its code and in words."""

    request: Request
    state: str

    @property
    def called(self) -> str:
        """How it stands, in words."""
        return str(STATES[self.state])


@dataclass(frozen=True, slots=True)
class Tab:
    """A part of the list: its code, what it is called, how many are in it, and its address."""

    code: str
    called: str
    count: int
    query: str
    here: bool


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of requests; `bodies` are the institutions that can be chosen, with open ones."""

    rows: list[Row]
    pages: Pages
    tabs: list[Tab]
    bodies: list[Organisation]
    asked: Mapping[str, str]

    @property
    def query(self) -> str:
        """The part of the address that says what is shown."""
        return urlencode(self.asked)


def listing(held: Seat, asked: Mapping[str, str]) -> Listing:
    """Return the page of requests that an address asks for; what it does not know is left out."""
    today = timezone.localdate()
    found = with_waits(plan_access.requests(held))
    chosen: dict[str, str] = {}
    for name, field in (
        ("organisation", "organisation"), ("plan", "measure__plan"), ("measure", "measure"),
        ("recommendation", "recommendation"),
    ):  # fmt: skip
        if number_of(asked.get(name)):
            found = found.filter(**{field: number_of(asked.get(name))})
            chosen[name] = str(number_of(asked.get(name)))
    ways = stands(today)
    state = asked.get("state", "")
    tabs = _tabs(found, ways, chosen, state if state in ways else "open")
    chosen["state"] = state if state in ways else "open"
    found = found.filter(ways[chosen["state"]])
    pages = Pages.of(number_of(asked.get("page")), found.count(), PER_PAGE)
    last_first = chosen["state"] in ("answered", "closed")
    found = found.order_by(*(("-closed", "-pk") if last_first else ("due", "pk")))
    rows = [Row(one, state_of(one, today)) for one in found[pages.start : pages.last]]
    of = plan_access.requests(held).order_by().values("organisation")
    bodies = list(Organisation.objects.filter(workspace=held.workspace, pk__in=of))
    return Listing(rows, pages, tabs, bodies, chosen)


def tabs(held: Seat) -> list[Tab]:
    """Return how many of the requests that a person sees stand how."""
    found = with_waits(plan_access.requests(held))
    return _tabs(found, stands(timezone.localdate()), {}, "open")


def _tabs(
    found: QuerySet[Request], ways: Mapping[str, Q], chosen: Mapping[str, str], here: str
) -> list[Tab]:
    counts = found.order_by().aggregate(
        **{f"are_{code}": Count("pk", filter=way) for code, way in ways.items()}
    )
    return [
        Tab(
            code, str(STATES[code]), counts[f"are_{code}"], urlencode({**chosen, "state": code}),
            code == here,
        )
        for code in ways
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Whole:
    """A request with the reports on it that the person may read."""

    row: Row
    reports: list[ProgressReport]


def whole(held: Seat, request: Request) -> Whole:
    """Return a request with what came of it."""
    one = with_waits(plan_access.requests(held)).get(pk=request.pk)
    reports = plan_access.reports(held).filter(request=request).order_by("pk")
    return Whole(Row(one, state_of(one, timezone.localdate())), list(reports))
