"""Indicators: made, written, tied to what they measure, deleted and brought back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from heedweb.workspace.access import Seat
from heedweb.workspace.domain import editing
from heedweb.workspace.domain.plans import must_plan, room_of
from heedweb.workspace.domain.refusals import NotNow
from heedweb.workspace.domain.telling import tell_of, told_in
from heedweb.workspace.models import (
    Cluster,
    Indicator,
    Measure,
    Recommendation,
    Use,
    Workspace,
)
from heedweb.workspace.numbers import number_of

Measured = Measure | Recommendation | Cluster


def next_code(workspace: Workspace) -> str:
    """Return the code after the highest whole number among those of a workspace."""
    codes = Indicator.objects.filter(workspace=workspace, gone__isnull=True)
    numbers = map(number_of, codes.values_list("code", flat=True))
    return str(max(numbers, default=0) + 1)


@transaction.atomic
def make(*, words: Mapping[str, object], by: Seat, measures: Iterable[Measured] = ()) -> Indicator:
    """Keep a new indicator. `words` are its `Indicator.WORDS`: a name, a kind, a unit at least."""
    must_plan(by)
    room = room_of(by.workspace)
    held = Indicator(workspace=by.workspace, room=room, made_by=by.user, **words)
    held.code = held.code or next_code(by.workspace)
    _must_be_right(held)
    held = editing.begin(held, verb="indicator_made", room=room, by=by)
    tie(held, to=measures, by=by)
    return held


def write(held: Indicator, *, words: Mapping[str, object], seen: int, by: Seat) -> Indicator:
    """Write some of an indicator's words. Raises `editing.Overtaken`."""
    must_plan(by)
    words = {**words, "code": words.get("code") or held.code}
    new = Indicator(pk=held.pk, workspace=held.workspace, **{**editing.words_of(held), **words})
    _must_be_right(new)
    verb, room = "indicator_written", told_in(held)
    return editing.write(held, words=words, seen=seen, verb=verb, room=room, by=by)


def used(held: Measure, given: Iterable[Indicator]) -> list[Indicator]:
    """Say by which indicators a measure is measured; return those that are new.

    Call within the act that tells it.
    """
    there = set(held.uses.values_list("indicator", flat=True))
    new = [one for one in dict.fromkeys(given) if one.pk not in there]
    Use.objects.bulk_create(
        (Use(measure=held, indicator=one) for one in new), ignore_conflicts=True
    )
    return new


@transaction.atomic
def tie(held: Indicator, *, to: Iterable[Measured], by: Seat) -> int:
    """Say what else an indicator measures the progress of; return how many were new."""
    must_plan(by)
    new: list[Measured] = []
    for one in to:
        of: dict[str, Any] = {type(one).__name__.lower(): one}
        _use, made = Use.objects.get_or_create(indicator=held, **of)
        if made:
            new.append(one)
    tell_of(held, "indicator_tied", "measures", new, by=by)
    return len(new)


@transaction.atomic
def tie_no_more(held: Indicator, *, to: Iterable[Use], by: Seat) -> int:
    """Take away some of what an indicator measures; return how many were there."""
    must_plan(by)
    gone = [one for one in to if one.indicator_id == held.pk]
    if gone:
        measured = [one.measure or one.recommendation or one.cluster for one in gone]
        Use.objects.filter(pk__in=[one.pk for one in gone]).delete()
        tell_of(held, "indicator_tied", "measures", [x for x in measured if x], by=by, gone=True)
    return len(gone)


def delete(held: Indicator, *, by: Seat) -> Indicator:
    """Take an indicator away with its values; it can be brought back for thirty days."""
    must_plan(by)
    return editing.set_aside(held, verb="indicator_deleted", room=told_in, by=by)


def bring_back(held: Indicator, *, by: Seat) -> Indicator:
    """Bring a deleted indicator back. Raises `NotNow` where its code was taken since."""
    must_plan(by)
    return editing.bring_back(
        held, verb="indicator_brought_back", room=told_in, fits=_must_be_right, by=by
    )


def _must_be_right(held: Indicator) -> None:
    others = Indicator.objects.filter(workspace=held.workspace, code=held.code, gone__isnull=True)
    if others.exclude(pk=held.pk).exists():
        line = _("There is an indicator {code} already; choose another code.")
        raise NotNow(line.format(code=held.code))
    body = held.keeper
    if body is not None and body.workspace_id != held.workspace_id:
        raise NotNow(_("That organisation takes no part in this workspace."))
