"""The calendar of a State: everything due to the ILO and the treaty bodies, by day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from heed.duties import ilo, treaty_bodies
from heed.duties.records import Asked, Calendar, Duty
from heed.records import Standing


def calendar(
    state: str,
    standings: Sequence[Standing],
    asked: Sequence[Asked],
    years: range,
    *,
    standard: frozenset[str] = frozenset(),
    today: date | None = None,
) -> Calendar:
    """Return what is due from a State in these years, by day; what has no known day comes last.

    `standings` are rows of a register, of which those of other States are left out. `asked` is what
    was asked of the State beside the rules. `standard` and `today` as for the treaty bodies.
    Raises `ValueError`: there is no such State, or no year.
    """
    if not years:
        raise ValueError("no years are given")
    mine = [one for one in standings if one.state == state]
    labour, waived = ilo.every(state, mine, asked, years)
    rights = treaty_bodies.reports(mine, asked, years, standard=standard, today=today)
    duties = sorted([*labour, *rights], key=_order)
    return Calendar(state, tuple(duties), tuple(waived))


def _order(duty: Duty) -> tuple[str, str, str]:
    return (duty.due or "~", duty.instrument, duty.kind)
