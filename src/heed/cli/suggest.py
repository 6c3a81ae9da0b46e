"""`heed suggest`: labels that heed would propose for texts, as JSON lines (docs/labels.md)."""

from __future__ import annotations

import json
import sys
from collections.abc import Collection, Sequence
from dataclasses import asdict
from typing import TextIO

from heed.cli.jsonl import Line
from heed.cli.jsonl import lines as lines_of
from heed.cli.writing import opened
from heed.errors import InputProblem
from heed.labels import Labeller, suggest
from heed.labels.registry import labellers
from heed.records import Suggestion

_TOGETHER = 1_000


def write(file: str, out: str, *, taxonomies: Collection[str] | None, reasons: bool) -> int:
    """Write the proposals for the texts of `file` (`-` reads) to `out`. Returns the exit status.

    Nothing is written for a file with a line that is none.
    """
    try:
        chosen = labellers(taxonomies)
        lines = list(lines_of(file))
        with opened(out) as to:
            for start in range(0, len(lines), _TOGETHER):
                _write(lines[start : start + _TOGETHER], chosen, to, reasons=reasons)
    except InputProblem as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    return 0


def _write(lines: Sequence[Line], chosen: Sequence[Labeller], to: TextIO, *, reasons: bool) -> None:
    answers = suggest([line.text for line in lines], chosen, reasons=reasons)
    for line, answer in zip(lines, answers, strict=True):
        told = {"id": line.id, "suggestions": [_told(one) for one in answer]}
        to.write(json.dumps(told, ensure_ascii=False) + "\n")


def _told(suggestion: Suggestion) -> dict[str, object]:
    told = asdict(suggestion)
    told["score"] = round(suggestion.score, 4)
    return told
