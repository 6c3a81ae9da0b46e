"""Assessments and replies: begun in a room, with what they rest on, and let out as all else.

Nothing here counts or compares what different parties say.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from heedweb.workspace.access import Seat
from heedweb.workspace.domain import publishing, room_rules
from heedweb.workspace.domain.activity import Change, record
from heedweb.workspace.domain.refusals import Lacking, NotNow, NotTheirs, Refused
from heedweb.workspace.domain.rooms import home_of
from heedweb.workspace.models import (
    LEVELS,
    Assessment,
    Cluster,
    Evidence,
    Recommendation,
    Reply,
    Scale,
    Standing,
)


@transaction.atomic
def begin(
    *, about: Recommendation | Cluster, scale: str, words: Mapping[str, object], by: Seat
) -> Assessment:
    """Keep a new draft in the room of its author. `words` are `Assessment.WORDS`."""
    home = home_of(by)
    if scale not in Scale.values or words["level"] not in LEVELS[Scale(scale)]:
        raise NotNow(_("That level is not of this scale."))
    of = {"recommendation": about} if isinstance(about, Recommendation) else {"cluster": about}
    held = Assessment(
        workspace=by.workspace, home=home, room=home, author=by.user, scale=scale, **of, **words
    )
    return publishing.begin(held, by=by)


@transaction.atomic
def revise(held: Assessment, *, by: Seat) -> Assessment:
    """Return a draft of a later version, with what the earlier one rests on."""
    later = publishing.revise(held, by=by)
    for one in held.evidence.all():
        one.pk, one.assessment = None, later
        one._state.adding = True  # noqa: SLF001 -- Django's way to copy a row
        one.save()
    return later


def reply_refusal(to: Assessment, by: Seat) -> Refused | None:
    """Return why a person may not reply to an assessment now; None where they may."""
    if to.home_id == by.room:
        return NotTheirs(_("It is your own; write a new version of it instead."))
    if to.standing != Standing.PUBLISHED:
        return NotNow(_("It is not published any more; reply to the version in its place."))
    return None


@transaction.atomic
def reply(to: Assessment, *, words: Mapping[str, object], by: Seat) -> Reply:
    """Keep a new draft of a reply to what another party has published. Raises `Refused`."""
    home = home_of(by)
    refused = reply_refusal(to, by)
    if refused is not None:
        raise refused
    held = Reply(
        workspace=by.workspace, home=home, room=home, author=by.user, assessment=to, **words
    )
    return publishing.begin(held, by=by)


@transaction.atomic
def rest_on(held: Assessment, *, title: str, link: str, by: Seat) -> Evidence:
    """Add an address that a draft rests on. Raises `Refused`."""
    must_write(held, by)
    if not title.strip() or not link:
        raise Lacking(_("Say what it is, and give its address."))
    made = Evidence.objects.create(
        assessment=held, kind=Evidence.Kind.LINK, title=title.strip(), link=link, by=by.user
    )
    _told(held, by, "evidence_added", Change("", "evidence", None, made.title))
    return made


@transaction.atomic
def rest_no_more(one: Evidence, *, by: Seat) -> None:
    """Take away something that a draft rests on. Raises `Refused`."""
    held = one.assessment
    if held is None:
        raise NotTheirs(_("It belongs to another record."))
    must_write(held, by)
    title = one.title
    one.delete()
    _told(held, by, "evidence_taken_away", Change("", "evidence", title, None))


def must_write(held: Assessment, by: Seat) -> None:
    """Raise `Refused` where a person may not write in an assessment now."""
    refused = room_rules.refusal("write", held, by)
    if refused is not None:
        raise refused


def _told(held: Assessment, by: Seat, verb: str, change: Change) -> None:
    record(
        workspace=by.workspace, by=by.user, verb=verb, subject=str(held)[:200], room=held.home,
        changes=[change], about=held,
    )  # fmt: skip
