"""`heed dialogue`: who met whom, said what and promised what, as JSON lines (docs/dialogue.md)."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from heed.cli.writing import opened
from heed.confined import source
from heed.dialogue.events import events
from heed.dialogue.heads import headed
from heed.dialogue.reading import read_source
from heed.dialogue.records import Commitment, Event, Item, Meeting, Span, Statement
from heed.dialogue.sources import Source
from heed.errors import InputProblem

NOT_STATED = "not stated"


def write(files: Sequence[str], out: str, *, own: Sequence[str] = ()) -> int:
    """Write one line for each file (`-` reads a text) to `out`. Returns the exit status.

    Nothing is written unless every file can be read. `own` names a State that is in no list.
    """
    try:
        items = [_item(file, tuple(own)) for file in dict.fromkeys(files)]
    except InputProblem as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    of_event = {file: event for event in events(items) for file in event.files}
    with opened(out) as to:
        for item in items:
            told = _told(item, of_event.get(item.file))
            to.write(json.dumps(told, ensure_ascii=False) + "\n")
    return 0


def _item(file: str, own: tuple[str, ...]) -> Item:
    return read_source(replace(_source(file), own=own))


def _source(file: str) -> Source:
    if file != "-":
        return source(Path(file))
    try:
        return headed(sys.stdin.read(), "-")
    except UnicodeDecodeError as error:
        reason, remedy = "is not in UTF-8.", "Give the text in UTF-8."
        raise InputProblem("standard input", "encoding", reason, remedy) from error


def _told(item: Item, event: Event | None) -> dict[str, object]:
    others = [file for file in event.files if file != item.file] if event else []
    return {
        "file": item.file,
        "language": item.language or None,
        "title": item.title or None,
        "publisher": item.publisher or None,
        "published": item.published or None,
        "dateline": item.dateline or None,
        "meetings": [_meeting(one) for one in item.meetings],
        "statements": [_statement(one) for one in item.statements],
        "commitments": [_commitment(one) for one in item.commitments],
        "topics": [one.name for one in item.topics],
        "duplicate_paragraphs": list(item.duplicates),
        "same_event_as": others,
        "event": _event(event) if event else None,
        "paragraphs": [
            {"number": one.number, "start": one.start, "end": one.end, "part": one.part.value,
             "repeats": one.repeats}
            for one in item.paragraphs
        ],
        "problems": [one.message for one in item.problems],
    }  # fmt: skip


def _meeting(one: Meeting) -> dict[str, object]:
    return {
        "date": one.date,
        "date_basis": one.date_basis,
        "place": one.place or NOT_STATED,
        "place_basis": one.place_basis,
        "occasion": one.occasion or None,
        "participants": [
            {
                "name": person.name or None,
                "office": person.office or None,
                "office_as_written": person.written or None,
                "organisation": person.organisation or None,
                "side": person.side or None,
                "at": _span(person.at),
            }
            for person in one.participants
        ],
        "at": _span(one.at),
        "date_at": _span(one.date_at),
        "place_at": _span(one.place_at),
        "occasion_at": _span(one.occasion_at),
        "method": one.method,
    }


def _statement(one: Statement) -> dict[str, object]:
    return {
        "speaker": one.speaker,
        "office": one.office or None,
        "side": one.side or None,
        "spoken_via": one.spoken_via,
        "quoted_or_reported": "quoted" if one.verbatim else "reported",
        "about": list(one.about),
        "quote": one.quote,
        "start": one.start,
        "end": one.end,
        "speaker_at": _span(one.speaker_at),
        "via_at": _span(one.via_at),
        "said_on": one.said_on,
        "method": one.method,
    }


def _commitment(one: Commitment) -> dict[str, object]:
    return {
        "who": one.who,
        "what": one.what,
        "to_whom": one.to_whom or None,
        "kind": one.kind,
        "by_when": one.by_when,
        "asked_by": one.asked_by or None,
        "start": one.start,
        "end": one.end,
        "method": one.method,
    }


def _event(event: Event) -> dict[str, object]:
    return {
        "reason": event.reason,
        "differences": [
            {
                "field": one.field,
                "said": [{"file": file, "value": value} for file, value in one.said],
            }
            for one in event.differences
        ],
    }


def _span(span: Span | None) -> list[int] | None:
    return [span.start, span.end] if span is not None else None
