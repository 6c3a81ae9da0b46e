"""`heed facts`: what documents say beside the list, as JSON lines (docs/documents.md)."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from pathlib import Path

from heed.confined import extract, together
from heed.errors import InputProblem
from heed.kinds.registry import REPORTS, compared
from heed.records import Extraction

_SHOWN = ("facts", "groups", "cited", "passages", "answers", "listed", "totals", "dues",
          "grades", "problems")  # fmt: skip


def show(files: Sequence[str]) -> int:
    """Print one line for each file, then the comparisons of each review whose report is given.

    Nothing is printed unless every file can be read. Returns the exit status.
    """
    paths = list(dict.fromkeys(Path(file) for file in files))
    try:
        read = [extract(path) for path in paths]
        kinds = [one.recognition.kind for one in read]
        of_reviews = [(p, p.name) for p, kind in zip(paths, kinds, strict=True) if compared(kind)]
        reports = any(kind in REPORTS for kind in kinds)
        reviews = together(of_reviews) if reports and len(of_reviews) > 1 else ()
    except InputProblem as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    for path, one in zip(paths, read, strict=True):
        _print({"file": path.name, **_told(one)})
    for review in reviews:
        symbol = review.extraction.recognition.symbol
        _print({"review": symbol, "checks": [_plain(check) for check in review.checks]})
    return 0


def _told(one: Extraction) -> dict[str, object]:
    known = {f.name: getattr(one.recognition, f.name) for f in fields(one.recognition)}
    held = {name: _plain(getattr(one, name)) for name in _SHOWN}
    return {**known, "recommendations": len(one.recommendations), **held}


def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, (tuple, list)):
        return [_plain(one) for one in value]
    return value


def _print(row: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
