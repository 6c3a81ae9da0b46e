"""What was found in an item: kept as proposals, confirmed, corrected, rejected, opened again.

A later reading writes what the machine read and nothing that a person decided.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from heed.dialogue.records import Commitment, Meeting, Statement
from heed.dialogue.records import Item as Read
from heedweb.workspace.access import Seat
from heedweb.workspace.domain import gatherings, passages, promising
from heedweb.workspace.domain.activity import Change, changed
from heedweb.workspace.domain.gatherings import person_of
from heedweb.workspace.domain.keeping import must_keep, tell
from heedweb.workspace.domain.refusals import Lacking, NotNow
from heedweb.workspace.models import Event, Finding, Item

Kind, State = Finding.Kind, Finding.State
Key = tuple[str, int, int, int]


def keep(held: Item, read: Read) -> dict[str, int]:
    """Write what a reading found; return how many are new and how many are found no more.

    A passage in which a person found something of a kind is not proposed again as that. Call within
    the act that tells it.
    """
    there = {_key(one): one for one in held.findings.filter(by_hand=False)}
    by_hand = set(held.findings.filter(by_hand=True).values_list("kind", "start", "end"))
    found = dict(_found(read))
    new = [key for key in found if key not in there and key[:3] not in by_hand]
    Finding.objects.bulk_create(
        Finding(
            item=held, kind=kind, start=start, end=end, nth=nth, read=found[kind, start, end, nth]
        )
        for kind, start, end, nth in new
    )
    for key, one in there.items():
        one.gone = key not in found
        one.read = found.get(key, one.read)
    Finding.objects.bulk_update(there.values(), ["gone", "read"])
    return {"new": len(new), "gone": sum(one.gone for one in there.values())}


def follow(held: Item) -> None:
    """Let what people found stand where its words stand now, after the text was read otherwise.

    Call within the act that tells it.
    """
    for one in held.findings.filter(by_hand=True):
        if held.text[one.start : one.end] == one.passage and not one.gone:
            continue
        span = passages.find(held.text, one.passage, held.parts)
        one.gone = span is None
        if span is not None and span != (one.start, one.end):
            one.start, one.end = span
            one.nth = _next(held, one.kind, span)
        one.save()


@transaction.atomic
def add(held: Item, *, kind: str, passage: str, words: Mapping[str, Any], by: Seat) -> Finding:
    """Write what a person found in an item that no reading did; it counts at once.

    `passage` is quoted from the item. Raises `Lacking` where it does not stand in it.
    """
    must_keep(held, by)
    # Two people who find the same at once are told of each other by their findings' numbers.
    held = Item.objects.select_for_update(of=("self",)).select_related("room").get(pk=held.pk)
    span = passages.find(held.text, passage, held.parts)
    if span is None:
        raise Lacking(_("These words do not stand in the item. Copy them from its text."))
    said = {name: value for name, value in words.items() if value}
    if kind == Kind.COMMITMENT:
        said.setdefault("what", held.text[slice(*span)])
    made = Finding(
        item=held, kind=kind, start=span[0], end=span[1], nth=_next(held, kind, span),
        words=said, by_hand=True, passage=held.text[slice(*span)],
    )  # fmt: skip
    _decide(made, State.CONFIRMED, by)
    _enter(made, None, by)
    told = changed({}, _told(said))
    tell(held, "finding_added", [*told, *_placed(made)], by=by, about=made)
    return made


def _next(held: Item, kind: str, span: passages.Span) -> int:
    """Return the number of one more finding of a kind in a passage."""
    there = held.findings.filter(kind=kind, start=span[0], end=span[1])
    last = there.order_by("-nth").values_list("nth", flat=True).first()
    return 0 if last is None else last + 1


def _found(read: Read) -> Iterator[tuple[Key, dict[str, Any]]]:
    seen: Counter[tuple[str, int, int]] = Counter()
    told: list[tuple[str, int, int, Meeting | Statement | Commitment]] = [
        *((Kind.MEETING.value, one.at.start, one.at.end, one) for one in read.meetings),
        *((Kind.STATEMENT.value, one.start, one.end, one) for one in read.statements),
        *((Kind.COMMITMENT.value, one.start, one.end, one) for one in read.commitments),
    ]
    for kind, start, end, one in told:
        words = asdict(one)
        # The passage is the item's own text; it is not kept twice.
        for name in ("quote", "start", "end", "at"):
            words.pop(name, None)
        yield (kind, start, end, seen[kind, start, end]), words
        seen[kind, start, end] += 1


def _key(one: Finding) -> Key:
    return (one.kind, one.start, one.end, one.nth)


@transaction.atomic
def confirm(held: Finding, *, seen: int, event: Event | None = None, by: Seat) -> Finding:
    """Stand for what was read. A meeting joins `event`, or becomes one of its own."""
    now = _hold(held, seen, by)
    _must_be_open(now)
    _decide(now, State.CONFIRMED, by)
    _enter(now, event, by)
    tell(now.item, "finding_confirmed", _placed(now), by=by, about=now)
    return now


@transaction.atomic
def correct(
    held: Finding, *, words: Mapping[str, Any], seen: int, event: Event | None = None, by: Seat
) -> Finding:
    """Write what it says in a person's words; what was read stays beside them."""
    now = _hold(held, seen, by)
    if now.kind == Kind.COMMITMENT and now.held:
        raise NotNow(_("It is a promise in the register by now; write in that."))
    before, entered = now.said, now.held
    now.words = _otherwise(now.read, words)
    _decide(now, State.CONFIRMED if now.by_hand else State.CORRECTED, by)
    if entered and now.kind == Kind.MEETING and now.event is not None:
        gatherings.correct(now, before)
    else:
        _enter(now, event, by)
    told = changed(_told({name: before.get(name) for name in words}), _told(words))
    tell(now.item, "finding_corrected", [*told, *_placed(now)], by=by, about=now)
    return now


