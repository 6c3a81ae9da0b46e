"""Versions of labellers that a team teaches: queued, trained by the worker, used or removed.

A version is never changed. What it proposes is another version's proposals for `domain.proposing`:
decisions of people stay, and a person sees first what would change.
"""

from __future__ import annotations

import tempfile
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from heed.errors import InputProblem
from heed.labels import files
from heedweb.accounts.models import User
from heedweb.workspace.domain import blobs, claims, proposing, reversing, teaching
from heedweb.workspace.domain.activity import record
from heedweb.workspace.domain.beating import beating
from heedweb.workspace.domain.taxonomies import CannotEdit, must_own
from heedweb.workspace.models import Activity, LabelRun, Trained, Undoable
from heedweb.workspace.queries.taxonomies import vocabulary
from heedweb.workspace.queries.teaching import Teaching

# Learning holds the interpreter for long; its heartbeat is late now and then.
STALE = timedelta(seconds=120)


@transaction.atomic
def start(*, about: Teaching, by: User) -> Trained:
    """Queue a version for the worker; one that waits already is returned instead.

    Raises `CannotEdit` where nothing can be learnt yet, which says what is missing.
    """
    mine = Trained.objects.filter(workspace=about.workspace, taxonomy=about.taxonomy.code)
    waiting = mine.filter(state__in=Trained.OPEN).first()
    if waiting is not None:
        return waiting
    lacking = teaching.lacking(about)
    if lacking:
        raise CannotEdit(lacking)
    number = (mine.aggregate(n=Max("number"))["n"] or 0) + 1
    made = Trained.objects.create(
        workspace=about.workspace, taxonomy=about.taxonomy.code, number=number, by=by
    )
    _tell(made, by, "training_asked")
    return made


def claim() -> Trained | None:
    """Return the next version to train, claimed; one whose worker fell silent comes first."""
    waiting = Trained.objects.order_by("pk").select_related("workspace", "by")
    return claims.claim(waiting, _give_up, stale=STALE)


def _give_up(trained: Trained) -> None:
    said = _("It ended its worker {n} times and is not tried again.")
    refuse(trained, said.format(n=claims.MOST_ATTEMPTS))


def carry_out(trained: Trained) -> None:
    """Train a claimed version and keep its file and its card. Raises `ClaimLost`."""
    try:
        about = teaching.about(trained.workspace, trained.taxonomy)
        # Five thousand texts with fifty labels take minutes.
        with beating(lambda: claims.beat(trained)):
            labeller, card = teaching.taught(about, trained.number)
    except InputProblem as problem:
        refuse(trained, f"{problem.reason} {problem.remedy}")
        return
    except CannotEdit as lacking:
        refuse(trained, str(lacking))
        return
    with tempfile.TemporaryDirectory(dir=settings.FILE_UPLOAD_TEMP_DIR) as folder:
        path = Path(folder) / "labeller.skops"
        files.save(labeller, path)
        blob = blobs.keep(path)
    with transaction.atomic():
        claims.hold(trained)
        trained.state, trained.finished = Trained.State.DONE, timezone.now()
        trained.blob, trained.card = blob, card
        trained.save(update_fields=["state", "finished", "blob", "card"])
        _tell(trained, trained.by, "labeller_taught", {"examples": card["examples"]})


def refuse(trained: Trained, reason: str) -> None:
    """End a version that cannot be trained, and say why."""
    claims.mine(trained).update(
        state=Trained.State.REFUSED, reason=reason[:500], finished=timezone.now()
    )


@transaction.atomic
def adopt(*, trained: Trained, by: User) -> LabelRun:
    """Use a version in place of the one before, and queue its proposals.

    Raises `NotYours`, and `CannotEdit` where it was not trained.
    """
    must_own(trained.workspace, by)
    if trained.state != Trained.State.DONE:
        raise CannotEdit(_("This version was not trained."))
    _of(trained).update(current=False)
    Trained.objects.filter(pk=trained.pk).update(current=True)
    _tell(trained, by, "labeller_adopted")
    return proposing.start(
        workspace=trained.workspace, by=by, kind=LabelRun.Kind.ADOPT, only=[trained.taxonomy]
    )


@transaction.atomic
def set_aside(*, trained: Trained, by: User) -> None:
    """Use a version no more; one that comes with heed proposes again, else none. `NotYours`."""
    must_own(trained.workspace, by)
    Trained.objects.filter(pk=trained.pk).update(current=False)
    _tell(trained, by, "labeller_set_aside")
    proposing.start(
        workspace=trained.workspace, by=by, kind=LabelRun.Kind.ADOPT, only=[trained.taxonomy]
    )


@transaction.atomic
def remove(*, trained: Trained, by: User) -> None:
    """Delete a version that is not used. Raises `NotYours` and `CannotEdit`."""
    must_own(trained.workspace, by)
    if trained.current:
        raise CannotEdit(_("This version is used; use another one, or none, first."))
    act = _tell(trained, by, "labeller_removed")
    reversing.keep(
        workspace=trained.workspace, kind=Undoable.Kind.LABELLER, by=by, name=str(trained),
        act=act, taken=[trained],
    )  # fmt: skip
    trained.delete()


def _of(trained: Trained) -> QuerySet[Trained]:
    return Trained.objects.filter(workspace=trained.workspace, taxonomy=trained.taxonomy)


def _tell(
    trained: Trained, by: User, verb: str, detail: dict[str, object] | None = None
) -> Activity:
    title = vocabulary(trained.workspace).title(trained.taxonomy)
    return record(
        workspace=trained.workspace,
        by=by,
        verb=verb,
        subject=f"{title} {trained.number}"[:200],
        detail=detail,
        about=trained,
    )
