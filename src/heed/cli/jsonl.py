"""Lines of JSON with an id and a text, as several commands are given them."""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from heed.errors import InputProblem

_REMEDY = 'Give one JSON object with "id" and "text" a line, in UTF-8.'


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its id, of whatever kind, and its text."""

    id: object
    text: str


def lines(file: str) -> Iterator[Line]:
    """Yield the lines of `file`, of standard input for `-`. Empty ones are passed over.

    Raises `InputProblem` for a file that cannot be read and for the first line that is none.
    """
    name = "standard input" if file == "-" else Path(file).name
    try:
        with (
            contextlib.nullcontext(sys.stdin)
            if file == "-"
            else Path(file).open(encoding="utf-8") as source
        ):
            for number, raw in enumerate(source, 1):
                if raw.strip():
                    yield _line(raw, number, name)
    except OSError as error:
        reason = f"cannot be opened ({error.strerror})."
        raise InputProblem(name, "unreadable", reason, "Check that it is there.") from error
    except UnicodeDecodeError as error:
        raise InputProblem(name, "encoding", "is not in UTF-8.", _REMEDY) from error


def _line(raw: str, number: int, name: str) -> Line:
    try:
        held = json.loads(raw)
    except ValueError as error:
        raise InputProblem(name, "line", f"has no JSON in line {number}.", _REMEDY) from error
    text = held.get("text") if isinstance(held, dict) else None
    if not isinstance(text, str) or "id" not in held:
        reason = f'lacks "id" or "text" in line {number}.'
        raise InputProblem(name, "line", reason, _REMEDY)
    return Line(held["id"], text)
