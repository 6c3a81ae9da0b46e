"""Tables that commands read row by row: what is wrong with one is told, and it is left out."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TypeVar

from heed import confined
from heed.errors import shown
from heed.exchange.rows import MOST_ROWS, Cells, Fault

_One = TypeVar("_One")


def cells(path: Path) -> Iterable[Cells | Fault]:
    """Return the rows of a table, read in confinement. Raises `InputProblem`."""
    return confined.cells(path, name=path.name, most=MOST_ROWS)


def kept(found: Iterable[_One | Fault], name: str) -> tuple[list[_One], int]:
    """Return what was read and how many rows were not; stderr says what is wrong with them."""
    held: list[_One] = []
    faults = 0
    for one in found:
        if isinstance(one, Fault):
            faults += 1
            sys.stderr.write(f"{shown(name)}, row {one.number}: {one.text} It is left out.\n")
        else:
            held.append(one)
    return held, faults
