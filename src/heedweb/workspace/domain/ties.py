"""What a measure hangs together with: others that it waits for, and labels of other frameworks."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from heedweb.workspace.access import Seat
from heedweb.workspace.domain.activity import Change, record
from heedweb.workspace.domain.measures import told_in
from heedweb.workspace.domain.plans import can_be_undone, must_plan
from heedweb.workspace.domain.refusals import NotNow
from heedweb.workspace.models import Activity, Measure, Need, Tie, Workspace


@transaction.atomic
def need(held: Measure, *, needed: Iterable[Measure], by: Seat) -> int:
    """Say that a measure waits for others; return how many were new.

    Raises `NotNow` where one of them waits for this one, itself or through others.
    """
    must_plan(by)
    # Two who close a circle from both ends must not do so at once.
    Workspace.objects.select_for_update().get(pk=held.workspace_id)
    new: list[str] = []
    for one in needed:
        if one.pk == held.pk:
            raise NotNow(_("A measure does not wait for itself."))
        if held.pk in all_needed(one):
            line = _("“{measure}” waits for this one already, so neither could begin.")
            raise NotNow(line.format(measure=one))
        _row, made = Need.objects.get_or_create(measure=held, needed=one)
        if made:
            new.append(str(one))
    if new:
        _tell(held, by, "measure_needs", Change("", "needs", None, new))
    return len(new)


@transaction.atomic
def need_no_more(held: Measure, *, needs: Iterable[Need], by: Seat) -> int:
    """Say that a measure waits for some others no more; return how many there were."""
    must_plan(by)
    gone = [one for one in needs if one.measure_id == held.pk]
    if gone:
        names = [str(one.needed) for one in gone]
        act = _tell(held, by, "measure_needs", Change("", "needs", names, None))
        can_be_undone(gone, act=act, by=by)
        Need.objects.filter(pk__in=[one.pk for one in gone]).delete()
    return len(gone)


def all_needed(held: Measure) -> set[int]:
    """Return what a measure waits for, itself and through others."""
    edges: dict[int, list[int]] = {}
    rows = Need.objects.filter(measure__workspace=held.workspace)
    for measure, needed in rows.values_list("measure", "needed"):
        edges.setdefault(measure, []).append(needed)
    found: set[int] = set()
    ahead = [held.pk]
    while ahead:
        for needed in edges.get(ahead.pop(), ()):
            if needed not in found:
                found.add(needed)
                ahead.append(needed)
    return found


@transaction.atomic
def tie(held: Measure, *, labels: Iterable[tuple[str, str, str]], by: Seat) -> int:
    """Tie a measure to labels (taxonomy, code, name as it is now); return how many were new."""
    must_plan(by)
    new: list[str] = []
    for taxonomy, code, name in labels:
        kept = name[:300]
        _row, made = Tie.objects.get_or_create(
            measure=held, taxonomy=taxonomy, code=code, defaults={"name": kept}
        )
        if made:
            new.append(kept or code)
    if new:
        _tell(held, by, "measure_tied", Change("", "ties", None, new))
    return len(new)


@transaction.atomic
def untie(held: Measure, *, ties: Iterable[Tie], by: Seat) -> int:
    """Take some ties away; return how many there were."""
    must_plan(by)
    gone = [one for one in ties if one.measure_id == held.pk]
    if gone:
        names = [one.name or one.code for one in gone]
        act = _tell(held, by, "measure_tied", Change("", "ties", names, None))
        can_be_undone(gone, act=act, by=by)
        Tie.objects.filter(pk__in=[one.pk for one in gone]).delete()
    return len(gone)


def _tell(held: Measure, by: Seat, verb: str, change: Change) -> Activity:
    return record(
        workspace=held.workspace, by=by.user, verb=verb, subject=str(held)[:200],
        room=told_in(held), changes=[change], about=held,
    )  # fmt: skip
