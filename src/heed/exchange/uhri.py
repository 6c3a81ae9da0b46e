"""The export of OHCHR's Universal Human Rights Index: a record in heed's words, and back.

Fields and quirks as seen in the export of March 2025 (250,021 records) and in the sheets of 2026:
list marks ("- CRC"), HTML in texts, the number of the paragraph before its words, serial dates.
How a session or a cycle is written was not seen: the one number in it is taken.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO

import ijson

from heed.errors import InputProblem
from heed.exchange import texts, values
from heed.exchange.duplicates import each_once
from heed.exchange.rows import (
    MOST_UHRI_ROWS,
    Fault,
    Row,
    cut_off,
    too_many,
    wrong_columns,
)
from heed.kinds.attribution import attribute
from heed.records import Recommending
from heed.vocab import bodies, mechanisms
from heed.vocab.sessions import cycle_of

LISTS = (
    "Countries", "Regions", "Themes", "AffectedPersons", "Sdgs", "UprSession", "UprPositions",
    "UprRecommendingCountry", "UprRecommendingRegions",
)  # fmt: skip
SCALARS = (
    "AnnotationId", "DocumentId", "Symbol", "Text", "Body", "AnnotationType", "PublicationDate",
    "PublicationDateOnUhri", "UprCycle",
)  # fmt: skip
NEEDED = ("Text", "Body", "Countries")
# What a row holds in a field of its own; all else is kept as `extra`.
_PLACED = frozenset((*LISTS, *SCALARS, "Paragraph")) - {
    "DocumentId", "Regions", "UprRecommendingRegions", "PublicationDateOnUhri",
}  # fmt: skip
_SOURCE = re.compile(r"\s*source of position\s*:\s*(?P<source>.*)$", re.IGNORECASE)
_SOURCE_FIELD = "Source of position"
_TYPES = {
    "recommendation": "Recommendations",
    "concern": "Concerns/Observations",
    "positive": "Positive aspects",
}
Values = Mapping[str, tuple[str, ...]]


def rows(file: BinaryIO, name: str, state: str | None = None) -> Iterator[Row | Fault]:
    """Yield the records of the JSON export, those addressed to `state` (ISO3) if one is given.

    Memory does not grow with the file but for a number per row. Raises `InputProblem`.
    """
    return each_once(_read(file, name, state))


def row(number: int, held: Values, state: str | None = None) -> Row | Fault | None:
    """Return the row of a record, its fields cleaned and as lists; None if it is not `state`'s."""
    countries = held.get("Countries", ())
    addressees = tuple(dict.fromkeys(filter(None, map(values.state, countries))))
    if state is not None and state not in addressees:
        return None
    try:
        return _row(number, held, addressees, state)
    except values.Doubt as doubt:
        return doubt.fault(number)


def record(one: Row) -> dict[str, object]:
    """Return a row as a record of the JSON export."""
    session = [str(one.session)] if one.session is not None else []
    extra = dict(one.extra)
    source = extra.pop(_SOURCE_FIELD, "")
    known = mechanisms.mechanisms().get(one.mechanism)
    printed = f"{one.paragraph}. {one.text}" if one.paragraph else one.text
    split = texts.numbered(printed)
    if split != (one.paragraph, one.text):
        # The number would not be found again: it gets a field that the Index does not have.
        printed = one.text
    told: dict[str, object] = {
        "AnnotationId": one.id,
        "Symbol": one.symbol,
        "Text": printed + (f"\nSource of Position: {source}" if source else ""),
        "Body": one.body or (known.short if known else ""),
        "AnnotationType": _TYPES.get(one.kind, one.kind),
        "Countries": one.state_as_written.split("; ") if one.state_as_written else [],
        "Themes": list(one.themes),
        "AffectedPersons": list(one.groups),
        "Sdgs": list(one.goals),
        "PublicationDate": one.dated,
        "UprCycle": one.cycle,
        "UprSession": session,
        "UprPositions": [one.position_as_written] if one.position_as_written else [],
        "UprRecommendingCountry": [who.name for who in one.recommending],
    }
    if split != (one.paragraph, one.text):
        told["Paragraph"] = one.paragraph
    for column, value in extra.items():
        told.setdefault(column, value.split("\n") if column in LISTS else value)
    return told


def write_json(found: Iterable[Row], to: BinaryIO) -> None:
    """Write rows in the form of the JSON export, one record on a line."""
    to.write(b"[")
    for count, one in enumerate(found):
        to.write(b",\n" if count else b"\n")
        to.write(json.dumps(record(one), ensure_ascii=False).encode())
    to.write(b"\n]\n")


def records(file: BinaryIO, name: str) -> Iterator[dict[str, tuple[str, ...]]]:
    """Yield the records of the JSON export as lists of cleaned strings, by field.

    What is no record is an empty one. Raises `InputProblem`.
    """
    file.seek(0)
    file.seek(3 if file.read(3) == b"\xef\xbb\xbf" else 0)
    number = 0
    try:
        for number, raw in enumerate(ijson.items(file, "item", use_float=True), 1):
            if number > MOST_UHRI_ROWS:
                raise too_many(name, MOST_UHRI_ROWS)
            if number == 1:
                _check(raw, name)
            fields = raw.items() if isinstance(raw, dict) else ()
            yield {texts.clean(str(field)): _list(value) for field, value in fields}
    except ijson.JSONError as error:
        raise _broken(name, number + 1, str(error)) from error


