"""Feeds: asked for by a room, asked by the worker, each new entry taken in once.

Nothing of a feed is fetched within a transaction; an item and its entry are written in one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from heed.dialogue.feeds import FeedFile, FeedItem
from heed.errors import InputProblem
from heedweb import fetching
from heedweb.administration import options
from heedweb.workspace.access import Seat, seated
from heedweb.workspace.domain import intake, parsers
from heedweb.workspace.domain.activity import Change, record
from heedweb.workspace.domain.refusals import NotNow, NotTheirs, Refused
from heedweb.workspace.domain.rooms import home_of
from heedweb.workspace.domain.uploads import laid_bytes
from heedweb.workspace.models import Feed, FeedEntry, Item
from heedweb.workspace.roles import Act
from heedweb.workspace.storage import StorageProblem

EVERY = timedelta(hours=1)
# Of one reading; what is further down was there before anybody asked.
MOST_NEW = 50
TRIES = 3
# What may be otherwise at the next try.
_PASSING = {"unreachable", "busy", "service", "too_slow", "cut"}
_LONGEST = 500
_State = FeedEntry.State


@transaction.atomic
def ask_for(*, address: str, by: Seat) -> Feed:
    """Let the person's room have what is new in a feed that the administrator allows."""
    room = home_of(by)
    _must_be_allowed(address)
    held, new = Feed.objects.get_or_create(
        room=room, address=address, defaults={"workspace": by.workspace, "by": by.user}
    )
    if not new and held.stopped is None:
        raise NotNow(_("Your room has this feed already."))
    held.by, held.stopped, held.asked, held.problem = by.user, None, None, ""
    held.save()
    _tell(held, "feed_asked" if new else "feed_begun_again", by)
    return held


@transaction.atomic
def stop(held: Feed, *, by: Seat) -> None:
    """Ask a feed no more; what was taken in of it stays."""
    _must_keep(held, by)
    if held.stopped is None:
        held.stopped = timezone.now()
        held.save()
        held.entries.filter(state=_State.WAITING).update(
            state=_State.LEFT, problem=_("The feed was stopped.")
        )
        _tell(held, "feed_stopped", by)


def ask_soon(held: Feed, *, by: Seat) -> None:
    """Let a feed be asked next, whenever it was asked last."""
    _must_keep(held, by)
    if held.stopped is not None:
        raise NotNow(_("The feed is stopped."))
    Feed.objects.filter(pk=held.pk).update(asked=None)


def look(now: datetime, only: Q | None = None) -> Feed | None:
    """Take in one entry that waits, else ask one feed that is due; return its feed, if any.

    `only` narrows the feeds.
    """
    if intake.shut():
        return None
    feeds = Feed.objects.filter(only or Q(), stopped__isnull=True).select_related("workspace", "by")
    waits = FeedEntry.objects.filter(state=_State.WAITING, feed__in=feeds.order_by())
    # One that failed waits until its feed is asked again.
    ready = waits.filter(tries=0) | waits.filter(problem="")
    entry = ready.select_related("feed__workspace", "feed__by").order_by("pk").first()
    if entry is not None:
        _take(entry, now)
        return entry.feed
    due = feeds.filter(Q(asked__isnull=True) | Q(asked__lte=now - EVERY))
    held = due.order_by("asked", "pk").first()
    if held is not None:
        _ask(held, now)
    return held


def look_at_all(
    now: datetime, only: Q | None = None, told: Callable[[Feed], None] | None = None
) -> None:
    """Ask every feed and take in what is new, now."""
    Feed.objects.filter(only or Q(), stopped__isnull=True).update(asked=None)
    while (held := look(now, only)) is not None:
        if told is not None:
            told(held)


def _ask(held: Feed, now: datetime) -> None:
    """Fetch a feed and note what is new in it, or why it could not be read."""
    try:
        seat = _seat(held)
        _must_be_allowed(held.address)
        taken = intake.fetch(held.address, by=_agent(held), note="a feed", now=now)
        found = _read(taken.data, taken.record.url_final)
    except fetching.Fault as fault:
        _ended(held, now, intake.said_of(fault))
    except (InputProblem, StorageProblem, Refused) as problem:
        _ended(held, now, str(problem))
    else:
        _note(held, found, now, seat)


