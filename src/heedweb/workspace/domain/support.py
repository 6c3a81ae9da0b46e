"""Support access: an administrator in a room of others, with a reason, told to it, for an hour."""

from __future__ import annotations

import logging
from datetime import timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from heedweb.accounts.models import User
from heedweb.workspace.domain.activity import record
from heedweb.workspace.domain.refusals import Lacking, NotNow, NotTheirs
from heedweb.workspace.models import Membership, Room, SupportAccess
from heedweb.workspace.roles import MAY, Act, RoomKind

LASTS = timedelta(minutes=60)
_log = logging.getLogger(__name__)


@transaction.atomic
def begin(*, room: Room, reason: str, by: User) -> SupportAccess:
    """Let an administrator read in a room for an hour, and tell the room at once.

    The room is told in its history, on every page of its people, and by mail to those who publish
    for it. Raises `Refused`.
    """
    if not by.administrator or not by.is_active:
        raise NotTheirs(_("Administrators of the installation alone open a room for support."))
    if room.kind != RoomKind.ORGANISATION:
        raise NotNow(_("What is at the shared table or public needs no support access."))
    if room.workspace.memberships.filter(user=by).exists():
        raise NotTheirs(_("You take part in this workspace; somebody who does not must help."))
    if not reason.strip():
        raise Lacking(_("Say why; the room reads it."))
    now = timezone.now()
    if room.support.filter(by=by, ended__isnull=True, until__gt=now).exists():
        raise NotNow(_("You have opened this room already."))
    made = SupportAccess.objects.create(
        room=room, by=by, reason=reason, began=now, until=now + LASTS
    )
    _tell(made, by, "support_began", reason=reason, until=made.until.isoformat())
    transaction.on_commit(lambda: _send(made))
    return made


@transaction.atomic
def end(*, support: SupportAccess, by: User) -> SupportAccess:
    """End support access before its time; who may is checked where it is asked for."""
    held = SupportAccess.objects.select_for_update().get(pk=support.pk)
    if held.ended is not None or held.until <= timezone.now():
        raise NotNow(_("It is over already."))
    held.ended = timezone.now()
    held.save(update_fields=["ended"])
    _tell(held, by, "support_ended")
    return held


@transaction.atomic
def seen(*, rooms: frozenset[int], path: str, by: User) -> None:
    """Write into the history of each room what an administrator opened there."""
    for room in Room.objects.filter(pk__in=rooms).select_related("workspace"):
        record(workspace=room.workspace, by=by, verb="support_seen", subject=path[:200], room=room)


def _tell(support: SupportAccess, by: User, verb: str, **detail: object) -> None:
    record(
        workspace=support.room.workspace, by=by, verb=verb, subject=str(support.room),
        room=support.room, detail={"support": support.pk, **detail},
    )  # fmt: skip


def _send(support: SupportAccess) -> None:
    """Send the mail to those who publish for the room; a server that is down stops nothing."""
    told = Membership.objects.live().filter(
        organisation__room=support.room, role__in=MAY[Act.APPROVE]
    )
    subject = _("Your room in heed was opened for support")
    body = _(
        "An administrator has opened the room of {room} in {workspace} until {until} (UTC).\n\n"
        "Reason: {reason}\n\n"
        "What is opened there stands in the history of your room. You can end it at once:\n{link}\n"
    ).format(
        room=support.room,
        workspace=support.room.workspace,
        until=f"{support.until:%Y-%m-%d %H:%M}",
        reason=support.reason,
        link=settings.BASE_URL + reverse("workspace:today", args=[support.room.workspace.slug]),
    )
    for address in told.values_list("user__email", flat=True):
        try:
            send_mail(subject, body, None, [address])
        except (OSError, SMTPException):
            _log.warning("Support access %s: a notice could not be sent by mail.", support.pk)
