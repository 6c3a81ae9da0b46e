"""Telling people: in the page, and by mail as they wish (`domain.mails`).

A notice is made within the transaction of the act that it tells of: it is there if that is.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from heedweb.accounts.models import User
from heedweb.workspace.access import Seat
from heedweb.workspace.models import Membership, Notice, Organisation, Wish, Workspace
from heedweb.workspace.roles import MAY, Act, Role

_LONGEST = 300
_SECRET = 32


@transaction.atomic(savepoint=False)
def tell(
    user: User,
    workspace: Workspace,
    verb: str,
    subject: str,
    url: str,
    key: str,
    *,
    kind: str = "",
    record: int | None = None,
) -> Notice | None:
    """Tell a person something once; return the notice, None where they were told already.

    `verb` has its words in `notice_words`; `subject` is what it is about, never a word of a draft;
    `url` is the path that leads there; `key` is the same for what is told once only.
    """
    held, made = Notice.objects.get_or_create(
        user=user, key=key,
        defaults={"workspace": workspace, "verb": verb, "subject": subject[:_LONGEST],
                  "url": url, "kind": kind, "record": record},
    )  # fmt: skip
    return held if made else None


def tell_all(
    users: Iterable[User],
    workspace: Workspace,
    verb: str,
    subject: str,
    url: str,
    key: str,
    *,
    but: User | None = None,
    kind: str = "",
    record: int | None = None,
) -> int:
    """Tell several people the same, `but` who did it; return how many are newly told."""
    found = [
        tell(user, workspace, verb, subject, url, key, kind=kind, record=record)
        for user in users
        if but is None or user.pk != but.pk
    ]
    return sum(one is not None for one in found)


def people_of(body: Organisation, act: Act) -> list[User]:
    """Return the people of an organisation who may do something for it now."""
    found = Membership.objects.open().filter(organisation=body, role__in=MAY[act])
    return [one.user for one in found.select_related("user").order_by("user")]


def coordinators(workspace: Workspace) -> list[User]:
    """Return the coordinators of a workspace."""
    found = Membership.objects.open().filter(workspace=workspace, role=Role.COORDINATOR)
    return [one.user for one in found.select_related("user").order_by("user")]


def see(notices: QuerySet[Notice]) -> int:
    """Mark notices of a person's own as read; return how many were not."""
    return notices.filter(seen__isnull=True).update(seen=timezone.now())


def wish_of(by: Seat) -> Wish:
    """Return how a person wants to be told in a workspace; who said nothing, each at once."""
    found = Wish.objects.filter(workspace=by.workspace, user=by.user).first()
    return found or Wish(workspace=by.workspace, user=by.user)


def wish(*, mails: str, by: Seat) -> Wish:
    """Keep how a person wants to be told."""
    return _keep(by, {"mails": mails})


def new_calendar(*, by: Seat) -> Wish:
    """Give the person's calendar a new secret; an address with the one before ends."""
    return _keep(by, {"calendar": secrets.token_urlsafe(_SECRET)})


def end_calendar(*, by: Seat) -> Wish:
    """Let no address lead to the person's calendar."""
    return _keep(by, {"calendar": ""})


def _keep(by: Seat, what: dict[str, str]) -> Wish:
    held, _made = Wish.objects.update_or_create(workspace=by.workspace, user=by.user, defaults=what)
    return held
