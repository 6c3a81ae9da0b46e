"""Comments and questions: said in the own room or at the shared table, settled, taken back."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import cast

from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from heedweb.accounts.models import User
from heedweb.workspace.access import Seat
from heedweb.workspace.domain import notices
from heedweb.workspace.domain.activity import record
from heedweb.workspace.domain.refusals import Lacking, NotNow, NotTheirs, Refused
from heedweb.workspace.domain.rooms import home_of
from heedweb.workspace.models import (
    Assignment,
    Cluster,
    Comment,
    Indicator,
    Measure,
    Organisation,
    Recommendation,
    Room,
)
from heedweb.workspace.roles import Act, OrganisationKind, RoomKind

Thing = Recommendation | Cluster | Measure | Indicator


@dataclass(frozen=True)
class Words:
    """What somebody says: `question` where it asks; who is told of it by name."""

    text: str
    question: bool = False
    to: Collection[User] = ()
    bodies: Collection[Organisation] = field(default_factory=tuple)


def subject_of(held: Comment) -> Thing:
    """Return what a comment is about."""
    found = held.recommendation or held.cluster or held.measure or held.indicator
    if found is None:
        raise LookupError(held.pk)
    return found


def address_of(held: Comment) -> str:
    """Return the address of the place of a comment."""
    about = subject_of(held)
    name = f"workspace:{type(about).__name__.lower()}"
    return reverse(name, args=[held.workspace.slug, about.pk]) + f"#comment-{held.pk}"


def colleagues(by: Seat) -> QuerySet[User]:
    """Return the people of a person's own organisation who can be told by name."""
    found = User.objects.filter(
        memberships__organisation=by.organisation or 0, memberships__suspended__isnull=True,
        is_active=True,
    )  # fmt: skip
    return found.exclude(pk=by.user.pk).order_by("email").distinct()


def bodies_on(about: Thing, by: Seat) -> QuerySet[Organisation]:
    """Return the organisations that can be told: at the table all, else who knows of the thing."""
    found = Organisation.objects.filter(workspace=by.workspace, closed__isnull=True)
    found = found.exclude(pk=by.organisation or 0)
    if isinstance(about, Recommendation | Cluster) or about.room.kind != RoomKind.ORGANISATION:
        return found
    knows = Q(kind=OrganisationKind.COORDINATION)
    if isinstance(about, Measure):
        parts = Assignment.objects.filter(measure=about).values("organisation")
        return found.filter(knows | Q(pk__in=parts))
    return found.filter(knows | Q(pk=about.keeper_id or 0))


@transaction.atomic
def say(
    *, about: Thing, room: Room, words: Words, by: Seat, answers: Comment | None = None
) -> Comment:
    """Say or ask something about a record, in the own room or at the shared table."""
    home = home_of(by)
    if room.pk != home.pk and room.kind != RoomKind.SHARED:
        raise NotTheirs(_("You speak in your own room or at the shared table."))
    if not words.text.strip():
        raise Lacking(_("There is nothing written yet."))
    if answers is not None and (answers.room_id != room.pk or subject_of(answers) != about):
        raise NotNow(_("That is said of something else, or in another room."))
    held = Comment.objects.create(
        workspace=by.workspace, room=room, answers=answers, text=words.text.strip(),
        question=words.question, by=by.user, organisation=cast("Organisation", home.organisation),
        **{type(about).__name__.lower(): about},
    )  # fmt: skip
    if room.kind == RoomKind.SHARED:
        held.bodies.set(bodies_on(about, by).filter(pk__in=[one.pk for one in words.bodies]))
    else:
        held.to.set(colleagues(by).filter(pk__in=[one.pk for one in words.to]))
    _told(held, by, "question_asked" if words.question else "comment_said")
    _tell(held, by)
    return held


def settle_refusal(held: Comment, by: Seat) -> Refused | None:
    """Return why a person may not settle a question now; None where they may."""
    if not held.question or held.taken_back or held.settled:
        return NotNow(_("It is no open question."))
    if held.by_id == by.user.pk or (by.may(Act.PLAN) and not by.support):
        return None
    return NotTheirs(_("Who asked settles it, or a coordinator."))


@transaction.atomic
def settle(held: Comment, *, by: Seat) -> Comment:
    """Say that a question is answered. Raises `Refused`."""
    now = Comment.objects.select_for_update(of=("self",)).get(pk=held.pk)
    refused = settle_refusal(now, by)
    if refused is not None:
        raise refused
    now.settled, now.settled_by = timezone.now(), by.user
    now.save()
    _told(now, by, "question_settled")
    return now


@transaction.atomic
def take_back(held: Comment, *, by: Seat) -> Comment:
    """Take back what the person said: its words go, its place stays. Raises `Refused`."""
    now = Comment.objects.select_for_update(of=("self",)).get(pk=held.pk)
    if now.by_id != by.user.pk or by.support:
        raise NotTheirs(_("Only who said it takes it back."))
    if now.taken_back is None:
        now.text, now.taken_back = "", timezone.now()
        now.save()
        _told(now, by, "comment_taken_back")
    return now


def _told(held: Comment, by: Seat, verb: str) -> None:
    """Write the row of history; the words are not in it, so that they can be taken back."""
    room = held.room if held.room.kind == RoomKind.ORGANISATION else None
    about = subject_of(held)
    if room is None and isinstance(about, Measure | Indicator):
        # Who may not know of a measure is not told that it was spoken of.
        room = about.room if about.room.kind == RoomKind.ORGANISATION else None
    record(
        workspace=by.workspace, by=by.user, verb=verb, subject=str(about)[:200], room=room,
        about=held,
    )  # fmt: skip


def _tell(held: Comment, by: Seat) -> None:
    people = {one.pk: one for one in held.to.all()}
    for body in held.bodies.all():
        people |= {one.pk: one for one in notices.people_of(body, Act.WRITE)}
    if held.answers is not None:
        people[held.answers.by_id] = held.answers.by
    verb = "question" if held.question else "comment"
    notices.tell_all(
        people.values(), by.workspace, verb, str(subject_of(held)), address_of(held),
        f"comment:{held.pk}", but=by.user, kind="comment", record=held.pk,
    )  # fmt: skip
