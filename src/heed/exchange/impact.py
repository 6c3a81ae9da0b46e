"""IMPACT OSS: its CSV export of recommendations with their actions and indicators, and its import.

Read in the source of impactoss-client: `EntityListDownload` (export), `themes/config.js` with
`ENTITY_FIELDS` and `RELATIONSHIPS_IMPORT` (2022 to 2026) and `utils/import.js`; an export of a
running instance was not seen. What follows from that source, and is uncertain:

- An export writes support level 0 (noted) as an empty cell, like one that is not stated: such a
  row has no position here. Earlier versions have `accepted`, true or false.
- `connected_actions` holds titles parted by a comma and a space; a title may hold those itself.
  It is taken apart only where a line break or a mark ("[draft]") ends a title; else it is one
  record with the field `joined`.
- With "indicators as rows" a recommendation stands once for each indicator: such rows are one.
- Columns of taxonomies are called as the instance calls them; what has no field here is kept.
- The addressee stands nowhere: it is the instance's State.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import BinaryIO

from heed.exchange import delimited, tabular, texts, values
from heed.exchange.duplicates import each_once
from heed.exchange.rows import Fault, Related, Row, wrong_columns
from heed.records import Position, Recommending
from heed.vocab import bodies

_OWN = frozenset((
    "reference", "description", "response", "support_level", "accepted", "framework", "public",
    "connected_actions", "action-id", "action-reference", "category-id", "category-reference",
    "category-short-title", "indicator_id",
))  # fmt: skip
# `ENTITY_FIELDS.recommendations.support_level`; `accepted` of versions before 2021.
_LEVELS = {
    "0": Position.NOTED,
    "1": Position.PARTIALLY_SUPPORTED,
    "2": Position.SUPPORTED,
    "true": Position.SUPPORTED,
    "false": Position.NOTED,
}
# Which field a taxonomy's column fills, by a word of its name.
_TAXONOMIES = {
    "recommending": "recommending", "cycle": "cycle", "bod": "body", "issue": "themes",
    "theme": "themes", "cluster": "themes", "affected": "groups", "sdg": "goals",
    "sustainable": "goals",
}  # fmt: skip
_DATABASE = re.compile(r"\[database:(.+?)\]")
_IGNORED = "[ignore-row]"
_INDICATOR = re.compile(r"indicator_(\d+)(?:_DRAFT|_PRIVATE)*")
# What surely ends a title in a list of titles.
_ENDS = re.compile(r",\s*\n|(?<=\[draft\]), |(?<=\[private\]), |(?<=\[draft/private\]), ")
_SEPARATOR = ", \n"
_REFERENCE = re.compile(r"\d{1,3}(?:\.\d{1,3})*(?:\s?\([a-z]{1,3}\))?")
_TEXT = ("title", "description")
_COLUMNS = (
    "id", "reference", "title", "description", "response", "support_level", "recommending_states",
    "cycles", "bodies", "issues", "affected_persons", "sdgs", "action-id", "connected_actions",
    "indicator_id", "indicator_title",
)  # fmt: skip


def matches(header: Sequence[str]) -> bool:
    """Return whether a header is that of an export, or of a filled template."""
    fields = {_field(one) for one in header}
    return "title" in fields and len(fields & _OWN) >= 2


def rows(file: BinaryIO, name: str, state: str | None = None) -> Iterator[Row | Fault]:
    """Yield the recommendations, each with its actions and indicators as `related`.

    `state` (ISO3) is the instance's State, if that is known. Raises `InputProblem`.
    """
    return each_once(_merged(_read(file, name, state)))


def write(found: Sequence[Row], to: BinaryIO) -> None:
    """Write rows as an export with indicators as rows, UTF-8; further columns stand behind."""
    extra = dict.fromkeys(column for one in found for column, _ in one.extra)
    more = tuple(column for column in extra if column not in _COLUMNS)
    delimited.write((*_COLUMNS, *more), (row for one in found for row in _lines(one, more)), to)


def _lines(one: Row, more: Sequence[str]) -> Iterator[list[str]]:
    held = dict(one.extra)
    indicators = [r for r in one.related if r.kind == "indicator"] or [Related("indicator", "")]
    for indicator in indicators:
        cells = _cells(one, held) | {
            "indicator_id": indicator.id,
            "indicator_title": indicator.title,
        }
        yield [*(cells[c] for c in _COLUMNS), *(held.get(c, "") for c in more)]


def _cells(one: Row, held: Mapping[str, str]) -> dict[str, str]:
    level = next((k for k, v in _LEVELS.items() if v is one.position and k.isdigit()), "")
    measures = [related for related in one.related if related.kind == "measure"]
    title = held.get("title", "")
    return {
        "id": one.id,
        "reference": one.paragraph or held.get("reference", ""),
        "title": title or one.text,
        "description": one.text if title else "",
        "response": held.get("response", ""),
        "support_level": one.position_as_written or level,
        "recommending_states": ", ".join(who.name for who in one.recommending),
        "cycles": "" if one.cycle is None else str(one.cycle),
        "bodies": one.body,
        "issues": _SEPARATOR.join(one.themes),
        "affected_persons": _SEPARATOR.join(one.groups),
        "sdgs": _SEPARATOR.join(one.goals),
        "action-id": ", ".join(related.id for related in measures if related.id),
        "connected_actions": _SEPARATOR.join(related.title for related in measures),
    }


def _field(heading: str) -> str:
    """Return the attribute a heading names: "Title [database:title]" is `title`."""
    found = _DATABASE.search(heading)
    return found.group(1).strip() if found else heading.strip()


def _read(file: BinaryIO, name: str, state: str | None) -> Iterator[Row | Fault]:
    table = tabular.opened(file, name)
    fields = [_field(one) for one in table.header]
    if not matches(table.header):
        raise wrong_columns(name, ("title", "reference"), table.header)
    for one in table.rows:
        if isinstance(one, Fault):
            yield one
            continue
        number, cells = one
        if any(_IGNORED in cell for cell in cells):
            continue
        try:
            yield _row(number, dict(zip(fields, cells, strict=True)), state)
        except values.Doubt as doubt:
            yield doubt.fault(number)


def _merged(found: Iterator[Row | Fault]) -> Iterator[Row | Fault]:
    """Yield rows; those that follow each other and differ in an indicator alone are one."""
    held: Row | None = None
    for one in found:
        if isinstance(one, Row) and held is not None and _same(one, held):
            held = replace(held, related=tuple(dict.fromkeys((*held.related, *one.related))))
            continue
        if held is not None:
            yield held
        held = one if isinstance(one, Row) else None
        if isinstance(one, Fault):
            yield one
    if held is not None:
        yield held


def _same(one: Row, other: Row) -> bool:
    last = [related for related in one.related if related.kind == "indicator"]
    new = bool(last) and not set(last) <= set(other.related)
    return new and replace(one, number=0, related=()) == replace(other, number=0, related=())


def _row(number: int, held: Mapping[str, str], state: str | None) -> Row:
    title, description = (texts.plain(held.get(field, "")) for field in _TEXT)
    text = description or title
    if not text:
        raise values.Doubt("title", "The title and the full recommendation are empty.", "empty")
    reference = held.get("reference", "")
    numbered = _REFERENCE.fullmatch(reference) is not None
    level = "support_level" if held.get("support_level") else "accepted"
    written = held.get(level, "")
    filled = {field: held[column] for column, field in _taxonomies(held) if held[column]}
    body = filled.get("body", "")
    return Row(
        number=number,
        text=text,
        id=held.get("id", ""),
        paragraph=reference if numbered else "",
        mechanism=bodies.find(body) or "",
        body=body,
        state=state or "",
        addressees=(state,) if state else (),
        cycle=values.whole(filled.get("cycle", ""), "cycle"),
        recommending=tuple(
            Recommending(who, values.state(who))
            for who in _titles(filled.get("recommending", ""), ", ")
        ),
        position=_LEVELS.get(written.lower()) or values.position(written, level),
        position_as_written=written,
        themes=tuple(_titles(filled.get("themes", ""))),
        groups=tuple(_titles(filled.get("groups", ""))),
        goals=tuple(_titles(filled.get("goals", ""))),
        related=(*_measures(held), *_indicators(held)),
        extra=tuple(_extra(held, shown=(text, "" if numbered else reference))),
    )


def _taxonomies(held: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the columns of taxonomies that fill a field, and the field; each field once."""
    seen: set[str] = set()
    for column in held:
        known = column in _COLUMNS[:6] or column in _OWN or column.startswith("indicator")
        field = next((f for word, f in _TAXONOMIES.items() if word in column.lower()), None)
        if field is not None and not known and field not in seen:
            seen.add(field)
            yield column, field