def _read(data: bytes, base: str) -> FeedFile:
    with laid_bytes(data) as path:
        return parsers.feed(path, base=base, name="the feed")


def _ended(held: Feed, now: datetime, problem: str) -> None:
    Feed.objects.filter(pk=held.pk).update(asked=now, problem=problem[:_LONGEST])


@transaction.atomic
def _note(held: Feed, found: FeedFile, now: datetime, seat: Seat) -> None:
    there = set(held.entries.values_list("key", flat=True))
    new = {_key(one): one for one in found.items}
    fresh = [(key, one) for key, one in new.items() if key not in there][:MOST_NEW]
    # The oldest first, so that they are taken in in the order in which they were published.
    FeedEntry.objects.bulk_create(_entry(held, key, one, seat) for key, one in reversed(fresh))
    # What failed and may go well now is tried again.
    held.entries.filter(state=_State.WAITING).update(problem="")
    title = found.title[:300] or held.title
    Feed.objects.filter(pk=held.pk).update(asked=now, problem="", title=title)


def _key(one: FeedItem) -> str:
    return hashlib.sha256(one.key.encode()).hexdigest()


def _entry(held: Feed, key: str, one: FeedItem, seat: Seat) -> FeedEntry:
    made = FeedEntry(
        feed=held, key=key, link=one.link, title=one.title[:300],
        published=date.fromisoformat(one.published) if one.published else None,
    )  # fmt: skip
    known = intake.there(seat, address=one.link) if one.link else None
    if known is not None:
        made.state, made.item = _State.KNOWN, known
    elif not one.link:
        made.state, made.problem = _State.LEFT, _("It leads to no page.")
    return made


def _take(entry: FeedEntry, now: datetime) -> None:
    """Fetch what an entry leads to and take it in, or note why not."""
    feed = entry.feed
    note = f"new in the feed {feed.address}"
    try:
        seat = _seat(feed)
        taken = intake.fetch(entry.link, by=_agent(feed), note=note, now=now)
        known = intake.there(seat, sha256=taken.record.sha256)
        known = known or intake.there(seat, address=taken.record.url_final)
        if known is not None:
            _settle(entry, state=_State.KNOWN, item=known)
            return
        words = {"title": entry.title, "published": entry.published}
        intake.keep(
            taken, words=words, by=seat,
            also=lambda item: _settle(entry, state=_State.TAKEN, item=item),
        )  # fmt: skip
    except fetching.Fault as fault:
        _failed(entry, intake.said_of(fault), again=fault.code in _PASSING)
    except StorageProblem as problem:
        _failed(entry, str(problem), again=True)
    except (InputProblem, Refused) as problem:
        _failed(entry, str(problem), again=False)


def _settle(entry: FeedEntry, *, state: str, item: Item) -> None:
    FeedEntry.objects.filter(pk=entry.pk).update(state=state, item=item, problem="")


def _failed(entry: FeedEntry, problem: str, *, again: bool) -> None:
    tries = entry.tries + 1
    state = _State.WAITING if again and tries < TRIES else _State.LEFT
    FeedEntry.objects.filter(pk=entry.pk).update(
        tries=tries, state=state, problem=problem[:_LONGEST]
    )


def _seat(held: Feed) -> Seat:
    """Return the place of who asked for a feed. Raises `NotTheirs` who has none any more."""
    seat = seated(held.by, held.workspace)
    if seat is None or seat.room != held.room_id or not seat.may(Act.WRITE):
        line = _("Who asked for it does not write in the room any more; ask for it again.")
        raise NotTheirs(line)
    return seat


def _agent(held: Feed) -> str:
    return f"heed, for {held.by}"


def _must_be_allowed(address: str) -> None:
    if address not in options.feeds():
        raise NotNow(_("The administrator does not allow this feed (HEED_DIALOGUE_FEEDS)."))


def _must_keep(held: Feed, by: Seat) -> None:
    if home_of(by).pk != held.room_id:
        raise NotTheirs(_("Only those who write in the room that keeps it do that."))


def _tell(held: Feed, verb: str, by: Seat) -> None:
    record(
        workspace=by.workspace, by=by.user, verb=verb, subject=str(held)[:200], room=held.room,
        about=held, changes=[Change("", "feed", None, held.address)],
    )  # fmt: skip
