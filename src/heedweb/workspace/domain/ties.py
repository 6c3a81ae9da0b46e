"""What a measure hangs together with: others that it waits for, and labels of other frameworks."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from heedweb.workspace.access import Seat
from heedweb.workspace.domain.activity import Change
from heedweb.workspace.domain.plans import can_be_undone, must_plan
from heedweb.workspace.domain.refusals import NotNow
from heedweb.workspace.domain.telling import tell, tell_of
from heedweb.workspace.models import Measure, Need, Tie, Workspace


class Waits:
    """Which measures of a workspace wait for which, held until the act ends."""

    def __init__(self, workspace: Workspace) -> None:
        # Two who close a circle from both ends must not do so at once.
        Workspace.objects.select_for_update().get(pk=workspace.pk)
        self._edges: dict[int, set[int]] = {}
        rows = Need.objects.filter(measure__workspace=workspace)
        for measure, needed in rows.values_list("measure", "needed"):
            self._edges.setdefault(measure, set()).add(needed)

    def add(self, held: Measure, needed: Iterable[Measure]) -> list[Measure]:
        """Let a measure wait for others; return those that are new.

        Raises `NotNow` where one of them waits for this one, itself or through others. Call within
        the act that tells it.
        """
        there = self._edges.setdefault(held.pk, set())
        new: list[Measure] = []
        for one in needed:
            if one.pk == held.pk:
                raise NotNow(_("A measure does not wait for itself."))
            if held.pk in self.beyond(one.pk):
                line = _("“{measure}” waits for this one already, so neither could begin.")
                raise NotNow(line.format(measure=one))
            if one.pk not in there:
                there.add(one.pk)
                new.append(one)
        Need.objects.bulk_create(Need(measure=held, needed=one) for one in new)
        return new

    def beyond(self, start: int) -> set[int]:
        """Return what a measure waits for, itself and through others."""
        found: set[int] = set()
        ahead = [start]
        while ahead:
            new = self._edges.get(ahead.pop(), set()) - found
            found |= new
            ahead.extend(new)
        return found


@transaction.atomic
def need(held: Measure, *, needed: Iterable[Measure], by: Seat) -> int:
    """Say that a measure waits for others; return how many were new.

    Raises `NotNow` where one of them waits for this one, itself or through others.
    """
    must_plan(by)
    new = Waits(held.workspace).add(held, needed)
    tell_of(held, "measure_needs", "needs", new, by=by)
    return len(new)


@transaction.atomic
def need_no_more(held: Measure, *, needs: Iterable[Need], by: Seat) -> int:
    """Say that a measure waits for some others no more; return how many there were."""
    must_plan(by)
    gone = [one for one in needs if one.measure_id == held.pk]
    needed = [one.needed for one in gone]
    for act, some in tell_of(held, "measure_needs", "needs", needed, by=by, gone=True):
        can_be_undone([one for one in gone if one.needed in some], act=act, by=by)
    Need.objects.filter(pk__in=[one.pk for one in gone]).delete()
    return len(gone)


def tied(held: Measure, given: Iterable[tuple[str, str, str]]) -> list[str]:
    """Tie a measure to labels; return the names of those that are new, or their codes.

    Call within the act that tells it.
    """
    there = set(held.ties.values_list("taxonomy", "code"))
    new = {(taxonomy, code): name[:300] for taxonomy, code, name in given}
    new = {key: name for key, name in new.items() if key not in there}
    Tie.objects.bulk_create(
        (Tie(measure=held, taxonomy=key[0], code=key[1], name=name) for key, name in new.items()),
        ignore_conflicts=True,
    )
    return [name or code for (_taxonomy, code), name in new.items()]


@transaction.atomic
def tie(held: Measure, *, labels: Iterable[tuple[str, str, str]], by: Seat) -> int:
    """Tie a measure to labels (taxonomy, code, name as it is now); return how many were new."""
    must_plan(by)
    new = tied(held, labels)
    if new:
        tell(held, "measure_tied", [Change("", "ties", None, new)], by=by)
    return len(new)


@transaction.atomic
def untie(held: Measure, *, ties: Iterable[Tie], by: Seat) -> int:
    """Take some ties away; return how many there were."""
    must_plan(by)
    gone = [one for one in ties if one.measure_id == held.pk]
    if gone:
        names = [one.name or one.code for one in gone]
        act = tell(held, "measure_tied", [Change("", "ties", names, None)], by=by)
        can_be_undone(gone, act=act, by=by)
        Tie.objects.filter(pk__in=[one.pk for one in gone]).delete()
    return len(gone)
