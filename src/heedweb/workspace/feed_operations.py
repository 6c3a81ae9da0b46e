"""What the command line does with the feeds that rooms ask."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q
from django.utils import timezone

from heedweb.command import Line
from heedweb.workspace.domain import feeds, intake
from heedweb.workspace.models import Feed
from heedweb.workspace.operations import workspace_called
from heedweb.workspace.queries.feeds import TAKEN


def list_feeds(name: str | None) -> Iterator[Line]:
    """Yield a line for each feed: whose it is, its address, and how it is. Raises `LookupError`."""
    for held in _feeds(name):
        yield f"{_called(held)}\t{_how(held)}"


def fetch_feeds(name: str | None) -> Iterator[Line]:
    """Ask the feeds now, take in what is new, and yield a line for each. Raises `LookupError`."""
    before = {held.pk: _taken(held) for held in _feeds(name)}
    said = intake.shut()
    if said:
        yield (False, said)
        return
    feeds.look_at_all(timezone.now(), Q(pk__in=before))
    for held in _feeds(name):
        if held.stopped is None:
            new = f"{_taken(held) - before[held.pk]} taken in"
            yield (not held.problem, f"{_called(held)}\t{held.problem or new}")


def _feeds(name: str | None) -> list[Feed]:
    of = Q(workspace=workspace_called(name)) if name else Q()
    held = Feed.objects.filter(of).select_related("workspace", "room__organisation")
    return list(held.annotate(taken=TAKEN).order_by("workspace__name", "pk"))


def _taken(held: Feed) -> int:
    return int(getattr(held, "taken", 0))


def _called(held: Feed) -> str:
    return f"{held.workspace}\t{held.room}\t{held.address}"


def _how(held: Feed) -> str:
    return "stopped" if held.stopped else held.problem or f"{_taken(held)} taken in"
