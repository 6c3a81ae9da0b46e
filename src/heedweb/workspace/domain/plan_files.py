"""Files of plans: taken along, read in confinement and shown, and taken in when a person says so.

Between looking and taking in a file waits as a blob; the page holds a signed note of which, and of
how the plan stood. What is taken in is one transaction with a row of history for each measure.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.core import signing
from django.db import transaction
from django.utils.translation import gettext as _

from heed.plans.records import PlanFile
from heedweb.workspace.access import Seat
from heedweb.workspace.domain import blobs, editing, parsers, plan_filling, plans
from heedweb.workspace.domain.activity import Change, record
from heedweb.workspace.domain.plans import must_plan, room_of
from heedweb.workspace.domain.refusals import NotNow
from heedweb.workspace.domain.uploads import Upload, laid, name_of
from heedweb.workspace.models import Activity, Plan
from heedweb.workspace.queries import plan_preview
from heedweb.workspace.queries.plan_preview import Preview

_SALT = "heed.plan.file"
# A page that was left open over night is read anew.
_SECONDS = 24 * 3600


class Moved(NotNow):
    """The plan was changed since the person looked; nothing was taken in."""


class Forgotten(Exception):
    """The note is not of this plan, or too old."""


@dataclass(frozen=True)
class Waiting:
    """A file that was read and waits to be taken in, and the note by which it is found again."""

    held: PlanFile
    name: str
    note: str


@dataclass(frozen=True)
class Wish:
    """How a person wants a file to be taken in.

    `name` is what a new plan is called; `clashes` are the differences in which the file's words
    are taken though somebody wrote in heed as well; with `leave_unknown` names that stand for
    nothing are left out.
    """

    name: str = ""
    clashes: frozenset[str] = frozenset()
    leave_unknown: bool = False


def receive(*, upload: Upload, plan: Plan | None, by: Seat) -> Waiting:
    """Read a file and keep it to be taken in; nothing of a plan is stored. Raises `InputProblem`.

    Raises `StorageProblem` where there is no room.
    """
    must_plan(by)
    name = name_of(upload)
    with laid(upload) as path:
        held = parsers.plan(path, name=name)
        blob = blobs.keep(path)
    told = {"sha256": blob.sha256, "name": name, "workspace": by.workspace.pk,
            "plan": plan.pk if plan else 0}  # fmt: skip
    return Waiting(held, name, signing.dumps(told, salt=_SALT))


def waiting(*, note: str, plan: Plan | None, by: Seat) -> Waiting:
    """Return the file that a note is of, read again. Raises `Forgotten`, `InputProblem`."""
    must_plan(by)
    try:
        told = signing.loads(note, salt=_SALT, max_age=_SECONDS)
    except signing.BadSignature as error:
        raise Forgotten from error
    if (told["workspace"], told["plan"]) != (by.workspace.pk, plan.pk if plan else 0):
        raise Forgotten
    held = parsers.plan(blobs.path_of(told["sha256"]), name=told["name"])
    return Waiting(held, told["name"], note)


@transaction.atomic
def take_in(
    *, held: PlanFile, file: str, plan: Plan | None, wish: Wish, stamp: str, by: Seat
) -> Plan:
    """Take a file into a plan, or make a plan of it; return the plan.

    `file` is what the file is called, `stamp` how the plan stood when the person looked. Raises
    `Moved` where it does not stand so any more, `NotNow` for a file with faults.
    """
    must_plan(by)
    now = editing.hold(plan) if plan is not None else None
    found = plan_preview.look(by, now, held)
    if now is not None and found.stamp != stamp:
        raise Moved(_("The plan was changed since you looked. Look again, then take it in."))
    refuse(found, wish)
    into = now or _begun(held, wish, by)
    counts = plan_filling.fill(into, found, wish.clashes, by=by)
    changes = [Change("", "measures", None, count) for count in [counts] if count]
    record(
        workspace=by.workspace, by=by.user, verb="plan_taken_in", subject=str(into)[:200],
        room=room_of(by.workspace), detail={"file": file[:200], "measures": counts},
        changes=changes, about=into,
    )  # fmt: skip
    into.refresh_from_db()
    return into


def refuse(found: Preview, wish: Wish) -> None:
    """Raise `NotNow` where a file cannot be taken in as it is."""
    if found.faults:
        raise NotNow(_("The file has faults: {first}").format(first=found.faults[0]))
    if found.unknown and not wish.leave_unknown:
        raise NotNow(found.unknown[0])


def note_taken(*, plan: Plan, name: str, measures: int, by: Seat) -> Activity:
    """Write who took a plan along as a file; only their room is told."""
    from heedweb.workspace import access

    return record(
        workspace=by.workspace, by=by.user, verb="plan_taken_out", subject=str(plan)[:200],
        room=access.room_of_acts(by), detail={"file": name[:200], "rows": measures}, about=plan,
    )  # fmt: skip


def _begun(held: PlanFile, wish: Wish, by: Seat) -> Plan:
    """Begin the plan that a file is of."""
    given = held.plan
    words = {
        "name": wish.name or given.name, "kind": given.kind, "text": given.text,
        "first": given.first, "last": given.last, "currency": given.currency,
    }  # fmt: skip
    if not words["name"]:
        raise NotNow(_("Give the plan a name."))
    return plans.begin(words=words, by=by)
