"""How a record leaves its room: asked by one person, approved by another, told to all.

All of it works on any `Roomed` model. `by` is a person in their place; who may do what, and when,
is said once, in `refusal`, which pages ask for what to offer and acts for what to refuse.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar, cast

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from heedweb.workspace.access import Seat
from heedweb.workspace.domain.activity import record as tell
from heedweb.workspace.domain.refusals import Lacking, NotNow, NotTheirs, Refused
from heedweb.workspace.models import IN_THE_ROOM, Move, Room, Roomed, Standing
from heedweb.workspace.roles import Act, OrganisationKind, Role, RoomKind

R = TypeVar("R", bound=Roomed)
Verb = Move.Verb

# Whose drafts others may be invited to read.
INVITING = (OrganisationKind.NHRI, OrganisationKind.CSO)


class Overtaken(Exception):
    """Somebody wrote after the person opened the record; `record` is how it stands.

    What the person wrote is kept aside in the room.
    """

    def __init__(self, record: Roomed) -> None:
        self.record = record
        super().__init__("The record was written by somebody else in the meantime.")


def refusal(verb: str, record: Roomed, by: Seat) -> Refused | None:
    """Return why a person may not do something with a record now; None where they may."""
    return _RULES[verb](record, by)


@transaction.atomic
def begin(record: R, *, by: Seat) -> R:
    """Keep a new draft in the room of its author."""
    record.save(force_insert=True)
    _move(record, by, Verb.WRITE, words=record.words)
    _tell(record, by, "draft_written")
    return record


def write(record: R, *, words: Mapping[str, object], seen: int, by: Seat) -> R:
    """Write the words of a draft. `seen` is the version that the person had before them.

    Raises `Overtaken` where it is no longer that; what the person wrote is then kept aside.
    """
    with transaction.atomic():
        held = _held(record)
        _must("write", held, by)
        if words == held.words:
            return held
        overtaken = held.version != seen
        if overtaken:
            _move(held, by, Verb.ASIDE, words=dict(words))
            _tell(held, by, "draft_aside")
        else:
            for name in held.WORDS:
                setattr(held, name, words[name])
            held.version += 1
            held.save()
            _move(held, by, Verb.WRITE, words=held.words)
            _tell(held, by, "draft_written")
    if overtaken:
        raise Overtaken(held)
    return held


@transaction.atomic
def ask(record: R, *, to: Room, seen: int, by: Seat) -> R:
    """Ask that a draft goes to the shared table or to the public."""
    held = _held(record)
    _must("ask", held, by)
    _must_be_as_seen(held, seen)
    if to.workspace_id != held.workspace_id or to.kind == RoomKind.ORGANISATION:
        raise NotNow(_("It can go to the shared table or to the public."))
    if not all(str(value).strip() for value in held.words.values()):
        raise Lacking(_("There is nothing written yet. Write it first."))
    before = held.supersedes
    if before and before.room.kind == RoomKind.PUBLIC and to.kind != RoomKind.PUBLIC:
        line = _("The version before it is public, so this one goes to the public as well.")
        raise NotNow(line)
    held.standing, held.to = Standing.IN_REVIEW, to
    held.asked_by, held.asked_at = by.user, timezone.now()
    held.save()
    _move(held, by, Verb.ASK)
    _tell(held, by, "review_asked", to=to.kind)
    return held


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
    held.room, held.standing = cast("Room", held.to), Standing.PUBLISHED
    held.approved_by, held.approved_at = by.user, timezone.now()
    held.save()
    before = held.supersedes
    if before is not None:
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
    last = record.moves.order_by("-pk").first() if words is not None else None
    if last is not None and last.verb == verb and last.by_id == by.user.pk:
        last.at, last.words, last.version = timezone.now(), words or {}, record.version
        last.save()
        return
    record.moves.create(
        by=by.user, at=timezone.now(), verb=verb, comment=comment, words=words or {},
        version=record.version,
    )  # fmt: skip


_TOLD_TO_ALL = ("published", "superseded_by", "published_withdrawn")


def _tell(record: Roomed, by: Seat, verb: str, **detail: object) -> None:
    """Write the row of history: the room's alone until the record is published to all."""
    room = None if verb in _TOLD_TO_ALL else record.home
    tell(
        workspace=record.workspace, by=by.user, verb=verb, subject=str(record), room=room,
        detail={"kind": type(record).__name__.lower(), "record": record.pk,
                "version": record.version, **detail},
    )  # fmt: skip


