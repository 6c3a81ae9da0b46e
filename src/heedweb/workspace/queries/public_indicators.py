"""Indicators in the public room, each with its last values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch

from heedweb.workspace import public_access
from heedweb.workspace.models import Indicator, Value, Workspace
from heedweb.workspace.numbers import number_of
from heedweb.workspace.queries.pages import Pages

PER_PAGE = 25
# The latest values of each, of all groups together.
_MOST = 8


@dataclass(frozen=True, slots=True)
class Public:
    """An indicator as everybody reads it, with its last values of all groups, the latest first."""

    indicator: Indicator
    values: Sequence[Value]


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of indicators."""

    indicators: list[Public]
    pages: Pages
    query: str = ""


def listing(held: Workspace, asked: str) -> Listing:
    """Return the page `asked` of the indicators that everybody reads; three queries."""
    found = public_access.indicators(held).order_by("code", "pk")
    pages = Pages.of(number_of(asked), found.count(), PER_PAGE)
    values = public_access.values().filter(group={}).order_by("-on", "-pk")[:_MOST]
    page = found.prefetch_related(Prefetch("values", values, to_attr="told"))
    rows = [Public(one, one.told) for one in page[pages.start : pages.last]]
    return Listing(rows, pages)
