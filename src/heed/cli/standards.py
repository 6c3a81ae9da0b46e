"""`heed ratifications` and `heed instruments`: who is bound by what, and what is known of it."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from heed.cli.tables import cells, kept
from heed.cli.writing import opened
from heed.errors import InputProblem, shown
from heed.exchange.rows import Fault
from heed.exchange.standings import missing, standings
from heed.records import Standing
from heed.vocab.instrument_facts import counted, facts


def ratifications(files: Sequence[str], out: str, *, state: str | None) -> int:
    """Write the standings of `files` to `out`, what is wrong to stderr. Returns the exit status.

    Nothing is written where a file is refused.
    """
    try:
        read = [(Path(file), _read(Path(file))) for file in files]
    except InputProblem as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    held: list[Standing] = []
    faults = 0
    with opened(out) as to:
        for path, found in read:
            rows, wrong = kept(found, path.name)
            held, faults = held + rows, faults + wrong
            for one in rows:
                if state in (None, one.state):
                    to.write(json.dumps(asdict(one), ensure_ascii=False) + "\n")
    for path, found in read:
        for absent in missing(found):
            sys.stderr.write(f"{shown(path.name)}: no row for {absent.name}.\n")
    _tell(held, faults)
    return 1 if faults else 0


def instruments(out: str, *, unchecked: bool) -> int:
    """Write every fact of the vocabulary of instruments; the counts go to stderr."""
    with opened(out) as to:
        for fact in facts():
            if not (unchecked and fact.checked):
                to.write(json.dumps(asdict(fact), ensure_ascii=False) + "\n")
    for field, (every, open_) in counted().items():
        sys.stderr.write(f"{field}: {every} facts, {open_} not checked against a second source\n")
    return 0


def _read(path: Path) -> list[Standing | Fault]:
    return list(standings(cells(path), path.name))


def _tell(held: Sequence[Standing], faults: int) -> None:
    doubtful = [one for one in held if one.doubts]
    for one in doubtful:
        where = f"{shown(one.file)}, row {one.row}: {one.name}"
        sys.stderr.write(f"{where}: {'; '.join(one.doubts)}. Read as {one.standing}.\n")
    told = f"{len(held)} rows, {len(doubtful)} that contradict themselves, {faults} left out"
    sys.stderr.write(f"{told}\n")
