"""Plans of every shape, in the order in which heed writes them."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import strategies as st

from heed.exchange.quantities import FIRST_DAY, LAST_DAY
from heed.exchange.texts import clean
from heed.plans.fields import MOST_TEXT
from heed.plans.ordering import keys, marked, ordered
from heed.plans.records import Chapter, Indicator, Measure, Milestone, Part, Plan, Tie
from heed.plans.values import line

# Letters of several scripts, signs that a sheet would run or a mark-up would mean, line feeds.
LETTERS = st.one_of(
    st.sampled_from(list("abcé=+-@'\"<>&|:;,.%()[]{}#/\\_\t 0123456789۱٢\u200f\u0301")),
    st.sampled_from(list("ماء لكل الناس")),
    st.sampled_from(list("水與人权Ⅳ½🌊Ω")),
    # What no XML holds comes from no file.
    st.characters(codec="utf-8", exclude_characters="\ufffe\uffff"),
)
TEXT = st.text(LETTERS | st.just("\n"), max_size=60).map(clean)
LINE = st.text(LETTERS, max_size=30).map(line)
NAME = LINE.filter(bool)
SHORT = st.text(LETTERS, max_size=9).map(line)
DAY = st.none() | st.dates(FIRST_DAY, LAST_DAY)
AMOUNT = st.none() | st.decimals(0, Decimal("99999999999999.99"), places=2)
MONTHS = st.none() | st.integers(0, 32_767)
CODE = st.from_regex(r"[a-z_.]{1,12}", fullmatch=True)


def several(of, most=3, key=None):
    return st.lists(of, max_size=most, unique_by=key or (lambda one: one)).map(tuple)


MILESTONE = st.builds(Milestone, NAME, DAY, DAY)
TIE = st.builds(Tie, CODE, NAME, LINE)
INDICATOR = st.builds(Indicator, NAME, LINE, LINE)
ANSWERS = st.sampled_from(["proposed", "accepted", "declined"])


@st.composite
def parts(draw):
    bodies = draw(st.lists(NAME, max_size=3, unique=True))
    lead = draw(st.booleans())
    return tuple(
        Part(body, lead=lead and place == 0, answer=draw(ANSWERS), reason=draw(TEXT))
        for place, body in enumerate(bodies)
    )


@st.composite
def chapters(draw):
    named = draw(st.lists(st.tuples(SHORT, NAME), max_size=4))
    held = []
    for place, (key, (number, title)) in enumerate(zip(keys(named), named, strict=True)):
        parent = draw(st.sampled_from(["", *(one.key for one in held[:place])]))
        held.append(Chapter(key, number, title, draw(TEXT), parent))
    return tuple(held)


@st.composite
def measures(draw, number, chapter_keys):
    start, due = draw(DAY), draw(DAY)
    if start and due and due < start:
        start, due = due, start
    return Measure(
        number=number, title=draw(NAME), text=draw(TEXT | long_texts()),
        chapter=draw(st.sampled_from(["", *chapter_keys])),
        state=draw(st.sampled_from(["proposed", "agreed", "under_way", "done", "dropped"])),
        start=start, due=due, budget=draw(AMOUNT), currency=draw(st.sampled_from(["", "EUR"])),
        funds=draw(LINE), scope=draw(LINE), every=draw(MONTHS), parts=draw(parts()),
        milestones=draw(st.lists(MILESTONE, max_size=3).map(tuple)),
        ties=draw(several(TIE)), answers=draw(several(NAME)), clusters=draw(several(NAME)),
        indicators=draw(several(INDICATOR)),
    )  # fmt: skip


def long_texts():
    return st.just(clean("كل الماء. Every word counts. " * 400)[:MOST_TEXT]).map(clean)


@st.composite
def plans(draw):
    held = draw(chapters())
    numbers = draw(st.lists(SHORT.filter(bool), max_size=4, unique=True))
    first, last = draw(DAY), draw(DAY)
    if first and last and last < first:
        first, last = last, first
    made = Plan(
        name=draw(NAME), kind=draw(st.sampled_from(["follow_up", "nhrap", "thematic"])),
        text=draw(TEXT), first=first, last=last, currency=draw(st.sampled_from(["", "CHF"])),
        chapters=held,
        measures=tuple(draw(measures(one, [c.key for c in held])) for one in numbers),
        origin="aurelia:7",
    )  # fmt: skip
    return marked(ordered(made))
