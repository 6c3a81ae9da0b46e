"""`heed duties`: what a State is to report and when, with the reasons (docs/duties.md)."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path

from heed.cli.tables import cells, kept
from heed.cli.writing import opened
from heed.duties.calendar import calendar
from heed.duties.records import Asked, Calendar, Duty
from heed.errors import InputProblem
from heed.exchange.asked import asked
from heed.exchange.standings import standings
from heed.records import Standing


def write(
    files: Sequence[str], out: str, *, state: str, years: range, known: str | None, today: date
) -> int:
    """Write the duties of `state` in `years` to `out`, by day. Returns the exit status.

    `files` are registers, `known` a table of what was asked beside the rules. Nothing is written
    where a file is refused; a row that is wrong is told and left out.
    """
    held: list[Standing] = []
    said: list[Asked] = []
    faults = 0
    try:
        for path in map(Path, files):
            found, wrong = kept(standings(cells(path), path.name), path.name)
            held, faults = held + found, faults + wrong
        if known:
            path = Path(known)
            said, wrong = kept(asked(cells(path), path.name), path.name)
            faults += wrong
    except InputProblem as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    _write(calendar(state, held, said, years, today=today), out)
    return 1 if faults else 0


def _write(made: Calendar, out: str) -> None:
    with opened(out) as to:
        for duty in made.duties:
            to.write(json.dumps(_row(duty), ensure_ascii=False) + "\n")
        for one in made.waived:
            row = {"kind": "none", "instrument": one.instrument, "reasons": [asdict(one.reason)]}
            to.write(json.dumps(row, ensure_ascii=False) + "\n")
    sure = sum(duty.certain for duty in made.duties)
    told = f"{len(made.duties)} duties, {sure} of them certain; {len(made.waived)} without any"
    sys.stderr.write(f"{told}\n")


def _row(duty: Duty) -> dict[str, object]:
    return {**asdict(duty), "certain": duty.certain}
