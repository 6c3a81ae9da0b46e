"""`heed doctor`: what protects this installation, tried out and said line by line."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from importlib import metadata

from heed.confined.holding import Holding, holds

# What the workspace adds: functions that yield (whether it is well, one line).
_GROUP = "heed.doctor"
_REMEDY = (
    "Files from strangers are not fully confined here. Run heed on Linux 5.13 or later, or install"
    " bubblewrap; until then let in only files from people you trust."
)


def examine() -> int:
    """Print one line for each check. Returns 1 if one fails."""
    held = holds()
    ill = not _confinement(held)
    for entry in metadata.entry_points(group=_GROUP):
        check: Callable[[], Iterable[tuple[bool, str]]] = entry.load()
        for well, line in check():
            ill = ill or not well
            _say(line, well=well)
    return 1 if ill else 0


def _confinement(held: Holding) -> bool:
    sys.stdout.write(f"Files are read in a child process: {held.facts()}\n")
    for name, said in held.probes:
        _say(f"{name}: {said}", well=_denied(said))
    if not held.probes:
        _say("no confined child could be started", well=False)
    if not held.all:
        sys.stdout.write(f"{_REMEDY}\n")
    return held.all


def _denied(said: str) -> bool:
    return said.startswith("denied")


def _say(line: str, *, well: bool) -> None:
    sys.stdout.write(f"{'ok  ' if well else 'ILL '} {line}\n")
