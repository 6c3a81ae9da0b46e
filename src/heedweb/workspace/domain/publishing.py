"""How a record leaves its room: asked by one person, approved by another, told to all.

All of it works on any `Roomed` model. `by` is a person in their place; who may do what, and when,
is said in `domain.room_rules`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from heedweb.accounts.models import User
from heedweb.workspace.access import Seat
from heedweb.workspace.domain import personal_data
from heedweb.workspace.domain.activity import record as tell
from heedweb.workspace.domain.editing import plain
from heedweb.workspace.domain.refusals import Lacking, NotNow
from heedweb.workspace.domain.room_rules import refusal
from heedweb.workspace.models import Move, Room, Roomed, Standing
from heedweb.workspace.roles import OrganisationKind, RoomKind

R = TypeVar("R", bound=Roomed)
Verb = Move.Verb


class Overtaken(Exception):
    """Somebody wrote after the person opened the record; `record` is how it stands.

    What the person wrote is kept aside in the room.
    """

    def __init__(self, record: Roomed) -> None:
        self.record = record
        super().__init__("The record was written by somebody else in the meantime.")


@transaction.atomic
def begin(record: R, *, by: Seat) -> R:
    """Keep a new draft in the room of its author."""
    record.save(force_insert=True)
    _move(record, by, Verb.WRITE, words=record.words)
    _tell(record, by, "draft_written")
    return record


def write(record: R, *, words: Mapping[str, object], seen: int, by: Seat) -> R:
    """Write the words of a draft. `seen` is the version that the person had before them.

    Raises `Overtaken` where it is no longer that or was discarded meanwhile, `NotNow` where it is
    on its way out or out; what the person wrote is then kept aside.
    """
    with transaction.atomic():
        held = _held(record)
        discarded = refusal("restore", held, by) is None
        refused = None if discarded else refusal("write", held, by)
        if refused is not None and not isinstance(refused, NotNow):
            raise refused
        if words == held.words:
            return held
        overtaken = held.version != seen or discarded
        if overtaken or refused is not None:
            _move(held, by, Verb.ASIDE, words=dict(words))
            _tell(held, by, "draft_aside")
        else:
            for name in held.WORDS:
                setattr(held, name, words[name])
            held.version += 1
            held.save()
            _move(held, by, Verb.WRITE, words=held.words)
            _tell(held, by, "draft_written")
    if refused is not None:
        raise NotNow(f"{refused.line} {_('What you wrote is kept in your room, below.')}")
    if overtaken:
        raise Overtaken(held)
    return held


@transaction.atomic
def ask(record: R, *, to: Room, seen: int, by: Seat) -> R:
    """Ask that a draft goes to the shared table or to the public."""
    held = _held(record)
    _must("ask", held, by)
    _must_be_as_seen(held, seen)
    if to.workspace_id != held.workspace_id or not goes_to(held, to):
        raise NotNow(_("It cannot go there."))
    if not all(str(value).strip() for value in held.words.values()):
        raise Lacking(_("There is nothing written yet. Write it first."))
    before = held.supersedes
    if before and before.room.kind == RoomKind.PUBLIC and to.kind != RoomKind.PUBLIC:
        line = _("The version before it is public, so this one goes to the public as well.")
        raise NotNow(line)
    if to.kind == RoomKind.PUBLIC:
        personal_data.must_be_decided(held)
    held.standing, held.to = Standing.IN_REVIEW, to
    held.asked_by, held.asked_at = by.user, timezone.now()
    held.save()
    _move(held, by, Verb.ASK)
    _tell(held, by, "review_asked", to=to.kind)
    return held


def goes_to(record: Roomed, to: Room) -> bool:
    """Return whether a record may be sent to a room: to one of all, some to the coordination's."""
    if to.kind != RoomKind.ORGANISATION:
        return True
    body = to.organisation
    coordination = body is not None and body.kind == OrganisationKind.COORDINATION
    return record.TO_COORDINATION and coordination and to.pk != record.home_id


@transaction.atomic
def take_back(record: R, *, by: Seat) -> R:
    """Take a record in review back into work; whoever writes in the room may."""
    held = _held(record)
    _must("take_back", held, by)
    _to_draft(held)
    _move(held, by, Verb.TAKE_BACK)
    _tell(held, by, "review_taken_back")
    return held


@transaction.atomic
def send_back(record: R, *, comment: str, by: Seat) -> R:
    """Send a record in review back to those who wrote it, and say why."""
    held = _held(record)
    _must("return", held, by)
    _must_say(comment)
    _to_draft(held)
    _move(held, by, Verb.RETURN, comment=comment)
    _tell(held, by, "review_returned")
    return held


@transaction.atomic
def comment(record: Roomed, *, comment: str, by: Seat) -> None:
    """Say something about a record to those who write it."""
    _must("comment", record, by)
    _must_say(comment)
    _move(record, by, Verb.COMMENT, comment=comment)
    _tell(record, by, "draft_commented")


