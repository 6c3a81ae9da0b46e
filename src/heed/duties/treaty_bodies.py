"""Duties to the UN treaty bodies: first and periodic reports, the predictable review cycle."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from heed.duties import rules
from heed.duties.records import Asked, Duty, Reason
from heed.duties.rules import TREATY_BODIES, Reporting, reason
from heed.records import Standing
from heed.vocab import instruments


def reports(
    standings: Iterable[Standing],
    asked: Sequence[Asked],
    years: range,
    *,
    standard: frozenset[str] = frozenset(),
    today: date | None = None,
) -> list[Duty]:
    """Return the reports due to treaty bodies in these years, and those that are overdue.

    `standard` are the treaties on which the State keeps the standard procedure: by default a
    committee sends a list of issues before the report. With `today`, what is past and of which no
    report is known is overdue, and given though its year has gone by.
    """
    found: list[Duty] = []
    for one in standings:
        row = rules.reporting().get(one.instrument)
        if row is None or one.standing != "party":
            continue
        mine = [ask for ask in asked if ask.instrument == one.instrument]
        for duty in _of(one, row, mine, years, standard=one.instrument in standard):
            if _late(duty, mine, today):
                found.append(_marked(duty))
                break  # what comes after it is counted from the report that is missing
            if duty.year is None or duty.year in years:
                found.append(duty)
    return found


def _of(
    one: Standing, row: Reporting, asked: Sequence[Asked], years: range, *, standard: bool
) -> Iterator[Duty]:
    """Yield what is due on one treaty; the surest ground first, and no other beside it."""
    treaty = instruments.treaties()[row.code]
    start = rules.entry(one, treaty, days=row.days, months=row.months)
    if row.mechanism and start:
        why = reason(TREATY_BODIES, "mechanism", in_force=start)
        yield Duty("mechanism", row.code, rules.later(start, years=row.mechanism), (why,))
    stated = _latest(asked, "next-report")
    last = _latest(asked, "report")
    begins = _latest(asked, "review")
    if stated and stated > last:
        why = reason(TREATY_BODIES, "stated", due=stated)
        yield Duty("periodic", row.code, stated, (why,))
    elif row.review and begins:
        yield from _reviews(row, row.review, int(begins[:4]), years, standard=standard)
    elif last and row.period:
        yield from _periods(row, row.period, last, years)
    elif last and not treaty.to:
        why = reason(TREATY_BODIES, "at-request", article=row.article)
        yield Duty("periodic", row.code, "", (why,))
    elif not last and row.initial is not None and start:
        yield _initial(row, start, row.initial, years)


def _initial(row: Reporting, start: str, after: int, years: range) -> Duty:
    """Return the first report; where it was due long ago, that nothing is known since."""
    due = rules.later(start, years=after)
    if int(due[:4]) < years[0]:
        why = reason(TREATY_BODIES, "no-report-known", certain=False, due=due)
        return Duty("periodic", row.code, "", (why,))
    return Duty("initial", row.code, due, _first(row, start))


def _first(row: Reporting, start: str) -> tuple[Reason, ...]:
    why = reason(
        TREATY_BODIES, "initial", certain="initial" in row.checked,
        years=row.initial, in_force=start, article=row.article,
    )  # fmt: skip
    if instruments.treaties()[row.code].to:
        return (why, reason(TREATY_BODIES, "with-the-treaty", article=row.article))
    return (why,)


def _reviews(
    row: Reporting, cycle: int, first: int, years: range, *, standard: bool
) -> Iterator[Duty]:
    """Yield the report, or the replies in the second year, of each review in these years."""
    rule, shift = ("review-report", 0) if standard else ("review-replies", 1)
    sure = "review" in row.checked
    for year in years:
        begins = year - shift
        if begins >= first and (begins - first) % cycle == 0:
            why = reason(TREATY_BODIES, rule, certain=sure, cycle=cycle, first=begins)
            yield Duty("periodic", row.code, str(year), (why,), cycle=cycle)


def _periods(row: Reporting, period: int, last: str, years: range) -> Iterator[Duty]:
    """Yield the reports by the treaty's own period, counted from the last one."""
    due = rules.later(last, years=period)
    while int(due[:4]) <= years[-1]:
        why = reason(
            TREATY_BODIES, "period", certain="period" in row.checked,
            years=period, last=last, article=row.article,
        )  # fmt: skip
        yield Duty("periodic", row.code, due, (why,), cycle=period)
        due, last = rules.later(due, years=period), due


def _latest(asked: Sequence[Asked], kind: str) -> str:
    return max((ask.when for ask in asked if ask.kind == kind), default="")


def _late(duty: Duty, asked: Sequence[Asked], today: date | None) -> bool:
    """Return whether the day has passed, as far as it is known, and no report came since."""
    if today is None or not duty.due or duty.kind == "mechanism":
        return False
    return duty.due < today.isoformat()[: len(duty.due)] and _latest(asked, "report") < duty.due


def _marked(duty: Duty) -> Duty:
    why = (*duty.reasons, reason(TREATY_BODIES, "overdue"))
    return Duty(duty.kind, duty.instrument, duty.due, why, cycle=duty.cycle, overdue=True)
