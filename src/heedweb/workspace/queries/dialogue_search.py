"""Full-text search over the dialogue: items, statements, events and promises of one's own room.

The index holds words as `queries.analysis` takes texts apart. It is of all rooms; what is found in
it for a person goes through `dialogue_access`, so that nobody finds, or counts, what others keep.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models import Model, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.signals import post_delete, post_save

from heedweb.workspace import dialogue_access
from heedweb.workspace.access import Seat
from heedweb.workspace.models import Event, Finding, Item, Promise
from heedweb.workspace.queries import statements, typed
from heedweb.workspace.queries.analysis import ALWAYS, analysed
from heedweb.workspace.queries.typed import EVERY, Typed

TABLE = "workspace_dialogue_words"
MOST = 30
# A row of the index is numbered by the record and by the place of its kind here.
_KINDS: tuple[type[Model], ...] = (Item, Finding, Event, Promise)


@dataclass(frozen=True, slots=True)
class Found:
    """What is found in one's room, at most `MOST` of a kind; `count` is of all."""

    typed: str = ""
    remark: str = ""
    items: list[Item] = field(default_factory=list)
    statements: list[Finding] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    promises: list[Promise] = field(default_factory=list)
    count: int = 0

    @property
    def more(self) -> bool:
        """Whether more was found than is shown."""
        shown = len(self.items) + len(self.statements) + len(self.events) + len(self.promises)
        return self.count > shown


def watch() -> None:
    """Let the index follow each record that is written or deleted."""
    for kind in _KINDS:
        post_save.connect(_saved, sender=kind)
        post_delete.connect(_deleted, sender=kind)


def learn_missing() -> int:
    """Learn what the index does not hold; return how many records that were."""
    learnt = 0
    for place, kind in enumerate(_KINDS):
        every = kind._default_manager.all()  # noqa: SLF001 -- any model's
        for one in list(every.exclude(pk__in=_held(place))):
            _saved(kind, one)
            learnt += 1
    return learnt


def found(seat: Seat, text: str) -> Found:
    """Return what a person finds in the dialogue of their own room by what was typed."""
    asked = _read(seat, text)
    seen = _seen(seat, asked.query)
    items, said, events, promises = ([*rows.order_by("-pk")[:MOST]] for rows in seen)
    return Found(
        asked.text, asked.remark, items=items, statements=said, events=events, promises=promises,
        count=_count(seen),
    )  # fmt: skip


def count(seat: Seat, text: str) -> int:
    """Return how much a person finds, without reading any of it."""
    return _count(_seen(seat, _read(seat, text).query))


def _count(seen: Sequence[QuerySet[Any]]) -> int:
    return sum(rows.order_by().count() for rows in seen)


def _read(seat: Seat, text: str) -> Typed:
    mine = dialogue_access.items(seat).order_by() if seat.rooms else Item.objects.none()
    return typed.read(text, mine.values_list("language", flat=True).distinct())


def _seen(seat: Seat, query: str) -> list[QuerySet[Any]]:
    """Return what matches a query of FTS5, as far as the person sees it, in the order of kinds."""
    rows: tuple[QuerySet[Any], ...] = (
        dialogue_access.items(seat).defer("text", "parts"), statements.confirmed(seat),
        dialogue_access.events(seat), dialogue_access.promises(seat),
    )  # fmt: skip
    if not query or not seat.rooms:
        return [held.none() for held in rows]
    return [held.filter(pk__in=_held(place, query)) for place, held in enumerate(rows)]


def _held(place: int, query: str = "") -> RawSQL:
    """Return the keys of the records of a kind that the index holds, or that match a query."""
    number = f"SELECT rowid / {len(_KINDS)} FROM {TABLE} WHERE rowid %% {len(_KINDS)} = %s"  # noqa: S608
    if query:
        return RawSQL(f"{number} AND {TABLE} MATCH %s", [place, query])  # noqa: S611 -- our own name
    return RawSQL(number, [place])  # noqa: S611 -- our own name


def _number(one: Model) -> int:
    return int(one.pk) * len(_KINDS) + _KINDS.index(type(one))


def _saved(sender: type[Model], instance: Model, **_: object) -> None:
    text, language = _said(instance)
    words = " ".join([EVERY, *analysed(text, language or ALWAYS)])
    with connection.cursor() as cursor:
        _forget(cursor, instance)
        cursor.execute(
            f"INSERT INTO {TABLE}(rowid, words) VALUES (%s, %s)",  # noqa: S608 -- our own name
            [_number(instance), words],
        )


def _deleted(sender: type[Model], instance: Model, **_: object) -> None:
    with connection.cursor() as cursor:
        _forget(cursor, instance)


def _forget(cursor: Any, instance: Model) -> None:  # noqa: ANN401 -- a cursor of Django
    cursor.execute(
        f"DELETE FROM {TABLE} WHERE rowid = %s",  # noqa: S608 -- our own name
        [_number(instance)],
    )


def _said(one: Model) -> tuple[str, str]:
    """Return the words by which a record is found, and their language as far as it is known."""
    if isinstance(one, Item):
        return "\n".join((one.title, one.publisher, one.text)), one.language
    if isinstance(one, Finding):
        if one.kind != Finding.Kind.STATEMENT:
            return "", ""
        said = (str(one.said.get(name) or "") for name in ("speaker", "office", "side"))
        return "\n".join((*said, one.quote)), one.item.language
    if isinstance(one, Event):
        return "\n".join((one.title, one.place, one.occasion, one.people, one.text)), ""
    if isinstance(one, Promise):
        return "\n".join((one.who, one.to_whom, one.what, one.why)), ""
    return "", ""
