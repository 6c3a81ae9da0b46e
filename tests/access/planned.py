"""What is planned and reported in the worlds of the tests of access.

The plan of `own` has a measure in the room of the coordination, led by the ministry of health, so
that the people of health and coordinators see it and nobody else does; that of `foreign` is another
workspace's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from heedweb.accounts.models import User
from heedweb.workspace.models import (
    Assignment,
    Measure,
    Notice,
    Organisation,
    Plan,
    Target,
    Workspace,
)

if TYPE_CHECKING:
    from tests.access.world import World


def fill(world: World) -> None:
    """Add what is planned to both workspaces, by kind."""
    own, foreign = world.own, world.foreign
    own |= plan(world.workspace, world.people["coordinator"], world.organisations["health"], own)
    own["notice"] = notice(world.workspace, world.people["focal"]).pk
    theirs = world.other.memberships.get()
    foreign |= plan(world.other, theirs.user, theirs.organisation, foreign)
    foreign["notice"] = notice(world.other, theirs.user).pk


def plan(
    held: Workspace, by: User, body: Organisation, there: dict[str, object]
) -> dict[str, object]:
    """A plan with a measure that answers a recommendation and is led by `body`."""
    one = Plan.objects.create(workspace=held, name="Wells for all", made_by=by)
    measure = Measure.objects.create(
        workspace=held, plan=one, room=held.coordination().room, number="1",
        title="Dig wells", made_by=by,
    )  # fmt: skip
    Target.objects.create(measure=measure, recommendation_id=there["recommendation"])
    part = Assignment.objects.create(
        measure=measure, organisation=body, part="lead", answer="accepted", given_by=by
    )
    return {"plan": one.pk, "measure": measure.pk, "assignment": part.pk}


def notice(held: Workspace, user: User) -> Notice:
    """Something that a person was told."""
    return Notice.objects.create(
        workspace=held, user=user, verb="asked", subject="report on 1 Dig wells",
        url=f"/w/{held.slug}/", key="asked:1",
    )  # fmt: skip