@transaction.atomic
def reject(held: Finding, *, seen: int, why: str = "", by: Seat) -> Finding:
    """Say that it is none; it leaves the register."""
    now = _hold(held, seen, by)
    _leave(now)
    now.why = why
    _decide(now, State.REJECTED, by)
    tell(now.item, "finding_rejected", [], by=by, about=now, why=why)
    return now


@transaction.atomic
def reopen(held: Finding, *, seen: int, by: Seat) -> Finding:
    """Take back what was decided; it is a proposal again, as it was read."""
    now = _hold(held, seen, by)
    if now.by_hand:
        raise NotNow(_("A person found it, nothing was read: reject it where it is none."))
    before = dict(now.words)
    _leave(now)
    now.words, now.why = {}, ""
    now.state, now.decided_by, now.decided_at = State.PROPOSED.value, None, None
    now.version += 1
    now.save()
    told = changed(_told(before), dict.fromkeys(before))
    tell(now.item, "finding_reopened", told, by=by, about=now)
    return now


@transaction.atomic
def place(held: Finding, *, event: Event | None, seen: int, by: Seat) -> Finding:
    """Let a meeting be a report of another event; with None of one of its own."""
    now = _hold(held, seen, by)
    if now.kind != Kind.MEETING or not now.held:
        raise NotNow(_("Confirm the meeting first."))
    before = str(now.event or "")
    gatherings.leave(now)
    gatherings.enter(now, event, by)
    now.version += 1
    now.save()
    tell(now.item, "finding_placed", [Change("", "event", before, str(now.event))], by=by,
         about=now)  # fmt: skip
    return now


@transaction.atomic
def answer(held: Finding, *, to: Finding | None, seen: int, by: Seat) -> Finding:
    """Say which statement this one replies to; None that it replies to none."""
    now = _hold(held, seen, by)
    if now.kind != Kind.STATEMENT or (to is not None and to.kind != Kind.STATEMENT):
        raise NotNow(_("Only a statement replies to a statement."))
    if to is not None and to.pk == now.pk:
        raise NotNow(_("A statement does not reply to itself."))
    before, now.answers = now.answers, to
    now.version += 1
    now.save()
    change = Change("", "replies_to", str(before or ""), str(to or ""))
    tell(now.item, "finding_answers", [change], by=by, about=now)
    return now


def _hold(held: Finding, seen: int, by: Seat) -> Finding:
    must_keep(held.item, by)
    rows = Finding.objects.select_for_update(of=("self",)).select_related("item__room", "event")
    now = rows.get(pk=held.pk)
    if now.version != seen:
        raise NotNow(_("Somebody decided on it in the meantime; look at it again."))
    return now


def _must_be_open(held: Finding) -> None:
    if held.held:
        raise NotNow(_("It is confirmed already."))


def _decide(held: Finding, state: str, by: Seat) -> None:
    speaks = held.kind != Kind.STATEMENT or held.said.get("speaker")
    if state in Finding.HELD and not speaks:
        raise Lacking(_("Say who the speaker is, or that the speaker is not named."))
    held.state, held.decided_by, held.decided_at = state, by.user, timezone.now()
    held.version += 1
    held.save()


def _enter(held: Finding, event: Event | None, by: Seat) -> None:
    """Enter into the register what a person stands for."""
    if held.kind == Kind.MEETING:
        gatherings.enter(held, event, by)
    else:
        held.event = gatherings.said_at(held)
    if held.kind == Kind.COMMITMENT:
        promising.enter(held, by)
    held.save()


def _leave(held: Finding) -> None:
    if held.kind == Kind.MEETING:
        gatherings.leave(held)
    if held.kind == Kind.COMMITMENT:
        promising.leave(held)
    held.event = None


def _otherwise(read: Mapping[str, Any], words: Mapping[str, Any]) -> dict[str, Any]:
    """Return the words of a person that say otherwise than what was read."""
    before, after = _told(read), _told(words)
    return {name: words[name] for name in words if (before.get(name) or "") != (after[name] or "")}


def _told(words: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a finding says as the history tells it: people in a line each."""
    return {
        name: [", ".join(person_of(one).values()) for one in value]
        if name == "participants" and value
        else value
        for name, value in words.items()
    }


def _placed(held: Finding) -> list[Change]:
    return [Change("", "event", None, str(held.event))] if held.event is not None else []
