"""What is planned and reported in the worlds of the tests of access.

The plan of `own` has a measure in the room of the coordination, led by the ministry of health, so
that the people of health and coordinators see it and nobody else does; that of `foreign` is another
workspace's.
"""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils import timezone

from heedweb.accounts.models import User
from heedweb.workspace.domain import blobs
from heedweb.workspace.models import (
    Assignment,
    Chapter,
    Evidence,
    Indicator,
    Measure,
    Milestone,
    Notice,
    Organisation,
    Plan,
    ProgressReport,
    Request,
    SourceDocument,
    Standing,
    Target,
    Value,
    Workspace,
)

if TYPE_CHECKING:
    from tests.access.world import World


def fill(world: World) -> None:
    """Add what is planned to both workspaces, by kind."""
    own, foreign = world.own, world.foreign
    own |= plan(world.workspace, world.people["coordinator"], world.organisations["health"], own)
    own |= indicator(world.workspace, world.people["admin"], world.organisations["health"])
    own |= asked(world.workspace, world.people["focal"], world.organisations["health"], own)
    own["notice"] = notice(world.workspace, world.people["focal"]).pk
    theirs = world.other.memberships.get()
    foreign |= plan(world.other, theirs.user, theirs.organisation, foreign)
    foreign |= indicator(world.other, theirs.user, theirs.organisation)
    foreign |= asked(world.other, theirs.user, theirs.organisation, foreign)
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
    chapter = Chapter.objects.create(plan=one, title="Water", made_by=by)
    milestone = Milestone.objects.create(measure=measure, title="First water", made_by=by)
    carried = carried_forward(measure, body, by)
    return {
        "carried": carried.pk, "plan": one.pk, "measure": measure.pk, "assignment": part.pk,
        "chapter": chapter.pk, "milestone": milestone.pk,
    }  # fmt: skip


def carried_forward(measure: Measure, body: Organisation, by: User) -> Plan:
    """A plan that the plan of a measure was carried into, with a copy that `body` leads."""
    held = measure.workspace
    later = Plan.objects.create(
        workspace=held, name="Wells once more", made_by=by, copied_from=measure.plan
    )
    copy = Measure.objects.create(
        workspace=held, plan=later, room=measure.room, number="1", title=measure.title,
        made_by=by, copied_from=measure,
    )  # fmt: skip
    Assignment.objects.create(measure=copy, organisation=body, part="lead", given_by=by)
    return later


def indicator(held: Workspace, by: User, body: Organisation) -> dict[str, object]:
    """An indicator that `body` keeps, with a value that nobody checked and a file; one deleted."""
    words = {"name": "Wells in use", "kind": "outcome", "unit": "wells", "made_by": by}
    room = held.coordination().room
    one = Indicator.objects.create(workspace=held, room=room, keeper=body, code="1", **words)
    gone = Indicator.objects.create(
        workspace=held, room=room, code="2", gone=timezone.now(), **words
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "wells.txt"
        path.write_bytes(b"Wells in use.")
        blob = blobs.keep(path)
    value = Value.objects.create(
        indicator=one, on=date(2026, 12, 31), value=3, by=by, blob=blob, file="wells.txt"
    )
    return {"indicator": one.pk, "gone_indicator": gone.pk, "value": value.pk}


def notice(held: Workspace, user: User) -> Notice:
    """Something that a person was told."""
    return Notice.objects.create(
        workspace=held, user=user, verb="asked", subject="report on 1 Dig wells",
        url=f"/w/{held.slug}/", key="asked:1",
    )  # fmt: skip


def asked(
    held: Workspace, by: User, body: Organisation, there: dict[str, object]
) -> dict[str, object]:
    """A request on the measure, and a report in review that answers it and rests on a file."""
    day = timezone.localdate()
    one = Request.objects.create(
        workspace=held, organisation=body, measure_id=there["measure"], due=day, by=by
    )
    report = ProgressReport.objects.create(
        workspace=held, home=body.room, room=body.room, author=by, measure_id=there["measure"],
        request=one, text="Wells", on=day, standing=Standing.IN_REVIEW, asked_by=by,
        to=held.coordination().room if body.room != held.coordination().room else None,
    )  # fmt: skip
    document = SourceDocument.objects.filter(workspace=held).order_by("pk")[0]
    piece = Evidence.objects.create(
        report=report, kind="file", title="Depths", blob=document.blob, file="depths.csv", by=by
    )
    return {"request": one.pk, "report": report.pk, "evidence": piece.pk}
