"""The ends of chains: held while something is added, kept at the end of each day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from heedweb.workspace.domain import chain
from heedweb.workspace.models import Chain, DailyHead, Workspace

_DAY = timedelta(days=1)


def hold(workspace: Workspace | None) -> Chain:
    """Return the end of a chain, held until the transaction ends: one appends at a time."""
    held, _ = Chain.objects.select_for_update().get_or_create(
        name=chain.name_of(workspace.pk if workspace else None), defaults={"workspace": workspace}
    )
    return held


def close(held: Chain, today: date) -> int:
    """Keep the end of a chain for each day before `today` that has none. Return how many.

    A day without acts has a head as well: that a day has none would tell that nothing happened.
    """
    made = list(unkept(held, today))
    DailyHead.objects.bulk_create(made, ignore_conflicts=True)
    return len(made)


def unkept(held: Chain, today: date) -> Iterator[DailyHead]:
    """Yield the ends of the days before `today` that are not kept yet, not saved."""
    if held.at is None:
        return
    # The days before that of the last row were closed before the row was added.
    day = held.at.astimezone(UTC).date()
    if day >= today:
        return
    last = held.heads.order_by("-day").values_list("day", flat=True).first()
    if last is not None:
        day = max(day, last + _DAY)
    while day < today:
        seal = chain.seal(held.name, day, held.number, held.hash)
        yield DailyHead(chain=held, day=day, number=held.number, hash=held.hash, seal=seal)
        day += _DAY


def close_all(now: datetime | None = None) -> int:
    """Keep the end of every chain for the days that have ended. Return how many heads are new."""
    today = (now or timezone.now()).astimezone(UTC).date()
    made = 0
    for name in Chain.objects.filter(at__isnull=False).values_list("name", flat=True):
        with transaction.atomic():
            held = Chain.objects.select_for_update().get(name=name)
            made += close(held, today)
    return made


def now_of(held: Chain) -> tuple[str, str] | None:
    """Return the time of the last row of a chain and the seal of it; None for an empty chain."""
    if held.at is None:
        return None
    when = chain.stamp(held.at)
    return when, chain.seal(held.name, when, held.number, held.hash)
