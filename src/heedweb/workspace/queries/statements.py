"""Statements that people confirmed: who said what, as reported by whom.

They are counted by speaker and day, never by item: what many outlets print was said once. No
statement is ranked, and none has to do with a recommendation.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import QuerySet

from heedweb.workspace import dialogue_access
from heedweb.workspace.access import Seat
from heedweb.workspace.models import Finding
from heedweb.workspace.numbers import number_of, one_line
from heedweb.workspace.queries.pages import Pages

PER_PAGE = 30


@dataclass(frozen=True, slots=True)
class Row:
    """A statement, and in which other items its words stand as well."""

    finding: Finding
    also: list[Finding]


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of statements; `times` is how many speakers spoke on how many days, together."""

    rows: list[Row]
    pages: Pages
    speaker: str
    about: str
    words: str
    times: int
    speakers: list[str]
    abouts: list[str]

    @property
    def query(self) -> str:
        """What is asked for, as an address."""
        held = {"speaker": self.speaker, "about": self.about, "q": self.words}
        return urlencode({name: value for name, value in held.items() if value})


def confirmed(seat: Seat) -> QuerySet[Finding]:
    """Return the statements that people stand for, the latest published first.

    An item is loaded once for all that was said in it.
    """
    found = dialogue_access.findings(seat).filter(kind="statement", state__in=Finding.HELD)
    found = found.order_by("-item__published", "-pk").select_related(None)
    return found.prefetch_related("item", "replies__item", "answers__item")


def spoken(seat: Seat, names: Collection[str]) -> list[Finding]:
    """Return the confirmed statements whose speaker or side has one of the names."""
    held = set(names)
    return [
        one for one in confirmed(seat) if held & {one.said.get("speaker"), one.said.get("side")}
    ]


def listing(seat: Seat, asked: Mapping[str, str]) -> Listing:
    """Return the page of statements that an address asks for, the latest published first."""
    speaker, about, words = (one_line(asked.get(name), 300) for name in ("speaker", "about", "q"))
    every = list(confirmed(seat))
    held = [one for one in every if _fits(one, speaker, about, words)]
    rows = _once(held)
    pages = Pages.of(number_of(asked.get("page")), len(rows), PER_PAGE)
    # What its publisher took back is shown and counts no more.
    days = {_said(one) for one in held if one.item.retracted is None}
    return Listing(
        rows[pages.start : pages.last], pages, speaker, about, words, len(days),
        sorted({str(one.said.get("speaker")) for one in every}),
        sorted({name for one in every for name in one.said.get("about", [])}),
    )  # fmt: skip


def _fits(one: Finding, speaker: str, about: str, words: str) -> bool:
    said = one.said
    if speaker and said.get("speaker") != speaker:
        return False
    if about and about not in said.get("about", []):
        return False
    return not words or words.casefold() in one.quote.casefold()


def _said(one: Finding) -> tuple[str, str]:
    said = one.said
    return str(said.get("speaker")), str(said.get("said_on") or one.item.published or "")


def _once(held: list[Finding]) -> list[Row]:
    """Return each statement once: the same words by the same speaker stand together."""
    rows: dict[tuple[str, str], Row] = {}
    for one in held:
        key = (str(one.said.get("speaker")), re.sub(r"\W+", " ", one.quote.casefold()).strip())
        if key in rows:
            rows[key].also.append(one)
        else:
            rows[key] = Row(one, [])
    return list(rows.values())
