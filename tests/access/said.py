"""What parties say in the worlds of the tests of access.

In `own` the ministry of health has published an assessment at the shared table, to which the
institution replies; a person of health asks a question there; health is invited to a consultation
and drafts an answer, which nobody else sees.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from heedweb.accounts.models import User
from heedweb.workspace.models import (
    Answer,
    Assessment,
    Comment,
    Evidence,
    Indicator,
    Organisation,
    Recommendation,
    Reply,
    Room,
    Round,
    Standing,
    Workspace,
)

if TYPE_CHECKING:
    from tests.access.world import World


def fill(world: World) -> None:
    """Add what is said to both workspaces, by kind."""
    people, bodies = world.people, world.organisations
    world.own |= said(
        world.workspace, world.own, (people["focal"], people["authority"]),
        (bodies["health"], bodies["institution"]),
    )  # fmt: skip
    theirs = world.other.memberships.get()
    world.foreign |= said(
        world.other, world.foreign, (theirs.user, people["authority"]),
        (theirs.organisation, theirs.organisation),
    )  # fmt: skip


def said(
    held: Workspace,
    there: dict[str, object],
    people: tuple[User, User],
    bodies: tuple[Organisation, Organisation],
) -> dict[str, object]:
    """An assessment with its reply, a question, an indicator, and a consultation with a draft."""
    author, approver = people
    body, other = bodies
    table = Room.objects.get(workspace=held, kind="shared")
    out: dict[str, Any] = {
        "workspace": held, "room": table, "to": table, "author": author, "asked_by": author,
        "asked_at": timezone.now(), "approved_by": approver, "approved_at": timezone.now(),
        "standing": Standing.PUBLISHED,
    }  # fmt: skip
    row = Recommendation.objects.get(pk=there["recommendation"])
    assessment = Assessment.objects.create(
        **out, home=body.room, recommendation=row, level="partly", text="Nine wells.",
        on=date(2026, 5, 1),
    )  # fmt: skip
    evidence = Evidence.objects.create(
        assessment=assessment, kind="link", title="Census", link="https://example.org", by=author
    )
    reply = Reply.objects.create(**out, home=other.room, assessment=assessment, text="Two dry.")
    comment = Comment.objects.create(
        workspace=held, room=table, recommendation=row, organisation=body, by=author,
        text="Which wells?", question=True,
    )  # fmt: skip
    round_ = Round.objects.create(
        workspace=held, title="Wells", question="Where?", closes=date(2099, 1, 1), made_by=author,
        opened=timezone.now(),
    )  # fmt: skip
    round_.invited.add(body)
    answer = Answer.objects.create(
        workspace=held, home=body.room, room=body.room, author=author, round=round_, text="North."
    )
    indicator = there.get("indicator") or Indicator.objects.create(
        workspace=held, room=held.coordination().room, keeper=body, code="wells", name="Wells",
        kind="process", unit="wells", made_by=author,
    ).pk  # fmt: skip
    return {
        "indicator": indicator,
        "assessment": assessment.pk, "piece": evidence.pk, "reply": reply.pk,
        "comment": comment.pk, "consultation": round_.pk, "answer": answer.pk,
    }  # fmt: skip
