"""Proposed corrections: the queue of coordinators, and what became of those of one's room."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from heedweb.workspace import access
from heedweb.workspace.access import Seat
from heedweb.workspace.models import Fix
from heedweb.workspace.numbers import number_of
from heedweb.workspace.queries.pages import Pages
from heedweb.workspace.roles import Act

PER_PAGE = 50


def waiting(seat: Seat) -> int:
    """Return how many proposed corrections wait for coordinators; 0 for who is none."""
    if not seat.may(Act.DECIDE):
        return 0
    return access.fixes(seat).filter(answer=Fix.Answer.OPEN).count()


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of proposed corrections: those that are open first."""

    fixes: list[Fix]
    pages: Pages
    query: str


def listing(seat: Seat, asked: Mapping[str, str]) -> Listing:
    """Return the page of proposals that an address asks for: open ones, those answered, or all."""
    found = access.fixes(seat)
    answer = asked.get("answer", "")
    query = ""
    if answer in Fix.Answer.values:
        found, query = found.filter(answer=answer), f"answer={answer}"
    found = found.order_by("answered_at", "at", "pk") if not query else found.order_by("at", "pk")
    pages = Pages.of(number_of(asked.get("page")), found.count(), PER_PAGE)
    return Listing(list(found[pages.start : pages.last]), pages, query)
