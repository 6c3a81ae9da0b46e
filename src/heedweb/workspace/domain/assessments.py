"""Assessments and replies: begun in a room, and let out as all records are.

Nothing here counts or compares what different parties say.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from heedweb.workspace.access import Seat
from heedweb.workspace.domain import evidence, publishing
from heedweb.workspace.domain.refusals import NotNow, NotTheirs, Refused
from heedweb.workspace.domain.rooms import home_of
from heedweb.workspace.models import (
    LEVELS,
    Assessment,
    Cluster,
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
    evidence.carry_over(held, later)
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