def _titles(cell: str, separator: str | None = None) -> list[str]:
    found = cell.split(separator) if separator else _ENDS.split(cell)
    return [one.strip() for one in found if one.strip()]


def _measures(held: Mapping[str, str]) -> Iterator[Related]:
    titles = _titles(held.get("connected_actions", ""))
    column = "action-id" if held.get("action-id") else "action-reference"
    ids = _titles(held.get(column, ""), ",")
    if ids and len(ids) == len(titles):
        yield from (Related("measure", i, t) for i, t in zip(ids, titles, strict=True))
        return
    yield from (Related("measure", one) for one in ids)
    for title in titles:
        joined = (("joined", "true"),) if ", " in title else ()
        yield Related("measure", "", title, joined)


def _indicators(held: Mapping[str, str]) -> Iterator[Related]:
    if held.get("indicator_id"):
        yield Related("indicator", held["indicator_id"], held.get("indicator_title", ""))
    for column, value in held.items():
        found = _INDICATOR.fullmatch(column)
        if found is not None and value:
            yield Related("indicator", found.group(1))


def _extra(held: Mapping[str, str], shown: tuple[str, str]) -> Iterator[tuple[str, str]]:
    """Yield what has no field; a title only where the full recommendation differs from it."""
    text, reference = shown
    taken = {column for column, _ in _taxonomies(held)}
    taken |= {"id", "description", "support_level", "accepted", "connected_actions", "action-id"}
    if reference:
        yield "reference", reference
    title = texts.plain(held.get("title", ""))
    if title and title != text:
        yield "title", title
    for column, value in held.items():
        known = (
            column in taken or column in ("reference", "title") or column.startswith("indicator_")
        )
        if value and not known:
            yield column, value
