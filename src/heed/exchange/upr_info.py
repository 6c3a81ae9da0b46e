"""UPR Info's database of recommendations and voluntary pledges, as CSV: a row for each State.

Two headers are read: that of the database's own export ("To", "From", "Issue", Mac Roman, lines
ended by a carriage return) and one with plain names (`state_under_review`, `recommending_state`,
`issues` parted by "|"). "Accepted" is supported; "Noted" is noted, and holds what was rejected or
never answered as well: the word is kept.
"""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator, Mapping, Sequence
from typing import BinaryIO

from heed.errors import InputProblem
from heed.exchange import delimited, tabular, texts, values
from heed.exchange.duplicates import each_once
from heed.exchange.rows import Fault, Row, cut_off, wrong_columns
from heed.records import Recommending
from heed.vocab.sessions import cycle_of

COLUMNS = (
    "row_id", "state_under_review_iso3", "state_under_review", "recommending_state_iso3",
    "recommending_state", "text", "response", "action_category", "issues", "session", "year",
    "cycle",
)  # fmt: skip
# The database's own headings for the same.
_OWN = {
    "to": "state_under_review",
    "from": "recommending_state",
    "text": "text",
    "response": "response",
    "action": "action_category",
    "issue": "issues",
    "session": "session",
}
_NEEDED = ("state_under_review", "recommending_state", "text", "response")
GZIP = b"\x1f\x8b"
# The whole database has some 60 MB as text.
_MOST_UNPACKED = 400 * 1024 * 1024
_PIECE = 1 << 20


def matches(header: Sequence[str]) -> bool:
    """Return whether a header is one of the two."""
    return set(_fields(header).values()).issuperset(_NEEDED)


def unpacked(file: BinaryIO, name: str) -> BinaryIO:
    """Return a file as it is, or what is in it if it is packed with gzip.

    Raises `InputProblem` if it expands too far or is cut off.
    """
    file.seek(0)
    if file.read(2) != GZIP:
        return file
    file.seek(0)
    held = io.BytesIO()
    try:
        with gzip.GzipFile(fileobj=file) as packed:
            while piece := packed.read(_PIECE):
                held.write(piece)
                if held.tell() > _MOST_UNPACKED:
                    reason = f"expands to more than {_MOST_UNPACKED >> 20:,} MB."
                    raise InputProblem(name, "too_large", reason, "Unpack it and split it.")
    except EOFError as error:
        raise cut_off(name, held.getvalue().count(b"\n") + 1) from error
    except (OSError, zlib.error) as error:
        reason = "is a damaged gzip file."
        raise InputProblem(name, "damaged", reason, "Download it again.") from error
    return held


def rows(file: BinaryIO, name: str, state: str | None = None) -> Iterator[Row | Fault]:
    """Yield the rows, those addressed to `state` (ISO3) if one is given. Raises `InputProblem`."""
    return each_once(_read(unpacked(file, name), name, state))


def write(found: Sequence[Row], to: BinaryIO) -> None:
    """Write rows with plain names, UTF-8: one line for each State, further columns behind."""
    more = tuple(dict.fromkeys(column for one in found for column, _ in one.extra))
    delimited.write((*COLUMNS, *more), (row for one in found for row in _lines(one, more)), to)


def _lines(one: Row, more: Sequence[str]) -> Iterator[tuple[str, ...]]:
    extra = dict(one.extra)
    for who in one.recommending or (Recommending("", None),):
        yield (*_cells(one, who), *(extra.get(column, "") for column in more))


def _cells(one: Row, who: Recommending) -> tuple[str, ...]:
    return (
        one.id,
        one.state,
        one.state_as_written,
        who.iso3 or "",
        who.name,
        one.text,
        one.position_as_written,
        one.action,
        "|".join(one.themes),
        "" if one.session is None else str(one.session),
        one.dated,
        "" if one.cycle is None else str(one.cycle),
    )


def _fields(header: Sequence[str]) -> dict[int, str]:
    """Return the field of each column, under the plain names."""
    low = [one.strip().lower() for one in header]
    own = {"to", "from"} <= set(low)
    return {i: _OWN.get(one, header[i]) if own else one for i, one in enumerate(low)}


def _read(file: BinaryIO, name: str, state: str | None) -> Iterator[Row | Fault]:
    table = tabular.opened(file, name)
    fields = _fields(table.header)
    missing = tuple(field for field in _NEEDED if field not in fields.values())
    if missing:
        raise wrong_columns(name, missing, table.header)
    own = "To" in table.header
    for one in table.rows:
        if isinstance(one, Fault):
            yield one
            continue
        number, cells = one
        held = {field: cells[i] for i, field in fields.items()}
        addressee = values.state(held["state_under_review"])
        if state is not None and addressee is not None and addressee != state:
            continue
        try:
            yield _row(number, held, "," if own else "|")
        except values.Doubt as doubt:
            yield doubt.fault(number)


def _row(number: int, held: Mapping[str, str], separator: str) -> Row:
    text = texts.plain(held["text"])
    if not text:
        raise values.Doubt("text", "The text is empty.", "empty")
    written = held["response"]
    kind = "pledge" if values.kind(written) == "pledge" else "recommendation"
    position = None if kind == "pledge" else values.position(written, "response")
    to = values.addressee(held["state_under_review"], "state_under_review")
    by = held["recommending_state"]
    session = values.whole(held.get("session", ""), "session")
    cycle = values.whole(held.get("cycle", ""), "cycle")
    issues = (one.strip() for one in held.get("issues", "").split(separator))
    return Row(
        number=number,
        text=text,
        id=held.get("row_id", ""),
        mechanism="upr",
        body="UPR",
        state=to,
        state_as_written=held["state_under_review"],
        addressees=(to,),
        session=session,
        cycle=cycle if cycle is not None else session and cycle_of(session),
        # Nine rows of the database name no State.
        recommending=(Recommending(by, values.state(by)),) if by else (),
        position=position,
        position_as_written=written,
        kind=kind,
        themes=tuple(one for one in issues if one),
        dated=values.date(held.get("year", ""), "year"),
        action=held.get("action_category", ""),
        extra=tuple((k, v) for k, v in held.items() if k not in COLUMNS and v),
    )
