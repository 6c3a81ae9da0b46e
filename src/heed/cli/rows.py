"""`heed rows`: ready-made data as JSON lines, one for each row (docs/data.md)."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

from heed import confined
from heed.cli.writing import opened
from heed.errors import InputProblem
from heed.exchange.matchings import as_json, from_json
from heed.exchange.proposing import propose
from heed.exchange.rows import Fault
from heed.exchange.table import Matching, signature


def write(file: str, out: str, *, state: str | None, matching: str | None) -> int:
    """Write the rows of `file` to `out` (`-` prints), faults to stderr. Returns the exit status.

    Nothing is written of a file that is refused.
    """
    path = Path(file)
    try:
        known = _matching(Path(matching)) if matching else None
        found = confined.rows(path, state=state, matching=known)
        with opened(out) as to:
            count, faults = 0, 0
            for one in found:
                if isinstance(one, Fault):
                    faults += 1
                    sys.stderr.write(f"row {one.number}: {_told(one)}\n")
                    continue
                count += 1
                to.write(json.dumps(asdict(one), ensure_ascii=False) + "\n")
    except InputProblem as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    sys.stderr.write(f"{path.name}: {count} rows, {faults} left out\n")
    return 1 if faults else 0


def columns(file: str) -> int:
    """Print what the columns of `file` seem to mean. Returns the exit status."""
    try:
        head = confined.head(Path(file))
    except InputProblem as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    told = {
        "format": head.format,
        "signature": signature(head.header),
        "header": list(head.header),
        "rows": head.rows,
        **as_json(propose(head.header, head.sample)),
    }
    sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=1) + "\n")
    return 0


def _told(fault: Fault) -> str:
    return f"{fault.column}: {fault.text}" if fault.column else fault.text


def _matching(path: Path) -> Matching:
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        reason = f"cannot be opened ({error.strerror})."
        raise InputProblem(path.name, "unreadable", reason, "Check that it is there.") from error
    except ValueError as error:
        raise InputProblem(path.name, "matching", "is no JSON.", "Write it anew.") from error
    return from_json(raw, path.name)
