"""Feeds of entries, RSS 2.0 and Atom (RFC 4287): where each leads, what it is called, its day.

Read in the confined child, like every stranger's file (`heed.confined.feed`).
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin

from lxml import etree

from heed.errors import InputProblem

MOST_BYTES = 10 * 1024 * 1024
# Of a feed that holds more, the first are read: feeds put the latest first.
MOST_ENTRIES = 200
_ATOM = "{http://www.w3.org/2005/Atom}"
_REMEDY = "Ask the administrator for the address of an RSS or Atom feed."


@dataclass(frozen=True, slots=True)
class FeedItem:
    """An entry: `key` is what the feed knows it by; `published` a day, "" where it says none."""

    key: str
    link: str
    title: str
    published: str


@dataclass(frozen=True, slots=True)
class FeedFile:
    """What a feed calls itself, and its entries in its order."""

    title: str
    items: tuple[FeedItem, ...]


def read_feed(data: bytes, name: str, base: str = "") -> FeedFile:
    """Return the entries of a feed; addresses are made whole by `base`. Raises `InputProblem`."""
    if len(data) > MOST_BYTES:
        raise InputProblem(name, "too_large", "is a feed over 10 MB.", _REMEDY)
    root = _root(data, name)
    if root.tag == f"{_ATOM}feed":
        entries, made = root.findall(f"{_ATOM}entry"), _atom
        title = _text(root, f"{_ATOM}title")
    elif root.tag == "rss" and (channel := root.find("channel")) is not None:
        entries, made = channel.findall("item"), _rss
        title = _text(channel, "title")
    else:
        raise InputProblem(name, "unsupported", "is no RSS 2.0 or Atom feed.", _REMEDY)
    found = (made(one, base) for one in entries[:MOST_ENTRIES])
    return FeedFile(title, tuple(one for one in found if one.key))


def _root(data: bytes, name: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data.lstrip(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InputProblem(name, "damaged", "is no feed that can be read.", _REMEDY) from error
    if etree.ElementTree(root).docinfo.internalDTD is not None:
        raise InputProblem(name, "dtd", "is a feed that declares a DTD.", _REMEDY)
    return root


def _rss(one: etree._Element, base: str) -> FeedItem:
    guid = one.find("guid")
    key = _line(guid.text) if guid is not None else ""
    link = _text(one, "link")
    if not link and guid is not None and guid.get("isPermaLink", "true") == "true":
        link = key
    day = _text(one, "pubDate")
    return FeedItem(key or link, _whole(base, link), _text(one, "title"), _day(day))


def _atom(one: etree._Element, base: str) -> FeedItem:
    links = one.findall(f"{_ATOM}link")
    page = next((e for e in links if e.get("rel", "alternate") == "alternate"), None)
    link = _line(page.get("href")) if page is not None else ""
    day = _text(one, f"{_ATOM}published") or _text(one, f"{_ATOM}updated")
    key = _text(one, f"{_ATOM}id") or link
    return FeedItem(key, _whole(base, link), _text(one, f"{_ATOM}title"), _day(day))


def _text(parent: etree._Element, path: str) -> str:
    found = parent.find(path)
    return _line("".join(map(str, found.itertext()))) if found is not None else ""


def _line(text: str | None) -> str:
    """Return text in one line, as the parent takes it; what was cut is no address any more."""
    plain = "".join(c if c.isprintable() else " " for c in text or "")
    return unicodedata.normalize("NFC", " ".join(plain.split()))[:2000]


def _whole(base: str, link: str) -> str:
    try:
        return urljoin(base, link) if link else ""
    except ValueError:
        # Refused when it is fetched, with what is wrong with it.
        return link


def _day(said: str) -> str:
    """Return the day of a date as RFC 822 or RFC 3339 write it; "" where it is none."""
    try:
        return datetime.fromisoformat(said).date().isoformat()
    except ValueError:
        pass
    try:
        return parsedate_to_datetime(said).date().isoformat()
    except (ValueError, TypeError, IndexError):
        return ""
