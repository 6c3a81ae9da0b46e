"""Tables that wait for their columns, and what a matching makes of one."""

from __future__ import annotations

from dataclasses import dataclass, field

from heed.exchange.rows import Fault, Row
from heed.exchange.table import Matching
from heedweb.workspace.domain import blobs, parsers
from heedweb.workspace.models import Sheet, Workspace

_SHOWN_ROWS = 20
_SHOWN_FAULTS = 50
# A preview answers at once; the import reads all rows.
_MOST_READ = 5_000


@dataclass
class Preview:
    """What a matching makes of a table: its first rows, its first faults, and how many of each."""

    rows: list[Row] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    read: int = 0
    good: int = 0
    bad: int = 0
    whole: bool = True


def waiting(workspace: Workspace) -> list[Sheet]:
    """Return the tables whose columns nobody has matched yet."""
    return list(Sheet.objects.filter(workspace=workspace, taken_in=None))


def preview(sheet: Sheet, matching: Matching) -> Preview:
    """Return what `matching` makes of the first 5,000 rows. Raises `InputProblem`."""
    found = Preview()
    held = parsers.rows(blobs.path_of(sheet.blob.sha256), name=sheet.name, matching=matching)
    for one in held:
        if found.read == _MOST_READ:
            found.whole = False
            break
        found.read += 1
        if isinstance(one, Fault):
            found.bad += 1
            if len(found.faults) < _SHOWN_FAULTS:
                found.faults.append(one)
        else:
            found.good += 1
            if len(found.rows) < _SHOWN_ROWS:
                found.rows.append(one)
    return found
