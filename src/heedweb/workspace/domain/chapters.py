"""Chapters of a plan: made, written, moved up and down, deleted when nothing is in them."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from heedweb.workspace.access import Seat
from heedweb.workspace.domain import editing
from heedweb.workspace.domain.activity import Change, record
from heedweb.workspace.domain.plans import can_be_undone, must_plan, room_of
from heedweb.workspace.domain.refusals import NotNow, Refused
from heedweb.workspace.models import Chapter, Plan


@transaction.atomic
def make(*, plan: Plan, words: Mapping[str, object], by: Seat) -> Chapter:
    """Keep a new chapter at the end of a plan. `words` are some of `Chapter.WORDS`."""
    must_plan(by)
    last = plan.chapters.aggregate(last=Max("order"))["last"] or 0
    held = Chapter(plan=plan, made_by=by.user, **{**words, "order": last + 1})
    _must_fit(held)
    return editing.begin(held, verb="chapter_made", room=room_of(by.workspace), by=by)


def write(held: Chapter, *, words: Mapping[str, object], seen: int, by: Seat) -> Chapter:
    """Write some of a chapter's words. Raises `editing.Overtaken`."""
    must_plan(by)
    _must_fit(Chapter(pk=held.pk, plan=held.plan, **{**editing.words_of(held), **words}))
    room = room_of(by.workspace)
    return editing.write(held, words=words, seen=seen, verb="chapter_written", room=room, by=by)


@transaction.atomic
def move(held: Chapter, *, up: bool, by: Seat) -> Chapter:
    """Let a chapter change places with the one before it, or after it; the first stays first."""
    must_plan(by)
    Plan.objects.select_for_update().get(pk=held.plan_id)
    rows = list(Chapter.objects.filter(plan=held.plan, parent=held.parent))
    at = next(nth for nth, one in enumerate(rows) if one.pk == held.pk)
    to = at - 1 if up else at + 1
    if not 0 <= to < len(rows):
        return held
    rows[at], rows[to] = rows[to], rows[at]
    taken = sorted({one.order for one in rows})
    places = taken if len(taken) == len(rows) else list(range(1, len(rows) + 1))
    for one, place in zip(rows, places, strict=True):
        if one.order != place:
            Chapter.objects.filter(pk=one.pk).update(order=place)
    record(
        workspace=by.workspace, by=by.user, verb="chapter_moved", subject=str(held)[:200],
        room=room_of(by.workspace), changes=[Change("", "order", at + 1, to + 1)], about=held,
    )  # fmt: skip
    held.refresh_from_db()
    return held


def refusal(held: Chapter) -> Refused | None:
    """Return why a chapter cannot be deleted now; None where it can."""
    if held.measures.filter(gone__isnull=True).exists():
        return NotNow(_("There are measures in it. Put them into another chapter first."))
    if held.parts.exists():
        return NotNow(_("It has parts. Delete them or put them elsewhere first."))
    return None


@transaction.atomic
def delete(held: Chapter, *, by: Seat) -> None:
    """Delete a chapter with nothing in it. Raises `NotNow` where something is."""
    must_plan(by)
    now = editing.hold(held)
    refused = refusal(now)
    if refused is not None:
        raise refused
    kept = [Change("", name, value, None) for name, value in editing.plain_words(now).items()]
    act = record(
        workspace=by.workspace, by=by.user, verb="chapter_deleted", subject=str(now)[:200],
        room=room_of(by.workspace), changes=kept, about=now,
    )  # fmt: skip
    can_be_undone([now], act=act, by=by)
    now.delete()


def _must_fit(held: Chapter) -> None:
    parent = held.parent
    if parent is None:
        return
    if parent.plan_id != held.plan_id:
        raise NotNow(_("That chapter is of another plan."))
    has_parts = held.pk is not None and Chapter.objects.filter(parent=held.pk).exists()
    if parent.pk == held.pk or parent.parent_id is not None or has_parts:
        raise NotNow(_("A plan has chapters and their parts, and nothing below these."))
