"""What everybody reads of a workspace whose public room is open; no person is named in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from heedweb.workspace import access
from heedweb.workspace.models import Recommendation, Review, Workspace
from heedweb.workspace.numbers import number_of
from heedweb.workspace.queries import history
from heedweb.workspace.queries.notes import Shown, shown
from heedweb.workspace.queries.pages import Pages
from heedweb.workspace.words import POSITION_ORDER

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Rows:
    """A page of the list of a review. `position` narrows it; `query` is the address of that."""

    rows: list[Recommendation]
    pages: Pages
    position: str
    query: str


def rows(review: Review, asked: Mapping[str, str]) -> Rows:
    """Return the page of recommendations of a review that an address asks for."""
    found = review.recommendations.exclude(state__in=Recommendation.UNLISTED).order_by("order")
    position = asked.get("position", "")
    if position == "none":
        found = found.filter(position="")
    elif position in POSITION_ORDER and position:
        found = found.filter(position=position)
    else:
        position = ""
    pages = Pages.of(number_of(asked.get("page")), found.count(), PER_PAGE)
    held = found.prefetch_related("recommending").select_related("review")
    query = f"position={position}" if position else ""
    return Rows(list(held[pages.start : pages.last]), pages, position, query)


@dataclass(frozen=True, slots=True)
class Published:
    """A page of what organisations have published, in the order of dates."""

    notes: list[Shown]
    pages: Pages
    query: str = ""


def published(workspace: Workspace, asked: Mapping[str, str]) -> Published:
    """Return the page of published notes and of what is left of those withdrawn."""
    found = access.public_notes(workspace)
    pages = Pages.of(number_of(asked.get("page")), found.count(), PER_PAGE)
    return Published([shown(note) for note in found[pages.start : pages.last]], pages)


def heads(workspace: Workspace) -> list[tuple[date, str]]:
    """Return the daily heads of the chain of history, the latest first.

    Who keeps them finds a rewriting of what was done here.
    """
    return history.heads(workspace)
