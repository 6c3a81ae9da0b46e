"""Mail on its way: made from notices as people wish, handed over to the mail server once.

What is to be sent is in the database before it is sent. `tried` is committed before a mail is
handed over and `sent` after. Where the machine stops in between, nobody knows whether it was taken:
it is handed over again, under the same Message-ID, by which mail servers and readers tell that it
is the same.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from smtplib import SMTPException
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heedweb.accounts.models import User
from heedweb.administration import mail as server
from heedweb.workspace.models import Mail, Membership, Notice, Wish, Workspace
from heedweb.workspace.notice_words import notice_words

# What happens within a minute is one mail.
TOGETHER = timedelta(seconds=60)
# What was told long ago and not mailed (there was no server, or no mail was wanted) is no news.
NEWS = timedelta(days=7)
# When mails of the day are made, UTC.
_HOUR = 5
# How long a mail that was not taken waits, doubled each time up to a day; after so many it is left.
_WAIT, _LONGEST = timedelta(minutes=2), timedelta(days=1)
MOST_TRIES = 14
_MOST_LINES = 60
_log = logging.getLogger("heed.mails")


def gather(now: datetime, *, together: timedelta = TOGETHER) -> int:
    """Make mails from what people were told and have neither read nor been mailed; return how many.

    Where there is no mail server none is made.
    """
    if not server.is_set_up():
        return 0
    made = 0
    for user, workspace, day in _waiting(now, together):
        made += _gathered(user, workspace, now, together, day)
    return made


def _waiting(now: datetime, together: timedelta) -> list[tuple[int, int, str]]:
    """Return who is to be mailed of which workspace; with the day who wants one mail a day.

    It is asked every few seconds: where nobody is to be mailed it is one query, answered from an
    index that holds nothing else.
    """
    wish = Wish.objects.filter(user=OuterRef("user"), workspace=OuterRef("workspace"))
    news = Notice.objects.filter(
        ~Exists(wish.filter(mails=Wish.Mails.NONE)),
        seen__isnull=True, mail__isnull=True, at__gt=now - NEWS, at__lte=now - together,
    )  # fmt: skip
    daily = wish.filter(mails=Wish.Mails.DAILY)
    if now.hour < _HOUR:
        news = news.exclude(Exists(daily))
    pairs = news.order_by().annotate(daily=Exists(daily)).values_list("user", "workspace", "daily")
    found = [
        (user, workspace, f"{now:%Y-%m-%d}" if once else "")
        for user, workspace, once in pairs.distinct()
    ]
    days = [_ident(_day_of(*one)) for one in found if one[2]]
    sent = set(Mail.objects.filter(ident__in=days).values_list("ident", flat=True)) if days else ()
    return [one for one in found if not one[2] or _ident(_day_of(*one)) not in sent]


def _day_of(user: int, workspace: int, day: str) -> str:
    return f"day-{workspace}-{user}-{day}"


def _ident(name: str) -> str:
    return f"{name}@{urlsplit(settings.BASE_URL).hostname or 'localhost'}"


@transaction.atomic
def _gathered(user: int, workspace: int, now: datetime, together: timedelta, day: str) -> bool:
    """Make one mail of all that a person is to be told; once a day where `day` says which."""
    held = Notice.objects.select_for_update().filter(
        user=user, workspace=workspace, seen__isnull=True, mail__isnull=True,
        at__gt=now - NEWS, at__lte=now - together,
    )  # fmt: skip
    notices = list(held.select_related("workspace", "user").order_by("pk"))
    there = Membership.objects.open().filter(user=user, workspace=workspace)
    if not notices or not there.exists():
        return False
    ident = _ident(_day_of(user, workspace, day) if day else f"notice-{notices[0].pk}")
    if Mail.objects.filter(ident=ident).exists():
        return False
    subject, text = _letter(notices[0].workspace, notices)
    made = Mail.objects.create(
        user=notices[0].user, ident=ident, subject=subject, text=text, due=now
    )
    Notice.objects.filter(pk__in=[one.pk for one in notices]).update(mail=made)
    return True


def _letter(workspace: Workspace, notices: Sequence[Notice]) -> tuple[str, str]:
    """Return subject and text: what, and where to look. No word of a draft is in a notice."""
    lines = [
        f"{notice_words(one.verb)} {one.subject}\n{settings.BASE_URL}{one.url}"
        for one in notices[:_MOST_LINES]
    ]
    rest = len(notices) - len(lines)
    if rest > 0:
        lines.append(ngettext("And {n} more.", "And {n} more.", rest).format(n=rest))
    first = f"{notice_words(notices[0].verb)} {notices[0].subject}"
    many = ngettext("{n} thing for you", "{n} things for you", len(notices))
    subject = first if len(notices) == 1 else many.format(n=len(notices))
    foot = _("How you are told, or not: {address}").format(
        address=f"{settings.BASE_URL}/w/{workspace.slug}/notices/wishes/"
    )
    subject = " ".join(f"{workspace}: {subject}".split())
    return subject[:200], "\n\n".join([*lines, foot]) + "\n"


def send_one(now: datetime) -> bool:
    """Hand over one mail that is due; return whether there was one."""
    held = _claimed(now)
    if held is None:
        return False
    problem = _handed(held, held.user)
    if problem:
        _log.warning("Mail %s was not taken: %s", held.pk, problem)
        Mail.objects.filter(pk=held.pk).update(problem=problem[:300])
    else:
        Mail.objects.filter(pk=held.pk).update(sent=now, problem="")
    return True


def _claimed(now: datetime) -> Mail | None:
    """Return a mail that nobody else hands over now: committed before it is handed over."""
    waits = Mail.objects.filter(sent__isnull=True, due__lte=now, tries__lt=MOST_TRIES)
    held = waits.select_related("user").order_by("due", "pk").first()
    if held is None or not server.is_set_up():
        return None
    later = now + min(_WAIT * 2**held.tries, _LONGEST)
    mine = waits.filter(pk=held.pk, tries=held.tries)
    taken = mine.update(tried=now, tries=held.tries + 1, due=later)
    return held if taken else None


def _handed(held: Mail, to: User) -> str:
    """Hand a mail over; return in one line what went wrong, nothing where it was taken."""
    if not to.is_active:
        return _("The account was closed.")
    message = EmailMessage(
        held.subject, held.text, settings.DEFAULT_FROM_EMAIL, [to.email],
        headers={"Message-ID": f"<{held.ident}>", "Auto-Submitted": "auto-generated"},
    )  # fmt: skip
    try:
        message.send()
    except (OSError, SMTPException) as error:
        return server.line_of(error)
    return ""
