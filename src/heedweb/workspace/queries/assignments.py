"""Parts of institutions in measures: which wait for an answer, and who can be given one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from heedweb.workspace import plan_access
from heedweb.workspace.access import Seat
from heedweb.workspace.models import Assignment, Measure, Organisation
from heedweb.workspace.numbers import number_of
from heedweb.workspace.queries.pages import Pages
from heedweb.workspace.roles import ANSWERING, Act

PER_PAGE = 50


def mine(seat: Seat) -> QuerySet[Assignment]:
    """Return the parts of the person's institution in what is still to be done."""
    body = plan_access.takes_part(seat) if seat.may(Act.ANSWER) else None
    found = plan_access.assignments(seat).filter(organisation=body or 0)
    return found.filter(measure__state__in=Measure.OPEN)


def waiting(seat: Seat) -> int:
    """Return how many parts wait for an answer of the person's institution."""
    return mine(seat).filter(answer=Assignment.Answer.PROPOSED).count()


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of an institution's parts; `show` says whether only those that wait."""

    parts: list[Assignment]
    pages: Pages
    show: str
    waiting: int

    @property
    def query(self) -> str:
        """What is shown, as an address."""
        return f"show={self.show}" if self.show else ""


def listing(seat: Seat, asked: Mapping[str, str]) -> Listing:
    """Return the page of parts that an address asks for: those that wait, or with `all` all."""
    show = "all" if asked.get("show") == "all" else ""
    found = mine(seat)
    waits = found.filter(answer=Assignment.Answer.PROPOSED)
    found = (found if show else waits).order_by("measure__due", "measure__pk")
    pages = Pages.of(number_of(asked.get("page")), found.count(), PER_PAGE)
    return Listing(list(found[pages.start : pages.last]), pages, show, waits.count())


def bodies(seat: Seat) -> QuerySet[Organisation]:
    """Return the institutions that can be given a part in a measure."""
    found = Organisation.objects.filter(workspace=seat.workspace, closed__isnull=True)
    return found.filter(kind__in=ANSWERING).order_by("name")