def _read(file: BinaryIO, name: str, state: str | None) -> Iterator[Row | Fault]:
    for number, held in enumerate(records(file, name), 1):
        found = row(number, held, state)
        if not held:
            yield Fault(number, "", "This element is no record.", "not_a_record")
        elif found is not None:
            yield found


def _broken(name: str, number: int, said: str) -> InputProblem:
    if "UTF" in said:
        reason = f"is not UTF-8 in row {number:,}."
        return InputProblem(name, "encoding", reason, "Download it again.")
    if "premature" in said or "incomplete" in said.lower():
        return cut_off(name, number)
    reason = f"is damaged in row {number:,}."
    return InputProblem(name, "damaged", reason, "Download it again, and check that it is whole.")


def _check(raw: object, name: str) -> None:
    fields = tuple(map(str, raw)) if isinstance(raw, dict) else ()
    missing = tuple(field for field in NEEDED if field not in fields)
    if missing:
        raise wrong_columns(name, missing, fields)


def _list(value: object) -> tuple[str, ...]:
    """Return a field as a list of cleaned strings."""
    if value is None or value == "":
        return ()
    if isinstance(value, str):
        return (texts.clean(value),)
    if isinstance(value, list):
        return tuple(texts.clean(str(one)) for one in value if one not in (None, ""))
    return (texts.clean(json.dumps(value) if isinstance(value, dict) else str(value)),)


def _row(number: int, held: Values, addressees: tuple[str, ...], state: str | None) -> Row:
    def one(field: str) -> str:
        return texts.bare(" ".join(held.get(field, ())))

    def many(field: str) -> tuple[str, ...]:
        return tuple(filter(None, map(texts.bare, held.get(field, ()))))

    body = one("Body")
    mechanism = bodies.find(body) or ""
    said = _said(held, upr=mechanism == "upr")
    written = "/".join(dict.fromkeys(many("UprPositions")))
    session, cycle, dated, odd = _when(held)
    only = addressees[0] if len(addressees) == 1 else ""
    return Row(
        number=number,
        text=said.text,
        id=one("AnnotationId"),
        symbol=one("Symbol"),
        paragraph=said.paragraph,
        mechanism=mechanism,
        body=body,
        state=state or only,
        state_as_written="; ".join(many("Countries")),
        addressees=addressees,
        session=session,
        cycle=cycle,
        recommending=said.recommending,
        position=values.position(written, "UprPositions"),
        position_as_written=written,
        kind=values.kind(one("AnnotationType")) or "recommendation",
        themes=many("Themes"),
        groups=many("AffectedPersons"),
        goals=many("Sdgs"),
        dated=dated,
        extra=(*said.extra, *odd, *_extra(held)),
    )


@dataclass(frozen=True, slots=True)
class _Said:
    """What the text of a record says, its number, its States and its source taken out."""

    text: str
    paragraph: str
    recommending: tuple[Recommending, ...]
    extra: tuple[tuple[str, str], ...]


def _said(held: Values, *, upr: bool) -> _Said:
    text = texts.plain(" ".join(held.get("Text", ())))
    if not text:
        raise values.Doubt("Text", "The text is empty.", "empty")
    paragraph = " ".join(held.get("Paragraph", ()))
    if "Paragraph" not in held:
        paragraph, text = texts.numbered(text)
    names = [texts.bare(name) for name in held.get("UprRecommendingCountry", ())]
    who = tuple(Recommending(name, values.state(name)) for name in dict.fromkeys(names))
    extra: tuple[tuple[str, str], ...] = ()
    if upr:
        source = _SOURCE.search(text)
        if source is not None:
            extra = ((_SOURCE_FIELD, source.group("source")),)
            text = text[: source.start()]
        said = attribute(text)
        if said.closed:
            text, who = said.text, who or said.recommending
    return _Said(text, paragraph, who, extra)


def _when(held: Values) -> tuple[int | None, int | None, str, tuple[tuple[str, str], ...]]:
    """Return session, cycle and date; what of them is not understood is kept as written."""
    odd: list[tuple[str, str]] = []

    def whole(field: str) -> int | None:
        written = "\n".join(held.get(field, ()))
        try:
            return values.whole(written, field)
        except values.Doubt:
            odd.append((field, written))
            return None

    session = whole("UprSession")
    cycle = whole("UprCycle") or (cycle_of(session) if session is not None else None)
    written = " ".join(held.get("PublicationDate", ()))
    try:
        dated = values.date(written, "PublicationDate")
    except values.Doubt:
        dated = ""
        odd.append(("PublicationDate", written))
    return session, cycle, dated, tuple(odd)


def _extra(held: Values) -> Iterator[tuple[str, str]]:
    for field, value in held.items():
        if field not in _PLACED and value:
            yield field, "\n".join(map(texts.bare, value))
