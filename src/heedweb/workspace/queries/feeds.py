"""Feeds of a room: those it has, those it may have, and what became of the entries of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from heedweb.administration import options
from heedweb.workspace import dialogue_access
from heedweb.workspace.access import Seat
from heedweb.workspace.models import Feed, FeedEntry
from heedweb.workspace.queries.pages import Pages

PER_PAGE = 50
# How many entries of a feed were taken in.
TAKEN = Count("entries", filter=Q(entries__state=FeedEntry.State.TAKEN))


@dataclass(frozen=True, slots=True)
class Listing:
    """The feeds of a room, each with `taken`, and the allowed addresses that it has not."""

    rows: Sequence[Feed]
    open: list[str]


def listing(seat: Seat) -> Listing:
    """Return the feeds that the person sees."""
    rows = list(dialogue_access.feeds(seat).annotate(taken=TAKEN).order_by("pk"))
    have = {one.address for one in rows if one.stopped is None and one.room_id == seat.room}
    return Listing(rows, [one for one in options.feeds() if one not in have])


@dataclass(frozen=True, slots=True)
class Whole:
    """A feed with a page of its entries, the latest seen first."""

    feed: Feed
    entries: list[FeedEntry]
    pages: Pages
    query: str = ""


def whole(held: Feed, page: int) -> Whole:
    """Return a feed with what became of its entries."""
    found = held.entries.select_related("item")
    pages = Pages.of(page, found.count(), PER_PAGE)
    return Whole(held, list(found[pages.start : pages.last]), pages)
