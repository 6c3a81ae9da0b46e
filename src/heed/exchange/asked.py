"""Tables of what was asked of a State beside the rules: instrument, kind, when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from heed.duties.records import ASKED, Asked
from heed.errors import InputProblem
from heed.exchange.rows import Cells, Fault
from heed.exchange.standings import instrument, is_day

_COLUMNS = ("instrument", "kind", "when")


def asked(cells: Iterable[Cells | Fault], file: str) -> Iterator[Asked | Fault]:
    """Yield what each row of a table says, or what is wrong with it. Raises `InputProblem`."""
    places: list[int] = []
    for one in cells:
        if isinstance(one, Fault):
            yield one
        elif not places:
            header = [cell.strip().casefold() for cell in one.cells]
            if not set(_COLUMNS) <= set(header):
                reason = "has no columns that say what was asked."
                remedy = 'Name the columns "instrument", "kind" and "when".'
                raise InputProblem(file, "columns", reason, remedy)
            places = [header.index(name) for name in _COLUMNS]
        else:
            yield _asked([one.cells[at].strip() for at in places], one.number)


def _asked(row: list[str], number: int) -> Asked | Fault:
    written, kind, when = row
    code = instrument(written)
    if code is None:
        said = f'"{written}" names no instrument, or more than one.'
        return Fault(number, "instrument", said, "instrument")
    if kind not in ASKED:
        return Fault(number, "kind", f'"{kind}" is none of {", ".join(ASKED)}.', "kind")
    if not is_day(when):
        said = f'"{when}" is no day. Write 2019-05-30, 2019-05 or 2019.'
        return Fault(number, "when", said, "day")
    return Asked(code, kind, when)
