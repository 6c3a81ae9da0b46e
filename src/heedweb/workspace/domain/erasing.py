"""Erases what the history and the accounts hold of a person; the chain stays valid.

In the acts that name the person the name and the address give way to a mark. Each such row is bound
anew with another salt, and the act of erasing, itself a row of the same chain, says which rows and
by what they are bound since: `domain.verifying` tells it from tampering.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from heedweb.accounts.models import SignInLink, User
from heedweb.workspace.domain import chain
from heedweb.workspace.domain.activity import Change, commitment_of, record
from heedweb.workspace.domain.verifying import ERASED
from heedweb.workspace.models import Activity, Membership, Workspace

MARK = "[erased]"
_VALUES = ("subject", "detail", "changes", "why", "salt")
_BATCH = 500


class CannotErase(Exception):
    """Why the words about a person cannot be erased; `str()` is one line."""


@dataclass(frozen=True, slots=True)
class Erased:
    """What was erased: the number of the person's account, and how many acts named the person."""

    person: int
    acts: int


@transaction.atomic
def erase(*, person: User, why: str, by: User) -> Erased:
    """Take the name and the address of a person out of the accounts and the history.

    The account is closed and the person's places are suspended. Raises `CannotErase`.
    """
    if not why.strip():
        raise CannotErase(_("Say why: the history keeps by which decision words were erased."))
    if person.pk == by.pk:
        raise CannotErase(_("Nobody erases their own account: another person decides on it."))
    words = _words(person)
    _close(person, by, why)
    acts = 0
    for workspace in (None, *Workspace.objects.order_by("pk")):
        acts += _in_chain(workspace, words, person, by, why)
    return Erased(person.pk, acts)


def _words(person: User) -> re.Pattern[str]:
    """Return what finds the person's address and name, as whole words, in any case."""
    said = sorted({one for one in (person.email, person.name.strip()) if one}, key=len)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, reversed(said)))})(?!\w)", re.I)


def _close(person: User, by: User, why: str) -> None:
    """Close an account; who it was is not to be read from it any more."""
    for place in Membership.objects.filter(user=person, suspended__isnull=True):
        place.suspended = timezone.now()
        place.save(update_fields=["suspended"])
        record(
            workspace=place.workspace, by=by, verb="account_closed", subject=f"#{person.pk}",
            changes=[Change("", "suspended", None, chain.stamp(place.suspended))], why=why,
            about=place,
        )  # fmt: skip
    SignInLink.objects.filter(user=person).delete()
    addresses = getattr(person, "emailaddress_set", None)
    if addresses is not None:
        addresses.all().delete()
    person.email = f"erased-{person.pk}@erased.invalid"
    person.name, person.is_active, person.administrator = f"{MARK} #{person.pk}", False, False
    person.set_unusable_password()
    person.save()


def _in_chain(
    workspace: Workspace | None, words: re.Pattern[str], person: User, by: User, why: str
) -> int:
    """Erase in one chain; return how many acts named the person."""
    rows = list(_naming(workspace, words))
    for row in rows:
        row.subject = words.sub(MARK, row.subject)[:200]
        row.detail, row.changes = _without(row.detail, words), _without(row.changes, words)
        row.why = words.sub(MARK, row.why)
        row.salt = secrets.token_hex(16)
    for first in range(0, len(rows), _BATCH):
        Activity.objects.bulk_update(rows[first : first + _BATCH], _VALUES)
    if rows or workspace is None:
        # The hash of a row holds what bound it before; what binds it since stands here.
        bound: dict[str, object] = {str(row.number): commitment_of(row) for row in rows}
        record(
            workspace=workspace, by=by, verb=ERASED, subject=f"#{person.pk}",
            detail={"rows": bound}, why=words.sub(MARK, why),
        )  # fmt: skip
    return len(rows)


def _naming(workspace: Workspace | None, words: re.Pattern[str]) -> Iterator[Activity]:
    """Yield the acts of a chain that name the person."""
    held = Activity.objects.filter(workspace=workspace).order_by("number")
    for row in held.iterator(chunk_size=_BATCH):
        values = [row.subject, row.why, row.detail, row.changes]
        if words.search(chain.canonical(values).decode("utf-8", "surrogatepass")):
            yield row


def _without(value: object, words: re.Pattern[str]) -> object:
    """Return a plain value without the words."""
    if isinstance(value, str):
        return words.sub(MARK, value)
    if isinstance(value, list):
        return [_without(one, words) for one in value]
    if isinstance(value, dict):
        return {words.sub(MARK, name): _without(one, words) for name, one in value.items()}
    return value
