"""Items from an address: fetched where the administrator allows it, kept and read like a file."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from heedweb import fetching
from heedweb.administration import options
from heedweb.fetching import Policy, Taken
from heedweb.fetching.client import Limits
from heedweb.workspace.access import Seat
from heedweb.workspace.domain import items
from heedweb.workspace.domain.refusals import NotNow
from heedweb.workspace.domain.rooms import home_of
from heedweb.workspace.domain.uploads import Bytes
from heedweb.workspace.models import Item

# A person waits for it: asked once, and not for longer than that takes.
ONCE = Limits(retries=0)
_LONGEST = 80
_ENDS = {"html": "html", "pdf": "pdf", "docx": "docx", "doc": "doc"}


def policy() -> Policy:
    """Return from where items of the dialogue may be fetched now."""
    return options.for_dialogue(settings.FETCH_POLICY())


def shut() -> str:
    """Return why nothing can be fetched for the dialogue; nothing where something can."""
    held = policy()
    if not held.on:
        return _(
            "Fetching is switched off: the administrator lets heed fetch nothing (HEED_FETCH). "
            "Paste the text or choose a file."
        )
    if not held.hosts:
        return _(
            "The administrator allows no host for the dialogue (HEED_DIALOGUE_HOSTS). "
            "Paste the text or choose a file."
        )
    return ""


def hosts() -> list[str]:
    """Return the hosts from which items may be fetched."""
    return sorted(policy().hosts)


def from_address(
    *, address: str, note: str, words: Mapping[str, object], by: Seat, now: datetime | None = None
) -> Item:
    """Fetch what is at an address and take it in; `note` says why it is wanted.

    What is at the address is not taken in a second time. Raises `Refused`, `InputProblem`,
    `StorageProblem`.
    """
    home_of(by)
    must_be_open()
    must_be_new(by, address=address)
    try:
        taken = fetch(address, by=str(by.user), note=note, now=now, limits=ONCE)
    except fetching.Fault as fault:
        raise NotNow(said_of(fault)) from fault
    must_be_new(by, sha256=taken.record.sha256)
    return keep(taken, words=words, by=by)


def must_be_open() -> None:
    """Raise `NotNow` where nothing can be fetched for the dialogue."""
    said = shut()
    if said:
        raise NotNow(said)


def must_be_new(by: Seat, **what: str) -> None:
    """Raise `NotNow` where the person's room has an item from the address, or of the bytes."""
    held = there(by, **what)
    if held is not None and held.gone is not None:
        raise NotNow(_("It was taken in before and deleted; bring it back under “Deleted”."))
    if held is not None:
        raise NotNow(_("It was taken in before: {item}.").format(item=held))


def there(by: Seat, *, address: str = "", sha256: str = "") -> Item | None:
    """Return the item of the person's room from an address or of some bytes, deleted or not."""
    found = Item.objects.filter(room=by.room)
    if sha256:
        return found.filter(blob__sha256=sha256).order_by("gone", "pk").first()
    asked = found.filter(link=address) | found.filter(origin__url_asked=address)
    return (asked | found.filter(origin__url_final=address)).order_by("gone", "pk").first()


def fetch(
    address: str, *, by: str, note: str, now: datetime | None = None, limits: Limits | None = None
) -> Taken:
    """Fetch what is at an address that is allowed for the dialogue. Raises `fetching.Fault`."""
    at = (now or datetime.now(UTC)).astimezone(UTC)
    return fetching.fetch_page(address, policy=policy(), now=at, by=by, note=note, limits=limits)


def said_of(fault: fetching.Fault) -> str:
    """Return what went wrong with a fetch, in one line."""
    return f"{fault.reason} {fault.remedy}".strip()


def keep(
    taken: Taken,
    *,
    words: Mapping[str, object],
    by: Seat,
    also: Callable[[Item], None] | None = None,
) -> Item:
    """Take in what was fetched, with the record of how. `also` is done in the same transaction.

    Raises `Refused`, `InputProblem`, `StorageProblem`.
    """
    record = taken.record
    upload = Bytes(taken.data, _name(record.url_final, record.type_sniffed))
    held = {"link": record.url_asked, **words}
    return items.take_in(
        given=upload, text="", words=held, by=by, origin=record.as_plain(), also=also
    )


def _name(url: str, sniffed: str) -> str:
    """Return what a fetched file is called: the last word of its address, and what it is."""
    last = unquote(urlsplit(url).path).rstrip("/").rsplit("/", 1)[-1]
    stem = re.sub(r"[^\w.-]+", "-", last.rsplit(".", 1)[0]).strip("-.")[:_LONGEST] or "page"
    return f"{stem}.{_ENDS.get(sniffed, 'txt')}"