# Who may do what, and when.


def _own(record: Roomed, by: Seat, act: Act) -> Refused | None:
    """Return why this is not theirs: another's room, or a role that does not reach."""
    if by.support or record.home_id != by.room or by.room not in by.rooms:
        return NotTheirs(_("Only those whose room it is may do that."))
    if not by.may(act):
        return NotTheirs(_("In your room somebody else's role does that."))
    return None


def _standing(record: Roomed, *of: str) -> Refused | None:
    if record.standing not in of:
        line = _("It is {standing} by now, so that cannot be done.")
        return NotNow(line.format(standing=Standing(record.standing).label))
    return None


def _write(record: Roomed, by: Seat) -> Refused | None:
    refused = _own(record, by, Act.WRITE) or _standing(record, *IN_THE_ROOM)
    if refused is None and record.standing == Standing.IN_REVIEW and not by.may(Act.APPROVE):
        return NotNow(_("It is in review. Take it back to go on writing."))
    return refused


def _ask(record: Roomed, by: Seat) -> Refused | None:
    return _own(record, by, Act.WRITE) or _standing(record, Standing.DRAFT)


def _take_back(record: Roomed, by: Seat) -> Refused | None:
    return _own(record, by, Act.WRITE) or _standing(record, Standing.IN_REVIEW)


def _approve(record: Roomed, by: Seat) -> Refused | None:
    refused = _own(record, by, Act.APPROVE) or _standing(record, Standing.IN_REVIEW)
    if refused is None and by.user.pk == record.author_id:
        return NotTheirs(_("You wrote it, so somebody else must publish it."))
    if refused is None and by.user.pk == record.asked_by_id:
        return NotTheirs(_("You asked for it, so somebody else must publish it."))
    return refused


def coordinates(record: Roomed, by: Seat) -> bool:
    """Return whether the record is a government text in review before a coordinator."""
    body = record.home.organisation
    government = body is not None and body.kind == OrganisationKind.GOVERNMENT
    coordinator = by.role == Role.COORDINATOR and not by.support
    return coordinator and government and record.workspace_id == by.workspace.pk


def _return(record: Roomed, by: Seat) -> Refused | None:
    if coordinates(record, by):
        return _standing(record, Standing.IN_REVIEW)
    return _own(record, by, Act.APPROVE) or _standing(record, Standing.IN_REVIEW)


def _comment(record: Roomed, by: Seat) -> Refused | None:
    if coordinates(record, by):
        return _standing(record, Standing.IN_REVIEW)
    return _own(record, by, Act.WRITE) or _standing(record, *IN_THE_ROOM)


def _withdraw(record: Roomed, by: Seat) -> Refused | None:
    return _own(record, by, Act.APPROVE) or _standing(record, Standing.PUBLISHED)


def _revise(record: Roomed, by: Seat) -> Refused | None:
    refused = _own(record, by, Act.WRITE) or _standing(record, Standing.PUBLISHED)
    if refused is None and type(record).objects.filter(supersedes=record).exists():  # type: ignore[attr-defined]
        return NotNow(_("A later version is being written already."))
    return refused


def _invite(record: Roomed, by: Seat) -> Refused | None:
    body = record.home.organisation
    if body is None or body.kind not in INVITING:
        return NotTheirs(_("Institutions and civil society organisations alone invite others."))
    return _own(record, by, Act.APPROVE) or _standing(record, *IN_THE_ROOM)


_RULES: dict[str, Callable[[Roomed, Seat], Refused | None]] = {
    "write": _write,
    "ask": _ask,
    "take_back": _take_back,
    "approve": _approve,
    "return": _return,
    "comment": _comment,
    "withdraw": _withdraw,
    "revise": _revise,
    "invite": _invite,
}
