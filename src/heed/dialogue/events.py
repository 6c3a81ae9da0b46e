"""Which items report the same event, and how their reports differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from heed.dialogue.naming import alike
from heed.dialogue.records import Commitment, Difference, Event, Item, Meeting

# Reports of one meeting disagree on its day by one at most in what was seen; a report without a
# day for it is filed within a few days.
_DAYS_APART = 1
_REPORTED_APART = 4
_DATED = (len("2027-05-03"),)


def events(items: Sequence[Item]) -> tuple[Event, ...]:
    """Return the events that several of the items report, in the order of their first report."""
    groups: list[tuple[list[int], str]] = []
    for at, item in enumerate(items):
        joined = [
            (group, reason)
            for group, _why in groups
            if (reason := next((r for i in group if (r := same(items[i], item))), ""))
        ]
        if not joined:
            groups.append(([at], ""))
            continue
        first, reason = joined[0]
        first.append(at)
        groups = [(g, reason if g is first else why) for g, why in groups]
        for other, _reason in joined[1:]:
            first += other
            groups = [(g, why) for g, why in groups if g is not other]
    return tuple(
        Event(tuple(items[i].file for i in sorted(group)), reason,
              tuple(_differences([items[i] for i in sorted(group)])))
        for group, reason in groups
        if len(group) > 1
    )  # fmt: skip


def same(one: Item, other: Item) -> str:
    """Return why two items report the same event, "" if they do not."""
    for a in one.meetings:
        for b in other.meetings:
            if _same_meeting(one, a, other, b):
                return "the same persons of the same sides met on days that agree"
            if _undated(one, a, other, b):
                return "the same persons of the same sides met; one report states no day"
    for x in one.commitments:
        for y in other.commitments:
            if _same_visit(one, x, other, y):
                return "the same visit on days that agree"
    return ""


def _same_meeting(one: Item, a: Meeting, other: Item, b: Meeting) -> bool:
    sides = _sides(a) & _sides(b)
    return (
        len(sides) > 1
        and _days_agree(a.date, one, b.date, other)
        and all(_agree(_names(a, side), _names(b, side)) for side in sides)
    )


def _one_meeting(one: Item, a: Meeting, other: Item, b: Meeting) -> bool:
    return _same_meeting(one, a, other, b) or _undated(one, a, other, b)


def _sides(meeting: Meeting) -> set[str]:
    return {one.side for one in meeting.participants}


def _names(meeting: Meeting, side: str) -> list[str]:
    return [one.name for one in meeting.participants if one.name and one.side == side]


def _agree(some: Sequence[str], others: Sequence[str]) -> bool:
    """Whether a name of one report is in the other, or one of them names nobody."""
    return not some or not others or alike(some, others)


def _undated(one: Item, a: Meeting, other: Item, b: Meeting) -> bool:
    """Whether everybody who met is the same, and a report leaves open when."""
    if (a.date or _published(one)) and (b.date or _published(other)):
        return False
    sides = _sides(a) & _sides(b)
    names = [p.name for p in a.participants if p.name]
    others = [p.name for p in b.participants if p.name]
    if len(sides) < 2 or min(len(names), len(others)) < 2:
        return False
    return all(alike([name], others) for name in names) and all(
        alike([name], names) for name in others
    )


def _days_agree(a: str | None, one: Item, b: str | None, other: Item) -> bool:
    if a and b:
        return abs((date.fromisoformat(a) - date.fromisoformat(b)).days) <= _DAYS_APART
    first, second = a or _published(one), b or _published(other)
    if first and second:
        apart = abs((date.fromisoformat(first) - date.fromisoformat(second)).days)
        return apart <= _REPORTED_APART
    # A copy without any day is taken together with a report of the same people by its words.
    return _near_copy(one, other)


def _published(item: Item) -> str:
    return item.published if len(item.published) in _DATED else ""


def _near_copy(one: Item, other: Item) -> bool:
    some, others = _shingles(one), _shingles(other)
    return bool(some and others) and len(some & others) * 2 >= min(len(some), len(others))


def _shingles(item: Item) -> frozenset[tuple[str, ...]]:
    words = [
        word.casefold()
        for part in item.paragraphs
        if part.read
        for word in item.text[part.start : part.end].split()
    ]
    return frozenset(tuple(words[i : i + 5]) for i in range(len(words) - 4))


def _same_visit(one: Item, x: Commitment, other: Item, y: Commitment) -> bool:
    if x.kind != "visit" or y.kind != "visit" or x.to_whom != y.to_whom or not x.to_whom:
        return False
    if not _bodies(x.who) & _bodies(y.who):
        return False
    first, second = (
        _first_day(x.by_when) or _published(one),
        _first_day(y.by_when) or _published(other),
    )
    if not first or not second:
        return False
    apart = abs((date.fromisoformat(first) - date.fromisoformat(second)).days)
    return apart <= _REPORTED_APART


def _bodies(who: str) -> frozenset[str]:
    return frozenset(word for word in who.split() if word[0].isupper() and word != "UN")


def _first_day(days: str | None) -> str:
    return days.split("/")[0] if days else ""


def _differences(items: Sequence[Item]) -> Iterator[Difference]:
    """Yield what the reports say differently of the meeting that they share."""
    base = items[0]
    shared: list[tuple[Item, Meeting]] = []
    for item in items:
        for meeting in item.meetings:
            if item is base or any(_one_meeting(base, a, item, meeting) for a in base.meetings):
                shared.append((item, meeting))
                break
    for field in ("date", "place", "occasion"):
        said = tuple((item.file, str(getattr(m, field) or "")) for item, m in shared)
        if len({value for _file, value in said}) > 1:
            yield Difference(field, said)
    said = tuple(
        (item.file, "; ".join(f"{p.name} ({p.office or 'no office'})" for p in m.participants))
        for item, m in shared
    )
    if len({value for _file, value in said}) > 1:
        yield Difference("participants", said)
