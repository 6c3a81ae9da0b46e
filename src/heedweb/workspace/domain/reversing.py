"""Deletions and acts on many rows, undone in one step for thirty days: one way for every kind.

Whoever deletes calls `keep` with the rows before they go, whoever makes many with those that were
made. `undo` puts back what was taken, takes back what was made and writes again what was moved;
where something of it was changed since, it says so in one line and changes nothing.

Rows of any model are kept, hence what Django says of models (`_meta`) is asked here.
"""
# ruff: noqa: SLF001

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.apps import apps
from django.core import serializers
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from heedweb.accounts.models import User
from heedweb.workspace.domain.activity import record
from heedweb.workspace.domain.decisions import UNDO
from heedweb.workspace.domain.editing import plain
from heedweb.workspace.domain.refusals import Refused
from heedweb.workspace.models import Activity, Undoable, Workspace, Written

Row = dict[str, Any]


class CannotUndo(Refused):
    """Why an act cannot be undone; `str()` is one line, and nothing was changed."""


def keep(
    *,
    workspace: Workspace,
    kind: str,
    by: User,
    name: str,
    act: Activity | None,
    taken: Iterable[models.Model] = (),
    made: Iterable[models.Model] = (),
    moved: Sequence[tuple[models.Model, str, object, object]] = (),
) -> Undoable:
    """Keep what it takes to undo an act. Call it while the rows of `taken` are still there.

    `moved` are a row that stays, its field (`lead_id` for a key), what that was and what it became,
    in the order in which it was done.
    """
    return Undoable.objects.create(
        workspace=workspace, kind=kind, by=by, name=name[:200], act=act,
        taken=rows_of(taken), made=rows_of(made),
        moved=[
            [_label(row), row.pk, field, plain(was), plain(now)] for row, field, was, now in moved
        ],
    )  # fmt: skip


def rows_of(found: Iterable[models.Model]) -> list[Row]:
    """Return rows as they are kept: plain, in the order in which they can be put back."""
    return [_plain(one) for one in found]


def hold(undoable: Undoable) -> Undoable:
    """Return an act as it stands, held until the transaction ends, if it can still be undone.

    Raises `CannotUndo`. Call it within a transaction.
    """
    Workspace.objects.select_for_update().get(pk=undoable.workspace_id)
    held = Undoable.objects.select_related("act__room", "workspace").get(pk=undoable.pk)
    if held.undone_at is not None:
        raise CannotUndo(_("It is undone already."))
    if held.at < timezone.now() - UNDO:
        raise CannotUndo(_("It was done more than thirty days ago."))
    return held


@transaction.atomic
def undo(held: Undoable, *, by: User) -> Undoable:
    """Undo an act that is held; who may is said in `domain.undoables`. Raises `CannotUndo`."""
    # What was made goes first: it may stand where something was before.
    for row in reversed(held.made):
        _take_back(row)
    for label, pk, field, was, now in reversed(held.moved):
        _move_back(label, pk, field, was, now)
    for row in held.taken:
        _put_back(row)
    held.undone_at, held.undone_by = timezone.now(), by
    held.save(update_fields=["undone_at", "undone_by"])
    if held.act is not None:
        record(
            workspace=held.workspace, by=by, verb="act_undone", subject=held.act.subject,
            detail={"act": held.act.verb}, room=held.act.room,
        )  # fmt: skip
    return held


def forget(before: datetime) -> int:
    """Take away for good what can be undone no more. Return how many acts it were.

    What was a person's own alone goes without a word, as it came; of all else the history says that
    it went, by the person whose act it was.
    """
    due = Undoable.objects.filter(at__lt=before).select_related("act__room", "workspace", "by")
    for one in list(due):
        with transaction.atomic():
            if one.act is not None and one.undone_at is None and one.taken:
                record(
                    workspace=one.workspace, by=one.by, verb="deleted_for_good",
                    subject=one.act.subject, detail={"act": one.act.verb}, room=one.act.room,
                )  # fmt: skip
            one.delete()
    return len(due)


def _plain(row: models.Model) -> Row:
    """Return a row as plain values, as it is read back from its column of JSON."""
    (held,) = serializers.serialize("python", [row])
    # Times to the microsecond, so that a row comes back as it was.
    fields = {name: plain(value) for name, value in held["fields"].items()}
    return {"model": held["model"], "pk": held["pk"], "fields": fields}


def _label(row: models.Model) -> str:
    return row._meta.label_lower


def _now(label: str, pk: object) -> models.Model | None:
    found = apps.get_model(label)._default_manager.filter(pk=pk).first()
    return found if isinstance(found, models.Model) else None


def _move_back(label: str, pk: object, field: str, was: object, now: object) -> None:
    held = _now(label, pk)
    if held is None or plain(getattr(held, field)) != now:
        raise CannotUndo(_("What it changed was changed again since, so it cannot be undone."))
    column = held._meta.get_field(field)
    setattr(held, field, column.to_python(was) if isinstance(column, models.Field) else was)
    written = [field]
    if isinstance(held, Written):
        # Who has it open finds that it was written: nothing is laid over it unseen.
        held.version += 1
        written.append("version")
    held.save(update_fields=written)


def _put_back(row: Row) -> None:
    if _now(row["model"], row["pk"]) is not None:
        raise CannotUndo(_("It is there already."))
    (held,) = serializers.deserialize("python", [row])
    made = held.object
    for field in made._meta.concrete_fields:
        known = field.remote_field is None or getattr(made, field.attname) is None
        if not known and _gone(field, getattr(made, field.attname)):
            raise CannotUndo(
                _("What it belonged to is not there any more, so it cannot be undone.")
            )
    try:
        made.validate_unique()
        made.validate_constraints()
    except ValidationError as error:
        line = _("Something else has taken its name or its place since, so it cannot be undone.")
        raise CannotUndo(line) from error
    # Raw, as it was: with the times of then.
    models.Model.save_base(made, raw=True, force_insert=True)


def _gone(field: models.Field[Any, Any], pk: object) -> bool:
    model = field.related_model
    return isinstance(model, type) and not model._base_manager.filter(pk=pk).exists()


def _take_back(row: Row) -> None:
    held = _now(row["model"], row["pk"])
    if held is None or _plain(held)["fields"] != row["fields"]:
        raise CannotUndo(_("Something of it was changed since, so it cannot be undone as a whole."))
    held.delete()
