"""Duties to the ILO: reports under articles 22 and 19, copies to organisations, consultations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from heed.duties import rules
from heed.duties.records import Asked, Duty, Reason, Waived
from heed.duties.rules import ILO, reason
from heed.records import Standing
from heed.vocab import instruments
from heed.vocab.instruments import ASIDE, TECHNICAL, Instrument

_CONSULTATION = "C144"
_FINAL_ARTICLES = "final-articles"
_BOUND = ("party", "denounced")


def every(
    state: str, standings: Sequence[Standing], asked: Sequence[Asked], years: range
) -> tuple[list[Duty], list[Waived]]:
    """Return all duties of a Member of the ILO; none for a State that is no Member."""
    if not rules.member(state):
        return [], []
    reports, waived = article_22(state, standings, asked, years)
    general = surveys(years)
    others = chain(copies([*reports, *general]), consultations(standings, years))
    return [*reports, *general, *others], waived


def article_22(
    state: str, standings: Iterable[Standing], asked: Sequence[Asked], years: range
) -> tuple[list[Duty], list[Waived]]:
    """Return the reports due on ratified Conventions in these years, and what none is due on.

    A duty whose year is not known is given once, without a day.
    """
    duties: list[Duty] = []
    waived: list[Waived] = []
    for one in standings:
        convention = instruments.conventions().get(one.instrument)
        if convention is None or one.standing not in _BOUND:
            continue
        mine = [ask for ask in asked if ask.instrument == one.instrument]
        ended = _ended(convention, one, years)
        if ended:
            waived.append(ended)
        duties += _reports(state, one, convention, mine, years)
    return duties, waived


def copies(reports: Iterable[Duty]) -> list[Duty]:
    """Return the copies of reports that go to employers' and workers' organisations."""
    return [
        Duty("copies", one.instrument, one.due, (reason(ILO, "copies", certain=one.certain),))
        for one in reports
        if one.due and one.kind in ("first", "regular", "out-of-cycle", "survey")
    ]


def consultations(standings: Iterable[Standing], years: range) -> list[Duty]:
    """Return the yearly consultations of a State that is bound by Convention No. 144."""
    found: list[Duty] = []
    for one in standings:
        if one.instrument != _CONSULTATION or one.standing not in _BOUND:
            continue
        start = _entry(one, instruments.conventions()[_CONSULTATION])
        ends = _ends(one)
        for year in years:
            if start and start[:4] <= str(year) and not (ends and ends[:4] < str(year)):
                why = reason(ILO, "consultation")
                found.append(Duty("consultation", _CONSULTATION, str(year), (why,), cycle=1))
    return found


def surveys(years: range) -> list[Duty]:
    """Return the reports under article 19 in these years, so far as they are known."""
    return [
        Duty(
            "survey", code, str(one.year),
            (reason(ILO, "survey", certain=one.checked, theme=one.theme),),
        )
        for one in rules.surveys()
        if one.year in years
        for code in one.instruments or ("",)
    ]  # fmt: skip


def _reports(
    state: str, one: Standing, convention: Instrument, asked: Sequence[Asked], years: range
) -> Iterator[Duty]:
    start = _entry(one, convention)
    if not start or convention.subject == _FINAL_ARTICLES or convention.status == "shelved":
        return
    first = int(start[:4]) + 1
    if first in years and _still(convention, one, first):
        why = reason(ILO, "first", in_force=start)
        yield Duty("first", one.instrument, _day(first), (*_entered(one), why), detailed=True)
    cycle = rules.cycle(convention)
    year, reasons = _year(state, convention, asked, cycle)
    called = {int(ask.when[:4]) for ask in asked if ask.kind == "out-of-cycle"}
    if year is None and _still(convention, one, years[-1]):
        yield Duty("regular", one.instrument, "", reasons, cycle=cycle)
    for at in years:
        turn = year is not None and at > first and (at - year) % cycle == 0
        if not _still(convention, one, at) or at <= first:
            continue
        if turn:
            more = (_called(at),) if at in called else ()
            yield Duty("regular", one.instrument, _day(at), (*reasons, *more), cycle=cycle)
        elif at in called:
            yield Duty("out-of-cycle", one.instrument, _day(at), (_called(at),))
    yield from _conference(one, convention, asked, years)


def _conference(
    one: Standing, convention: Instrument, asked: Sequence[Asked], years: range
) -> Iterator[Duty]:
    """Yield what a double footnote asks: full particulars to the next session of the Conference."""
    for ask in asked:
        session = int(ask.when[:4]) + 1
        if ask.kind != "double-footnote" or session not in years:
            continue
        if _still(convention, one, session):
            why = reason(ILO, "double-footnote", asked=ask.when)
            yield Duty("conference", one.instrument, str(session), (why,))


def _year(
    state: str, convention: Instrument, asked: Sequence[Asked], cycle: int
) -> tuple[int | None, tuple[Reason, ...]]:
    """Return a year in which a regular report was asked, None if none is known, and the reasons.

    What was asked of this State goes before what was asked of its group.
    """
    own = max((ask.when for ask in asked if ask.kind == "regular"), default="")
    category = convention.category or TECHNICAL
    every = reason(ILO, "cycle", category=category, cycle=cycle)
    if own:
        return int(own[:4]), (every, reason(ILO, "own-request", year=own[:4], cycle=cycle))
    group = rules.group(state, cycle)
    grouped = reason(ILO, "group", group=group)
    sure = "subject" in convention.checked
    subject = reason(ILO, "subject", certain=sure)
    anchor = rules.anchors().get((convention.subject, group))
    if anchor is None:
        return None, (every, grouped, subject, reason(ILO, "year-unknown", certain=False))
    known = reason(
        ILO, "anchor", certain=anchor.checked, group=group, year=anchor.year, cycle=cycle
    )
    return anchor.year, (every, grouped, subject, known)


def _ended(convention: Instrument, one: Standing, years: range) -> Waived | None:
    """Return why no report is due in the last of these years, None where one may be."""
    sure = "status" in convention.checked
    if convention.subject == _FINAL_ARTICLES:
        return Waived(one.instrument, reason(ILO, "final-articles"))
    if convention.status in ASIDE and not _stands(convention, years[-1]):
        why = reason(ILO, "aside", certain=sure, status=convention.status)
        return Waived(one.instrument, why)
    if not convention.in_force and not one.in_force:
        return Waived(one.instrument, reason(ILO, "not-in-force", certain=False))
    ends = _ends(one)
    if ends and not _bound(ends, years[-1]):
        return Waived(one.instrument, reason(ILO, "denounced", ends=ends))
    return None


def _still(convention: Instrument, one: Standing, year: int) -> bool:
    """Return whether the Convention still asks for reports, and binds the State, in a year."""
    ends = _ends(one)
    return _stands(convention, year) and not (ends and not _bound(ends, year))


def _stands(convention: Instrument, year: int) -> bool:
    """Return whether the Convention was not yet abrogated or withdrawn; shelved has no year."""
    if convention.status not in ASIDE:
        return True
    return bool(convention.ended) and year < convention.ended


def _bound(ends: str, year: int) -> bool:
    """Return whether a State whose bond ends then is bound on the day reports are due."""
    return ends > _day(year)[: len(ends)]


def _ends(one: Standing) -> str:
    return rules.later(one.denounced, months=12) if one.denounced else ""


def _entry(one: Standing, convention: Instrument) -> str:
    if not (convention.in_force or one.in_force):
        return ""
    return rules.entry(one, convention, months=12)


def _entered(one: Standing) -> tuple[Reason, ...]:
    return () if one.in_force else (reason(ILO, "in-force"),)


def _called(year: int) -> Reason:
    return reason(ILO, "out-of-cycle", year=year)


def _day(year: int) -> str:
    due = rules.data(ILO)["due"]
    return f"{year}-{due['month']:02d}-{due['day']:02d}"
