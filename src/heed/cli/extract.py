"""`heed extract`: the recommendations of documents in the form of `docs/extraction.md`."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TextIO

from heed.confined import together
from heed.errors import InputProblem
from heed.exchange.delimited import escaped
from heed.kinds import Review
from heed.records import Context, Recommendation, Recommending

Row = dict[str, object]


def write(files: Sequence[str], out: str, *, as_csv: bool) -> int:
    """Extract `files` and write one list per report into the folder `out`, or print it (`-`).

    Nothing is written unless every file can be read. Returns the exit status.
    """
    try:
        reviews = together([(Path(file), Path(file).name) for file in _each_once(files)])
    except InputProblem as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    if out == "-":
        for review in reviews:
            _print(rows(review), sys.stdout, as_csv=as_csv)
        return 0
    folder = Path(out)
    folder.mkdir(parents=True, exist_ok=True)
    for review in reviews:
        path = folder / f"{Path(review.report.name).stem}.{'csv' if as_csv else 'jsonl'}"
        held = io.StringIO()
        _print(rows(review), held, as_csv=as_csv)
        partial = path.with_suffix(".partial")
        partial.write_text(held.getvalue(), encoding="utf-8")
        partial.replace(path)
        sys.stderr.write(f"{path}: {len(review.extraction.recommendations)} recommendations\n")
    return 0


def rows(review: Review) -> list[Row]:
    """Return the recommendations of a review as the contract writes them."""
    return [row(item) for item in review.extraction.recommendations]


def row(item: Recommendation) -> Row:
    """Return one recommendation as the contract writes it."""
    return {
        "key": item.key,
        "paragraph": item.paragraph,
        "text": item.text,
        **_states(item.recommending),
        "parts": [
            {"text": part.text, **_states(part.recommending), "label": part.label}
            for part in item.parts
        ],
        "position": item.position,
        "claim": item.claim,
        "position_source": item.position_source,
        "page": item.page,
        "start": item.start,
        "end": item.end,
        "problems": [problem.text for problem in item.problems],
        "paragraph_as_printed": item.paragraph_as_printed,
        "position_words": item.position_words,
        "comment": item.comment,
        "supported_part": item.supported_part,
        "notes": [note.text for note in item.notes],
        **_context(item.context or Context()),
    }


def _context(around: Context) -> Row:
    return {
        "heading": around.heading or None,
        "instrument": around.instrument,
        "articles": list(around.articles),
        "concern": around.concern.text if around.concern else None,
        "recalls": list(around.recalls),
        "addressees": list(around.addressees),
        "repeated": around.repeated,
        "follow_up": around.follow_up,
    }


def _states(recommending: Iterable[Recommending]) -> Row:
    held = list(recommending)
    return {
        "recommending_states": [who.name for who in held],
        "recommending_iso3": [who.iso3 for who in held],
    }


def _each_once(files: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(files))


def _print(found: Sequence[Row], to: TextIO, *, as_csv: bool) -> None:
    if not as_csv:
        for one in found:
            to.write(json.dumps(one, ensure_ascii=False) + "\n")
        return
    if not found:
        return
    writer = csv.DictWriter(to, list(found[0]), lineterminator="\n")
    writer.writeheader()
    for one in found:
        writer.writerow({key: _cell(value) for key, value in one.items()})


def _cell(value: object) -> object:
    """Return a value as one cell; a text that a spreadsheet would run is marked as text."""
    if isinstance(value, list):
        value = "; ".join(
            v if isinstance(v, str) else json.dumps(v, ensure_ascii=False) for v in value
        )
    return escaped(value) if isinstance(value, str) else value
