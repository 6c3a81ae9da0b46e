"""`heed suggest`: labels that heed would propose for texts, as JSON lines (docs/labels.md)."""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TextIO

from heed.cli.writing import opened
from heed.errors import InputProblem
from heed.labels import Labeller, suggest
from heed.labels.registry import labellers
from heed.records import Suggestion

_TOGETHER = 1_000


@dataclass(frozen=True, slots=True)
class _Line:
    id: object
    text: str


def write(file: str, out: str, *, taxonomies: Collection[str] | None, reasons: bool) -> int:
    """Write the proposals for the texts of `file` (`-` reads) to `out`. Returns the exit status.

    Nothing is written for a file with a line that is none.
    """
    try:
        chosen = labellers(taxonomies)
        lines = list(_lines(file))
        with opened(out) as to:
            for start in range(0, len(lines), _TOGETHER):
                _write(lines[start : start + _TOGETHER], chosen, to, reasons=reasons)
    except InputProblem as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    return 0


def _write(
    lines: Sequence[_Line], chosen: Sequence[Labeller], to: TextIO, *, reasons: bool
) -> None:
    answers = suggest([line.text for line in lines], chosen, reasons=reasons)
    for line, answer in zip(lines, answers, strict=True):
        told = {"id": line.id, "suggestions": [_told(one) for one in answer]}
        to.write(json.dumps(told, ensure_ascii=False) + "\n")


def _told(suggestion: Suggestion) -> dict[str, object]:
    told = asdict(suggestion)
    told["score"] = round(suggestion.score, 4)
    return told


def _lines(file: str) -> Iterator[_Line]:
    name = "standard input" if file == "-" else Path(file).name
    remedy = 'Give one JSON object with "id" and "text" a line, in UTF-8.'
    try:
        with (
            contextlib.nullcontext(sys.stdin)
            if file == "-"
            else Path(file).open(encoding="utf-8") as source
        ):
            for number, raw in enumerate(source, 1):
                if raw.strip():
                    yield _line(raw, number, name, remedy)
    except OSError as error:
        reason = f"cannot be opened ({error.strerror})."
        raise InputProblem(name, "unreadable", reason, "Check that it is there.") from error
    except UnicodeDecodeError as error:
        raise InputProblem(name, "encoding", "is not in UTF-8.", remedy) from error


def _line(raw: str, number: int, name: str, remedy: str) -> _Line:
    try:
        held = json.loads(raw)
    except ValueError as error:
        raise InputProblem(name, "line", f"has no JSON in line {number}.", remedy) from error
    text = held.get("text") if isinstance(held, dict) else None
    if not isinstance(text, str) or "id" not in held:
        reason = f'lacks "id" or "text" in line {number}.'
        raise InputProblem(name, "line", reason, remedy)
    return _Line(held["id"], text)
