"""Plans: begun, written, deleted and brought back. `by` is a coordinator in their place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import models, transaction
from django.utils.translation import gettext as _

from heedweb.workspace.access import Seat
from heedweb.workspace.domain import editing, reversing
from heedweb.workspace.domain.refusals import NotNow, NotTheirs
from heedweb.workspace.models import Activity, Plan, Room, Undoable, Workspace
from heedweb.workspace.roles import Act


def room_of(workspace: Workspace) -> Room:
    """Return the room of the coordination, where plans are made."""
    return workspace.coordination().room


def must_plan(by: Seat) -> None:
    """Raise `NotTheirs` for who makes no plans here."""
    if not by.may(Act.PLAN):
        raise NotTheirs(_("Coordinators do that."))


def can_be_undone(taken: Iterable[models.Model], *, act: Activity, by: Seat) -> None:
    """Keep what is about to be deleted of a plan, so that it can be put back for thirty days."""
    reversing.keep(
        workspace=by.workspace, kind=Undoable.Kind.PLAN, by=by.user, name=act.subject, act=act,
        taken=taken,
    )  # fmt: skip


@transaction.atomic
def begin(*, words: Mapping[str, object], by: Seat) -> Plan:
    """Keep a new plan. `words` are its `Plan.WORDS`, a name at least."""
    must_plan(by)
    held = Plan(workspace=by.workspace, made_by=by.user, **words)
    _must_be_right(held)
    return editing.begin(held, verb="plan_begun", room=room_of(by.workspace), by=by)


def write(held: Plan, *, words: Mapping[str, object], seen: int, by: Seat) -> Plan:
    """Write some of a plan's words. Raises `editing.Overtaken`."""
    must_plan(by)
    _must_be_right(
        Plan(pk=held.pk, workspace=held.workspace, **{**editing.words_of(held), **words})
    )
    room = room_of(by.workspace)
    return editing.write(held, words=words, seen=seen, verb="plan_written", room=room, by=by)


def delete(held: Plan, *, by: Seat, why: str = "") -> Plan:
    """Take a plan away with its measures; it can be brought back for thirty days."""
    must_plan(by)
    return editing.set_aside(held, verb="plan_deleted", room=_told_in, by=by, why=why)


def bring_back(held: Plan, *, by: Seat) -> Plan:
    """Bring a deleted plan back as it was. Raises `NotNow` where its name was taken since."""
    must_plan(by)
    return editing.bring_back(
        held, verb="plan_brought_back", room=_told_in, fits=_must_be_right, by=by
    )


def _told_in(held: Plan) -> Room:
    return room_of(held.workspace)


def _must_be_right(held: Plan) -> None:
    others = Plan.objects.filter(workspace=held.workspace, name=held.name, gone__isnull=True)
    if others.exclude(pk=held.pk).exists():
        line = _("There is a plan called “{name}” already; choose another name.")
        raise NotNow(line.format(name=held.name))
    if held.first and held.last and held.last < held.first:
        raise NotNow(_("The plan ends before it begins; change one of the days."))
