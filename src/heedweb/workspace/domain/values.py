"""Values of indicators: entered, checked by a second person, replaced, withdrawn; never changed.

`by` is somebody of the organisation that keeps the indicator, or a coordinator. Who may do what,
and when, is said once, in `refusal`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from heedweb.workspace.access import Seat
from heedweb.workspace.domain import blobs, editing
from heedweb.workspace.domain.activity import Change, record
from heedweb.workspace.domain.given import Given
from heedweb.workspace.domain.plans import room_of
from heedweb.workspace.domain.refusals import Lacking, NotNow, NotTheirs, Refused
from heedweb.workspace.domain.telling import told_in
from heedweb.workspace.models import Indicator, Value
from heedweb.workspace.roles import Act

_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Reading:
    """What a value says: the fields of `models.Value` that a person gives."""

    on: date
    value: Decimal
    since: date | None = None
    group: dict[str, str] = field(default_factory=dict)
    breaks: bool = False
    note: str = ""
    source: str = ""
    link: str = ""


def keeps(held: Indicator, by: Seat) -> bool:
    """Return whether a person enters and checks the values of an indicator."""
    if by.may(Act.PLAN):
        return True
    return by.may(Act.ANSWER) and by.organisation is not None and by.organisation == held.keeper_id


def refusal(verb: str, held: Value, by: Seat) -> Refused | None:
    """Return why a person may not `check`, `replace` or `withdraw` a value; None where they may."""
    if not keeps(held.indicator, by):
        return NotTheirs(_("Only its keeper and coordinators do that."))
    if held.replaced is not None:
        return NotNow(_("It stands no more."))
    if verb != "check":
        return None
    if held.checked is not None:
        return NotNow(_("It is checked already."))
    if held.by_id == by.user.pk:
        return NotTheirs(_("You entered it, so somebody else must check it."))
    return None


@transaction.atomic
def enter(held: Indicator, *, reading: Reading, by: Seat, file: Given | None = None) -> Value:
    """Keep a value. Raises `NotNow` where one stands for the day and the group already."""
    now = _open(held, by)
    there = standing(now, [reading]).get(place(reading))
    if there is not None:
        line = _("There is a value of {day} already: {value}. Replace that one instead.")
        raise NotNow(line.format(day=there.on.isoformat(), value=editing.plain(there.value)))
    value = _keep(now, reading, by, file)
    _tell(value, by, "value_entered", [_change(value)])
    return value


@transaction.atomic
def enter_all(held: Indicator, *, readings: Sequence[Reading], by: Seat, why: str = "") -> int:
    """Keep many values, all or none; return how many. One that stands already is replaced.

    Those that are the same as what stands are left alone. With values to replace a reason must be
    given.
    """
    now = _open(held, by)
    there = standing(now, readings)
    changes: list[Change] = []
    for reading in readings:
        before = there.get(place(reading))
        if before is not None and same(before, reading):
            continue
        if before is not None:
            _end(before, by, why or _must_say())
        value = _keep(now, reading, by, None, instead_of=before)
        changes.append(_change(value, before))
    if changes:
        record(
            workspace=by.workspace, by=by.user, verb="values_entered", subject=str(now)[:_LONGEST],
            room=room_of(by.workspace), changes=changes, why=why, about=now,
        )  # fmt: skip
    return len(changes)


@transaction.atomic
def replace(
    held: Value, *, reading: Reading, why: str, by: Seat, file: Given | None = None
) -> Value:
    """Keep a value in the place of another, which stays to be seen with the reason."""
    _open(held.indicator, by)
    before = _now(held)
    _must("replace", before, by)
    if file is None and same(before, reading):
        raise NotNow(_("Nothing is different."))
    if not why.strip():
        _must_say()
    other = standing(before.indicator, [reading]).get(place(reading))
    if other is not None and other.pk != before.pk:
        raise NotNow(_("There is another value of that day and group; replace that one."))
    _end(before, by, why.strip())
    value = _keep(before.indicator, reading, by, file, instead_of=before)
    _tell(value, by, "value_replaced", [_change(value, before)], why)
    return value


@transaction.atomic
def check(held: Iterable[Value], *, by: Seat) -> int:
    """Say as the second person that values are right; return how many. All or none."""
    count = 0
    for one in held:
        now = _now(one)
        _must("check", now, by)
        now.checked, now.checked_by = timezone.now(), by.user
        now.save()
        _tell(now, by, "value_checked", [_change(now, now.instead_of)])
        count += 1
    return count


@transaction.atomic
def withdraw(held: Value, *, why: str, by: Seat) -> Value:
    """Take a wrong value away; that it was there and the reason stay.

    One that nobody has checked gives its place back to what it was entered instead of.
    """
    now = _now(held)
    _must("withdraw", now, by)
    if not why.strip():
        _must_say()
    _end(now, by, why.strip())
    before = now.instead_of
    if before is not None and now.checked is None and _free(before):
        before.replaced, before.replaced_by, before.reason = None, None, ""
        before.save()
    _tell(now, by, "value_withdrawn", [_change(None, now)], why)
    return now


def place(held: Value | Reading) -> tuple[date, tuple[tuple[str, str], ...]]:
    """Return what one value alone can stand for: a last day and a group."""
    return held.on, tuple(sorted(held.group.items()))


def same(held: Value, reading: Reading) -> bool:
    """Return whether a value says what a reading says."""
    return all(getattr(held, name) == getattr(reading, name) for name in Reading.__slots__)


def standing(
    held: Indicator, readings: Sequence[Reading]
) -> dict[tuple[date, tuple[tuple[str, str], ...]], Value]:
    """Return the values that stand on the days of readings, by what they stand for."""
    found = Value.objects.filter(indicator=held, replaced__isnull=True)
    days = [one.on for one in readings]
    if days:
        found = found.filter(on__gte=min(days), on__lte=max(days))
    return {place(one): one for one in found}


def _open(held: Indicator, by: Seat) -> Indicator:
    """Return the indicator, held until the end, for who enters its values. Raises `Refused`."""
    if not keeps(held, by):
        raise NotTheirs(_("Only its keeper and coordinators do that."))
    now = editing.hold(held)
    if now.gone is not None:
        raise NotNow(_("The indicator was deleted."))
    return now


def _now(held: Value) -> Value:
    rows = Value.objects.select_for_update(of=("self",))
    return rows.select_related("indicator__room", "instead_of").get(pk=held.pk)


def _free(held: Value) -> bool:
    """Return whether no other value stands on the day and for the group of one."""
    found = Value.objects.filter(indicator=held.indicator_id, on=held.on, replaced__isnull=True)
    return all(one.group != held.group for one in found)


def _must(verb: str, held: Value, by: Seat) -> None:
    refused = refusal(verb, held, by)
    if refused is not None:
        raise refused


def _must_say() -> str:
    raise Lacking(_("Say why, in a sentence."))


def _keep(
    held: Indicator,
    reading: Reading,
    by: Seat,
    file: Given | None,
    instead_of: Value | None = None,
) -> Value:
    words = {name: getattr(reading, name) for name in Reading.__slots__}
    blob = blobs.keep(file.path) if file is not None else None
    name = file.name if file is not None else ""
    if blob is None and instead_of is not None:
        blob, name = instead_of.blob, instead_of.file
    if instead_of is not None and instead_of.checked is None:
        # What nobody checked is passed over: others go on seeing what stood before it.
        instead_of = instead_of.instead_of or instead_of
    return Value.objects.create(
        indicator=held, by=by.user, instead_of=instead_of, blob=blob, file=name[:_LONGEST], **words
    )


def _end(held: Value, by: Seat, why: str) -> None:
    held.replaced, held.replaced_by, held.reason = timezone.now(), by.user, why
    held.save()


def _change(after: Value | None, before: Value | None = None) -> Change:
    one = after or before
    groups = ", ".join(one.group.values()) if one is not None else ""
    subject = " ".join(filter(None, (one.on.isoformat() if one else "", groups)))
    return Change(subject, "value", _figure(before), _figure(after))


def _figure(held: Value | None) -> object:
    return None if held is None else editing.plain(held.value)


def _tell(held: Value, by: Seat, verb: str, changes: list[Change], why: str = "") -> None:
    """Write the row of history: the coordination's until the value is checked."""
    checked = held.checked is not None
    room = told_in(held.indicator) if checked else room_of(by.workspace)
    record(
        workspace=by.workspace, by=by.user, verb=verb, subject=str(held.indicator)[:_LONGEST],
        room=room, changes=changes, why=why, about=held,
    )  # fmt: skip
