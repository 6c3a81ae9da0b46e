"""Values of indicators: of one, with their picture; those to be checked; one with its past."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heedweb.workspace import plan_access
from heedweb.workspace.access import Seat
from heedweb.workspace.domain import values as domain
from heedweb.workspace.models import Indicator, Value
from heedweb.workspace.numbers import number_of
from heedweb.workspace.periods import shown
from heedweb.workspace.pictures.figures import figure
from heedweb.workspace.pictures.series import MOST, Level, Plot, Point, Series, plot
from heedweb.workspace.queries.indicators import waiting
from heedweb.workspace.queries.pages import Pages

PER_PAGE = 60
# Values that stand no more, on the page of an indicator.
_PAST = 30
_OLDEST = 50


@dataclass(frozen=True, slots=True)
class Cut:
    """One way to look at the values of an indicator: all together, or by splits."""

    code: str
    name: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """The values of an indicator in one cut, a page of them, with their picture."""

    cuts: list[Cut]
    values: list[Value]
    pages: Pages
    plot: Plot | None
    left_out: int
    past: list[Value]
    query: str


def of_indicator(seat: Seat, held: Indicator, asked: Mapping[str, str]) -> Shown:
    """Return the values of an indicator that the person sees, as an address asks for them.

    The whole series is read for the picture, with no more than that needs.
    """
    series = plan_access.values(seat).filter(indicator=held).order_by("on", "pk")
    series = series.select_related(None)
    every = list(series.only("indicator", "on", "since", "value", "group", "breaks"))
    by: dict[str, list[Value]] = {}
    for one in every:
        by.setdefault(_code(one.group), []).append(one)
    codes = sorted(by, key=lambda code: (code.count("+") if code else -1, code))
    cut = asked.get("by", "")
    cut = cut if cut in by else next(iter(codes), "")
    chosen = by.get(cut, [])
    cuts = [Cut(one, _named(one), len(by[one]), one == cut) for one in codes]
    latest = sorted(chosen, key=lambda one: (one.on, one.pk), reverse=True)
    pages = Pages.of(number_of(asked.get("page")), len(latest), PER_PAGE)
    past = plan_access.readings(seat).filter(indicator=held, replaced__isnull=False)
    past = past.exclude(pk__in=[one.pk for one in every]).order_by("-replaced")
    page = [one.pk for one in latest[pages.start : pages.last]]
    told = _told(plan_access.readings(seat)).in_bulk(page)
    drawn = _series(chosen)
    return Shown(
        cuts, [told[key] for key in page], pages, _picture(held, drawn),
        max(0, len(drawn) - MOST), list(_told(past)[:_PAST]),
        urlencode({"by": cut}) if cut else "",
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Waiting:
    """A value to be checked, with the one before it; `may` says that the person checks it."""

    value: Value
    before: Value | None
    change: Decimal | None
    may: bool


@dataclass(frozen=True, slots=True)
class ToCheck:
    """A page of values to be checked."""

    rows: list[Waiting]
    pages: Pages
    mine: int
    query: str = ""


def to_check(seat: Seat, page: int) -> ToCheck:
    """Return the values that wait for a second person, those of others first."""
    found = waiting(seat)
    mine = found.filter(by=seat.user).count()
    total = found.count()
    pages = Pages.of(page, total, PER_PAGE)
    others = _told(found.exclude(by=seat.user).order_by("indicator__code", "on", "pk"))
    own = _told(found.filter(by=seat.user).order_by("indicator__code", "on", "pk"))
    cut = total - mine
    held = [
        *others[pages.start : min(pages.last, cut)],
        *own[max(0, pages.start - cut) : max(0, pages.last - cut)],
    ]
    befores = _befores(seat, held)
    rows = []
    for one in held:
        before = befores.get(one.pk)
        change = one.value - before.value if before is not None else None
        may = domain.refusal("check", one, seat) is None
        rows.append(Waiting(one, before, change, may))
    return ToCheck(rows, pages, mine)


@dataclass(frozen=True, slots=True)
class Whole:
    """One value with what it stands in the place of, the oldest last, and what may be done.

    `stands` says that it does for the person, who may not know yet of another in its place.
    """

    value: Value
    stands: bool
    before: list[Value]
    later: Value | None
    may: frozenset[str]


def whole(seat: Seat, held: Value) -> Whole:
    """Return a value with its past and its successor."""
    stands = plan_access.values(seat).filter(pk=held.pk).exists()
    past = plan_access.readings(seat).filter(indicator=held.indicator, replaced__isnull=False)
    seen = {one.pk: one for one in _told(past)}
    before: list[Value] = []
    at = held.instead_of_id
    while at is not None and at in seen and len(before) < _OLDEST:
        before.append(seen[at])
        at = seen[at].instead_of_id
    following = plan_access.readings(seat).filter(instead_of=held).order_by("-pk").first()
    acts = ("check", "replace", "withdraw")
    may = frozenset(verb for verb in acts if domain.refusal(verb, held, seat) is None)
    return Whole(held, stands, before, following, may)


def _told(found: QuerySet[Value]) -> QuerySet[Value]:
    """Return values with who entered and checked them."""
    return found.select_related(
        "by", "checked_by", "replaced_by", "blob", "instead_of", "indicator__keeper",
        "indicator__room", "indicator__workspace",
    )  # fmt: skip


def _befores(seat: Seat, held: Sequence[Value]) -> dict[int, Value]:
    """Return for each value what stood on the day before: what it replaces, else the last one."""
    of = {one.indicator_id for one in held}
    rows = plan_access.values(seat).filter(indicator__in=of).order_by("on", "pk")
    if held:
        rows = rows.filter(on__lt=max(one.on for one in held))
    by: dict[tuple[int, str], list[Value]] = {}
    for row in rows:
        by.setdefault((row.indicator_id, str(sorted(row.group.items()))), []).append(row)
    found: dict[int, Value] = {}
    for one in held:
        near = by.get((one.indicator_id, str(sorted(one.group.items()))), [])
        earlier = [row for row in near if row.on < one.on]
        before = one.instead_of or (earlier[-1] if earlier else None)
        if before is not None:
            found[one.pk] = before
    return found


def _code(group: Mapping[str, str]) -> str:
    return "+".join(sorted(group))


def _named(code: str) -> str:
    if not code:
        return _("all together")
    return _("by {splits}").format(splits=", ".join(code.split("+")))


def _series(held: Sequence[Value]) -> list[Series]:
    """Return the values of each group in the order of days; groups in the order of names."""
    by: dict[str, list[Value]] = {}
    for one in held:
        by.setdefault(group_name(one), []).append(one)
    return [Series(name, [_point(one) for one in by[name]]) for name in sorted(by)]


def group_name(held: Value) -> str:
    """Return what the group of a value is called."""
    return ", ".join(held.group[split] for split in sorted(held.group)) or _("all together")


def _point(held: Value) -> Point:
    line = _("{period}: {value}")
    about = line.format(period=shown(held.on, held.since), value=figure(held.value))
    # A year stands at its beginning, where the axis names it.
    return Point(held.since or held.on, held.value, about, held.breaks)


def _picture(held: Indicator, series: Sequence[Series]) -> Plot | None:
    levels = []
    if held.baseline is not None:
        levels.append(_level("baseline", _("baseline {value}"), held.baseline, held.baseline_on))
    if held.target is not None:
        levels.append(_level("target", _("target {value}"), held.target, held.target_on))
    points = sorted((one for of in series for one in of.points), key=lambda one: one.on)
    if not points:
        return None
    line = ngettext(
        "{n} value in {unit}, from {first} to {last}. The table says the same.",
        "{n} values in {unit}, from {first} to {last}. The table says the same.",
        len(points),
    )
    about = line.format(
        n=len(points), unit=held.unit, first=date_format(points[0].on, "DATE_FORMAT"),
        last=date_format(points[-1].on, "DATE_FORMAT"),
    )  # fmt: skip
    return plot("values", str(held), about, series, levels)


def _level(kind: str, words: str, value: Decimal, on: date | None) -> Level:
    text = words.format(value=figure(value))
    text = _("{level} ({day})").format(level=text, day=date_format(on, "M Y")) if on else text
    # The target's day is marked; where it begins is told by the first values.
    return Level(kind, value, text, on if kind == "target" else None)
