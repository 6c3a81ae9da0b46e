"""Comments and questions as a person sees them: on a record, and those that wait for the person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from heedweb.workspace import plan_access
from heedweb.workspace.access import Seat
from heedweb.workspace.domain import comments as domain
from heedweb.workspace.domain.comments import Thing
from heedweb.workspace.models import Comment
from heedweb.workspace.numbers import number_of
from heedweb.workspace.queries.pages import Pages
from heedweb.workspace.roles import Act

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Said:
    """A comment with what answers it, and what the person may do with it."""

    comment: Comment
    may_settle: bool
    may_take_back: bool
    answers: list[Said] = field(default_factory=list)


def on(seat: Seat, about: Thing) -> list[Said]:
    """Return what was said of a record, in the order of time; three queries."""
    found = plan_access.comments(seat).filter(**{type(about).__name__.lower(): about})
    found = found.select_related("settled_by", "room__organisation")
    held: dict[int, Said] = {}
    first: list[Said] = []
    for one in found.prefetch_related("to", "bodies").order_by("at", "pk"):
        said = _said(seat, one)
        held[one.pk] = said
        above = held.get(one.answers_id or 0)
        (above.answers if above else first).append(said)
    return first


def _said(seat: Seat, one: Comment) -> Said:
    mine = one.by_id == seat.user.pk and one.taken_back is None and not seat.support
    return Said(one, domain.settle_refusal(one, seat) is None, mine)


def _waits(seat: Seat) -> QuerySet[Comment]:
    """Return the open questions that name the person or their organisation."""
    found = plan_access.comments(seat).filter(
        question=True, settled__isnull=True, taken_back__isnull=True
    )
    named = Q(to=seat.user)
    if seat.rooms and not seat.support:
        named |= Q(bodies=seat.organisation)
    return found.filter(named).exclude(by=seat.user).distinct()


def waiting(seat: Seat) -> int:
    """Return how many questions wait for a person."""
    return _waits(seat).count() if seat.may(Act.WRITE) else 0


@dataclass(frozen=True, slots=True)
class Questions:
    """A page of open questions: those that wait for the person, or those that they asked."""

    rows: list[tuple[Comment, str, str]]
    pages: Pages
    show: str

    @property
    def query(self) -> str:
        """The address of the list without its page."""
        return f"show={self.show}"


def questions(seat: Seat, asked: Mapping[str, str]) -> Questions:
    """Return the page that an address asks for: each question, what it is about, where it is."""
    show = "mine" if asked.get("show") == "mine" else "me"
    if show == "mine":
        found = plan_access.comments(seat).filter(
            question=True, settled__isnull=True, taken_back__isnull=True, by=seat.user
        )
    else:
        found = _waits(seat)
    pages = Pages.of(number_of(asked.get("page")), found.count(), PER_PAGE)
    found = found.select_related(
        "recommendation", "cluster", "measure", "indicator", "workspace"
    ).order_by("at", "pk")
    rows = [
        (one, str(domain.subject_of(one)), domain.address_of(one))
        for one in found[pages.start : pages.last]
    ]
    return Questions(rows, pages, show)
