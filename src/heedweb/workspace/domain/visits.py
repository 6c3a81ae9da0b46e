"""Visits of mandates and bodies, and standing invitations, as people write them."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from heedweb.workspace.access import Seat
from heedweb.workspace.domain import editing
from heedweb.workspace.domain.activity import Change
from heedweb.workspace.domain.keeping import must_keep, room_of, tell
from heedweb.workspace.domain.refusals import Lacking, NotNow
from heedweb.workspace.domain.rooms import home_of
from heedweb.workspace.models import Item, StandingInvitation, Visit, VisitItem


@transaction.atomic
def begin(*, words: Mapping[str, object], by: Seat) -> Visit:
    """Keep a new visit. `words` are some of `Visit.WORDS`: who at least."""
    held = Visit(workspace=by.workspace, room=home_of(by), made_by=by.user, **words)
    _must_be_right(held)
    return editing.begin(held, verb="visit_begun", room=held.room, by=by)


def write(held: Visit, *, words: Mapping[str, object], seen: int, by: Seat) -> Visit:
    """Write some of a visit's words. Raises `editing.Overtaken`."""
    must_keep(held, by)
    _must_be_right(Visit(room=held.room, **{**editing.words_of(held), **words}))
    return editing.write(held, words=words, seen=seen, verb="visit_written", room=held.room, by=by)


def _must_be_right(held: Visit) -> None:
    if held.ends and (held.begins is None or held.ends < held.begins):
        raise NotNow(_("It ends before it begins; change one of the days."))
    if held.answered_on and held.answered == Visit.Answer.NONE:
        raise Lacking(_("Say what the State answered."))


def delete(held: Visit, *, by: Seat, why: str = "") -> Visit:
    """Take a visit away; it can be brought back for thirty days."""
    must_keep(held, by)
    return editing.set_aside(held, verb="visit_deleted", room=room_of, by=by, why=why)


def bring_back(held: Visit, *, by: Seat) -> Visit:
    """Bring a deleted visit back as it was."""
    must_keep(held, by)
    return editing.bring_back(held, verb="visit_brought_back", room=room_of, by=by)


@transaction.atomic
def rest(held: Visit, *, on: Item, part: str, by: Seat) -> VisitItem:
    """Say that an item of the room is a source of a part of a visit, or is that part."""
    must_keep(held, by)
    must_keep(on, by)
    if part not in VisitItem.Part.values:
        raise Lacking(_("Say of what it is the source."))
    paper, made = VisitItem.objects.get_or_create(visit=held, item=on, part=part)
    if made:
        tell(held, "visit_rests", [Change("", "papers", None, str(paper))], by=by)
    return paper


@transaction.atomic
def rest_no_more(held: Visit, *, on: VisitItem, by: Seat) -> None:
    """Take an item away from a visit."""
    must_keep(held, by)
    if on.visit_id == held.pk:
        said = str(on)
        on.delete()
        tell(held, "visit_rests", [Change("", "papers", said, None)], by=by)


@transaction.atomic
def invite(*, words: Mapping[str, object], by: Seat) -> StandingInvitation:
    """Keep a standing invitation. `words` are some of its `WORDS`: whom, since when, a source."""
    held = StandingInvitation(
        workspace=by.workspace, room=home_of(by), made_by=by.user, **words
    )  # fmt: skip
    _must_stand(held)
    return editing.begin(held, verb="invitation_begun", room=held.room, by=by)


def write_invitation(
    held: StandingInvitation, *, words: Mapping[str, object], seen: int, by: Seat
) -> StandingInvitation:
    """Write some of a standing invitation's words. Raises `editing.Overtaken`."""
    must_keep(held, by)
    _must_stand(StandingInvitation(room=held.room, **{**editing.words_of(held), **words}))
    return editing.write(
        held, words=words, seen=seen, verb="invitation_written", room=held.room, by=by
    )


def _must_stand(held: StandingInvitation) -> None:
    if not held.extended_source or (held.withdrawn_on and not held.withdrawn_source):
        raise Lacking(_("Say by which source it is known."))
    if held.withdrawn_on and held.withdrawn_on < held.extended_on:
        raise NotNow(_("It ends before it begins; change one of the days."))


def delete_invitation(held: StandingInvitation, *, by: Seat, why: str = "") -> StandingInvitation:
    """Take a standing invitation away; it can be brought back for thirty days."""
    must_keep(held, by)
    return editing.set_aside(held, verb="invitation_deleted", room=room_of, by=by, why=why)


def bring_invitation_back(held: StandingInvitation, *, by: Seat) -> StandingInvitation:
    """Bring a deleted standing invitation back as it was."""
    must_keep(held, by)
    return editing.bring_back(held, verb="invitation_brought_back", room=room_of, by=by)
