"""What a person was told, a page at a time, and how much of it is unread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from heedweb.workspace import plan_access
from heedweb.workspace.access import Seat
from heedweb.workspace.models import Notice
from heedweb.workspace.numbers import number_of
from heedweb.workspace.queries.pages import Pages

PER_PAGE = 50


def unread(held: Seat) -> int:
    """Return how much a person has not read yet."""
    return plan_access.notices(held).filter(seen__isnull=True).count()


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of notices; `show` is `all` or what is not read."""

    notices: list[Notice]
    pages: Pages
    unread: int
    show: str

    @property
    def query(self) -> str:
        """The part of the address that says what is shown."""
        return "show=all" if self.show == "all" else ""


def listing(held: Seat, asked: Mapping[str, str]) -> Listing:
    """Return the page of notices that an address asks for, the latest first."""
    found, count = plan_access.notices(held), unread(held)
    show = "all" if asked.get("show") == "all" else "unread"
    if show == "unread":
        found = found.filter(seen__isnull=True)
    pages = Pages.of(number_of(asked.get("page")), found.count(), PER_PAGE)
    return Listing(list(found[pages.start : pages.last]), pages, count, show)
