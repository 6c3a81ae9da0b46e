"""Who may undo a deletion or an act on many rows: whoever may do such an act, by its kind.

What can be undone, and what cannot and why, stands in docs/audit.md; a test goes through every
function that deletes.
"""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from heedweb.workspace import hands
from heedweb.workspace.access import Seat
from heedweb.workspace.domain import people, reversing, taxonomies, ties
from heedweb.workspace.domain.refusals import Refused
from heedweb.workspace.domain.reversing import CannotUndo
from heedweb.workspace.models import (
    Labelling,
    Measure,
    Membership,
    Organisation,
    OwnLabel,
    Undoable,
)
from heedweb.workspace.roles import Act, Role

Kind = Undoable.Kind
_NEED = "workspace.need"


def may(undoable: Undoable, by: Seat) -> bool:
    """Return whether a person may undo an act, as far as role and room say; asks no database."""
    if by.support:
        return False
    return _MAY[undoable.kind](undoable, by)


@transaction.atomic
def undo(*, undoable: Undoable, by: Seat) -> Undoable:
    """Undo an act in one step. Raises `CannotUndo`, and then nothing was changed."""
    if not may(undoable, by):
        raise CannotUndo(_("Whoever may do such a thing may undo it; your role does not."))
    held = reversing.hold(undoable)
    before = _BEFORE.get(held.kind)
    if before is not None:
        before(held, by)
    return reversing.undo(held, by=by.user)


def _view(undoable: Undoable, by: Seat) -> bool:
    act = undoable.act
    if undoable.taken[0]["fields"]["by"] == by.user.pk:
        return True
    return act is not None and act.room_id is None and by.may(Act.MANAGE)


def _teaches(undoable: Undoable, by: Seat) -> bool:
    return by.may(Act.TEACH)


def _invites(undoable: Undoable, by: Seat) -> bool:
    return by.may(Act.INVITE)


def _plans(undoable: Undoable, by: Seat) -> bool:
    return by.may(Act.PLAN)


def _no_circle(undoable: Undoable, by: Seat) -> None:
    """Raise `CannotUndo` where measures would wait for each other again."""
    for row in undoable.taken:
        if row["model"] != _NEED:
            continue
        needed = Measure.objects.filter(pk=row["fields"]["needed"]).first()
        if needed is None:
            continue
        if row["fields"]["measure"] in ties.Waits(needed.workspace).beyond(needed.pk):
            raise CannotUndo(_("The two would wait for each other, so it cannot be undone."))


def _hand(undoable: Undoable, by: Seat) -> hands.Hand:
    """Return what the person may do to people. Raises `CannotUndo` where these are not theirs."""
    hand = hands.of(undoable.workspace, by.user)
    rows = (*undoable.taken, *undoable.made)
    if hand is None or not all(hand.changes(_membership(undoable, row)) for row in rows):
        raise CannotUndo(_("These people are not yours to change, so you cannot undo it."))
    return hand


def _membership(undoable: Undoable, row: reversing.Row) -> Membership:
    fields = row["fields"]
    body = Organisation.objects.filter(pk=fields["organisation"]).first()
    return Membership(
        workspace=undoable.workspace, user_id=fields["user"], role=fields["role"],
        organisation=body,
    )  # fmt: skip


def _place_is_free(undoable: Undoable, by: Seat) -> None:
    """Raise `CannotUndo` where the person could not be let in so today."""
    hand = _hand(undoable, by)
    for row in undoable.taken:
        held = _membership(undoable, row)
        there = Membership.objects.filter(workspace=undoable.workspace, user=held.user_id)
        if there.exists():
            raise CannotUndo(_("The person has a place here again, so it cannot be undone."))
        if not held.user.is_active:
            raise CannotUndo(_("The account of the person is closed, so it cannot be undone."))
        try:
            people.must_be_offered(hand, Role(held.role), held.organisation)
        except Refused as refused:
            raise CannotUndo(str(refused)) from refused


def _nobody_came(undoable: Undoable, by: Seat) -> None:
    """Raise `CannotUndo` where somebody of a list has come, or the last who speaks would go."""
    _hand(undoable, by)
    keys = [row["pk"] for row in undoable.made]
    came = Membership.objects.filter(pk__in=keys, user__last_login__gt=undoable.at)
    for one in came.select_related("user")[:1]:
        line = _("{email} has signed in since, so it cannot be undone as a whole.")
        raise CannotUndo(line.format(email=one.user.email))
    for one in Membership.objects.filter(pk__in=keys).select_related("user"):
        try:
            people.must_stay(one, None, None)
        except Refused as refused:
            raise CannotUndo(str(refused)) from refused
        people.end_links(one.user)


def _labels_are_unused(undoable: Undoable, by: Seat) -> None:
    keys = [row["pk"] for row in undoable.made]
    codes = [row["fields"]["code"] for row in undoable.made]
    for label in OwnLabel.objects.filter(pk__in=keys).select_related("taxonomy__workspace"):
        beneath = Q(parent=label.code) & ~Q(pk__in=keys)
        undone = Labelling.objects.filter(
            taxonomy=label.taxonomy.code, code__in=codes,
            recommendation__review__workspace=undoable.workspace,
        )  # fmt: skip
        used = taxonomies.uses(label) or undone.exists()
        if used or label.taxonomy.labels.filter(beneath).exists():
            line = _("“{label}” was used since, so it cannot be undone as a whole.")
            raise CannotUndo(line.format(label=label.name))
        taxonomies.forget(label.taxonomy, label.code)


_MAY: dict[str, Callable[[Undoable, Seat], bool]] = {
    Kind.VIEW: _view,
    Kind.TEXT: _teaches,
    Kind.TEXTS: _teaches,
    Kind.LABEL: _teaches,
    Kind.LABELS: _teaches,
    Kind.TAXONOMY: _teaches,
    Kind.LABELLER: _teaches,
    Kind.PLACE: _invites,
    Kind.PEOPLE: _invites,
    Kind.PLAN: _plans,
    Kind.MEASURES: _plans,
}
_BEFORE: dict[str, Callable[[Undoable, Seat], None]] = {
    Kind.PLACE: _place_is_free,
    Kind.PEOPLE: _nobody_came,
    Kind.LABELS: _labels_are_unused,
    Kind.PLAN: _no_circle,
}
