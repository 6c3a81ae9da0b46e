"""One item with its text beside what was found in it: each passage marked, each finding a card."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from heedweb.workspace import dialogue_access
from heedweb.workspace.access import Seat
from heedweb.workspace.domain.keeping import keeps
from heedweb.workspace.models import Activity, Event, Finding, Item, Promise
from heedweb.workspace.queries import history
from heedweb.workspace.queries.history import Entry
from heedweb.workspace.queries.names import PeopleNames
from heedweb.workspace.queries.same_event import Likely, likely

_LETTERS = {"meeting": "M", "statement": "S", "commitment": "C"}


@dataclass(frozen=True, slots=True)
class Card:
    """A finding as it is shown: `label` is what it is called on its item's page ("S3").

    `same` are events that a meeting may be a report of, the likeliest first; `replies` are the
    statements that reply to this one, of whatever item.
    """

    finding: Finding
    label: str
    said: dict[str, Any]
    same: list[Likely]
    replies: list[Finding]
    promise: Promise | None

    @property
    def changed(self) -> list[tuple[str, Any]]:
        """What the machine read where a person says otherwise."""
        held = self.finding
        if held.by_hand:
            return []
        return [(k, held.read.get(k)) for k, v in held.words.items() if held.read.get(k) != v]


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text: the cards whose passage it lies in, and those whose passage begins here."""

    text: str
    within: tuple[Card, ...]
    begins: tuple[Card, ...]

    @property
    def classes(self) -> str:
        """The kinds of what it lies in."""
        return " ".join(sorted({one.finding.kind for one in self.within}))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the item; `repeats` is the number of an earlier one that it is a copy of."""

    number: int
    part: str
    repeats: int | None
    pieces: list[Piece]


@dataclass(frozen=True, slots=True)
class Whole:
    """An item with all that its page shows. `aside` is what was set apart from the body."""

    item: Item
    paragraphs: list[Paragraph]
    aside: list[Paragraph]
    meetings: list[Card]
    statements: list[Card]
    commitments: list[Card]
    rejected: list[Card]
    events: list[Event]
    others: list[Finding]
    waits: int
    keeps: bool
    told: list[Entry]

    @property
    def repeated(self) -> int:
        """How many paragraphs are copies of earlier ones."""
        return sum(one.repeats is not None for one in self.paragraphs)


def whole(names: PeopleNames, held: Item) -> Whole:
    """Return an item with its text and what was found in it."""
    seat = names.seat
    found = list(
        dialogue_access.findings(seat).filter(item=held).select_related("promise", "decided_by")
    )
    found = [one for one in found if not one.gone or one.state != Finding.State.PROPOSED]
    cards = _cards(seat, found)
    live = [one for one in cards if one.finding.state != Finding.State.REJECTED]
    paragraphs = [_paragraph(held.text, part, live) for part in held.parts]
    return Whole(
        item=held,
        paragraphs=[one for one in paragraphs if one.part in ("body", "headline")],
        aside=[one for one in paragraphs if one.part not in ("body", "headline")],
        meetings=[one for one in live if one.finding.kind == "meeting"],
        statements=[one for one in live if one.finding.kind == "statement"],
        commitments=[one for one in live if one.finding.kind == "commitment"],
        rejected=[one for one in cards if one.finding.state == Finding.State.REJECTED],
        events=list(dialogue_access.events(seat).order_by("-on", "-pk")[:100]),
        others=_others(seat, held),
        waits=sum(one.finding.state == Finding.State.PROPOSED for one in live),
        keeps=keeps(held, seat),
        told=_told(names, held, found),
    )


def _cards(seat: Seat, found: Sequence[Finding]) -> list[Card]:
    counts: dict[str, int] = {}
    replies: dict[int | None, list[Finding]] = {}
    for one in dialogue_access.findings(seat).filter(answers__in=found):
        replies.setdefault(one.answers_id, []).append(one)
    cards = []
    for one in found:
        counts[one.kind] = counts.get(one.kind, 0) + 1
        asks = one.kind == "meeting" and one.state != Finding.State.REJECTED
        promise = getattr(one, "promise", None)
        kept = promise if promise is not None and promise.gone is None else None
        cards.append(
            Card(
                one, f"{_LETTERS[one.kind]}{counts[one.kind]}", one.said,
                likely(seat, one) if asks else [], replies.get(one.pk, []), kept,
            )
        )  # fmt: skip
    return cards


def _paragraph(text: str, part: dict[str, Any], cards: Sequence[Card]) -> Paragraph:
    start, end = part["start"], part["end"]
    here = [one for one in cards if one.finding.start < end and start < one.finding.end]
    return Paragraph(
        part["number"], part["part"], part["repeats"], list(_pieces(text, start, end, here))
    )


def _pieces(text: str, start: int, end: int, cards: Sequence[Card]) -> Iterator[Piece]:
    cuts = {start, end}
    for one in cards:
        cuts |= {max(start, one.finding.start), min(end, one.finding.end)}
    edges = sorted(cuts)
    for first, last in itertools.pairwise(edges):
        within = tuple(
            one for one in cards if one.finding.start <= first and last <= one.finding.end
        )
        begins = tuple(one for one in within if one.finding.start == first)
        yield Piece(text[first:last], within, begins)


def _others(seat: Seat, held: Item) -> list[Finding]:
    """Return statements of other items that one of this may reply to, the latest first."""
    found = dialogue_access.findings(seat).filter(kind="statement", state__in=Finding.HELD)
    return list(found.exclude(item=held).order_by("-item__published", "-pk")[:50])


def _told(names: PeopleNames, held: Item, found: Sequence[Finding]) -> list[Entry]:
    about = Q(kind="item", record=held.pk)
    about |= Q(kind="finding", record__in=[one.pk for one in found])
    acts = Activity.objects.filter(about, workspace=held.workspace)
    return history.latest(names, acts)
