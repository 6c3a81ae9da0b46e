"""Invitations: a link by mail, or shown once to be handed over where there is no mail server."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from heedweb.accounts.links import make_link
from heedweb.accounts.models import User
from heedweb.administration import mail
from heedweb.workspace.domain import workspaces
from heedweb.workspace.domain.activity import record
from heedweb.workspace.domain.people import acting, end_links
from heedweb.workspace.domain.refusals import Refused
from heedweb.workspace.models import Membership


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of an invitation: `link` is for handing over, `fault` why mail failed.

    `mailed` is whether a mail went out; neither where the person has an account and no mail is
    needed: they sign in as they always do.
    """

    email: str
    mailed: bool = False
    link: str = ""
    fault: str = ""


def invite(*, membership: Membership) -> Sent:
    """Tell a person that they are let in; call after what lets them in is written."""
    user = membership.user
    new = user.last_login is None
    if mail.is_set_up():
        return _by_mail(membership, new=new)
    if not new or not _for_us_alone(membership):
        return Sent(user.email)
    end_links(user)
    return Sent(user.email, link=make_link(user))


def _for_us_alone(membership: Membership) -> bool:
    """Return whether a link opens nothing but this place: only then is it shown to who invites."""
    user = membership.user
    elsewhere = Membership.objects.filter(user=user).exclude(pk=membership.pk).exists()
    return not elsewhere and not user.administrator


def _by_mail(membership: Membership, *, new: bool) -> Sent:
    user, sign_in = membership.user, f"{settings.BASE_URL}{reverse('accounts:sign-in')}"
    if new:
        body = _(
            "You are invited to {workspace}.\n\nOpen this address within 30 minutes to sign in:\n\n"
            "{link}\n\nLater you get a new link at {sign_in}\n"
        )
        link = make_link(user)
    else:
        body = _("You are let into {workspace}.\n\nSign in as you do at {sign_in}\n")
        link = ""
    words = {"workspace": membership.workspace.name, "link": link, "sign_in": sign_in}
    try:
        mail.send(_("You are invited to heed"), body.format(**words), user.email)
    except mail.MailProblem as problem:
        end_links(user)
        return Sent(user.email, fault=str(problem))
    return Sent(user.email, mailed=True)


@transaction.atomic
def _ask_again(membership: Membership, by: User) -> Membership:
    hand = acting(membership.workspace, by)
    held = Membership.objects.select_related("user", "organisation__room", "workspace")
    place = held.filter(pk=membership.pk).first()
    if place is None or not hand.changes(place) or place.suspended is not None:
        raise Refused(_("This person cannot be invited by you."))
    if place.user.last_login is not None:
        raise Refused(_("This person has come already and signs in without an invitation."))
    record(
        workspace=place.workspace, by=by, verb="invited_again", subject=place.user.email,
        room=workspaces.room_of(place.workspace, place.organisation),
    )  # fmt: skip
    return place


def resend(*, membership: Membership, by: User) -> Sent:
    """Invite a person again who has not come yet. Raises `Refused`."""
    return invite(membership=_ask_again(membership, by))