@transaction.atomic
def approve(record: R, *, seen: int, by: Seat) -> R:
    """Let a record out of its room, as the second person. `seen` is the version they read.

    It then lives in the room it was asked to go to, and takes the place of an earlier version.
    """
    held = _held(record)
    _must("approve", held, by)
    _must_be_as_seen(held, seen)
    to = cast("Room", held.to)
    if to.kind == RoomKind.PUBLIC:
        personal_data.must_be_by_another(personal_data.must_be_decided(held), by)
    held.room, held.standing = to, Standing.PUBLISHED
    held.approved_by, held.approved_at = by.user, timezone.now()
    held.save()
    before = held.supersedes
    # What was withdrawn meanwhile stays so, without its words.
    if before is not None and before.standing == Standing.PUBLISHED:
        before.standing = Standing.SUPERSEDED
        before.save()
    _move(held, by, Verb.APPROVE)
    _tell(held, by, "superseded_by" if before else "published", to=held.room.kind)
    return held


@transaction.atomic
def withdraw(record: R, *, reason: str, by: Seat) -> R:
    """Take back what was published: its place stays, with the day and the reason, without words.

    One person does it, so that it can be done at once. Its earlier versions go with it.
    """
    held = _held(record)
    _must("withdraw", held, by)
    _must_say(reason)
    now = timezone.now()
    one: Roomed | None = held
    while one is not None:
        one.standing, one.withdrawn_at, one.reason = Standing.WITHDRAWN, now, reason
        one.save()
        one = one.supersedes
    _move(held, by, Verb.WITHDRAW, comment=reason)
    _tell(held, by, "published_withdrawn")
    return held


@transaction.atomic
def revise(record: R, *, by: Seat) -> R:
    """Return a draft of a later version, which takes the record's place once it is published."""
    held = _held(record)
    _must("revise", held, by)
    kept = {name: getattr(held, name) for name in (*held.WORDS, *held.FIXED)}
    later = type(held)(
        workspace=held.workspace, home=held.home, room=held.home, author=by.user,
        supersedes=held, **kept,
    )  # fmt: skip
    return begin(later, by=by)


@transaction.atomic
def discard(record: R, *, seen: int, by: Seat) -> R:
    """Throw a draft away, which nobody outside its room ever decided on; it can be restored.

    It stands in no list but that of what was discarded. `seen` is the version that the person had
    before them.
    """
    held = _held(record)
    _must("discard", held, by)
    _must_be_as_seen(held, seen)
    held.standing, held.discarded_at = Standing.DISCARDED, timezone.now()
    held.save()
    _move(held, by, Verb.DISCARD)
    _tell(held, by, "draft_discarded")
    return held


@transaction.atomic
def restore(record: R, *, by: Seat) -> R:
    """Make a draft again of what was discarded."""
    held = _held(record)
    _must("restore", held, by)
    held.standing, held.discarded_at = Standing.DRAFT, None
    held.save()
    _move(held, by, Verb.RESTORE)
    _tell(held, by, "draft_restored")
    return held


def let_go(record: Roomed) -> None:
    """Take the words of what was discarded away for good, with all that was done with it.

    The acts name the record and hold none of its words, so they stay as they are. The one that this
    adds is of the person who discarded it.
    """
    last = record.moves.filter(verb=Verb.DISCARD).select_related("by").latest("pk")
    _write_history(record, last.by, "draft_gone", record.home)
    record.delete()


def _held(record: R) -> R:
    """Return the record as it stands, held until the end of the transaction."""
    rows = cast("Any", type(record)).objects.select_for_update(of=("self",))
    rows = rows.select_related("workspace", "home__organisation", "room", "to")
    return cast("R", rows.get(pk=record.pk))


def _must(verb: str, record: Roomed, by: Seat) -> None:
    refused = refusal(verb, record, by)
    if refused is not None:
        raise refused


def _must_be_as_seen(record: Roomed, seen: int) -> None:
    if record.version != seen:
        raise NotNow(_("Somebody wrote in it after you opened it. Read it again first."))


def _must_say(words: str) -> None:
    if not words.strip():
        raise Lacking(_("Say why, in a sentence."))


def _to_draft(record: Roomed) -> None:
    record.standing, record.to = Standing.DRAFT, None
    record.asked_by = record.asked_at = None
    record.save()


def _move(
    record: Roomed,
    by: Seat,
    verb: Verb,
    *,
    comment: str = "",
    words: dict[str, object] | None = None,
) -> None:
    """Tell the room. What one person writes in a row is one move: its words are the latest."""
    kept = {name: plain(value) for name, value in (words or {}).items()}
    last = record.moves.order_by("-pk").first() if words is not None else None
    if last is not None and last.verb == verb and last.by_id == by.user.pk:
        last.at, last.words, last.version = timezone.now(), kept, record.version
        last.save()
        return
    record.moves.create(
        by=by.user, at=timezone.now(), verb=verb, comment=comment, words=kept,
        version=record.version,
    )  # fmt: skip


_TOLD_TO_ALL = ("published", "superseded_by", "published_withdrawn")


def _tell(record: Roomed, by: Seat, verb: str, **detail: object) -> None:
    """Write the row of history: the room's alone until the record is published to all."""
    out = record.room.kind != RoomKind.ORGANISATION
    room = record.told_in if verb in _TOLD_TO_ALL and out else record.home
    _write_history(record, by.user, verb, room, **detail)


def _write_history(
    record: Roomed, by: User, verb: str, room: Room | None, **detail: object
) -> None:
    tell(
        workspace=record.workspace, by=by, verb=verb, subject=str(record), room=room,
        detail={"kind": type(record).__name__.lower(), "record": record.pk,
                "version": record.version, **detail},
    )  # fmt: skip
