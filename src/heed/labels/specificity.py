"""Says whether a recommendation is specific, and whether one can see that it was done.

Rules over named features of the wording, each with a reason: advice on how a request is put, never
a measure of the State that makes it or of the one it is made to.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain

from heed.labels.asks import read
from heed.records import Suggestion
from heed.vocab import instruments
from heed.vocab.phrases import Phrases, Words, forms, words

SPECIFICITY = "heed.specificity"
MEASURABILITY = "heed.measurability"
METHOD = "specificity 1"

_DATE = re.compile(
    r"\b(?:by|before|until|in|from)\s(?:the\s(?:end\sof\s)?|mid-?|early\s)?(?:year\s)?20\d\d\b"
    r"|\bwithin\s(?:the\snext\s)?(?:\w+\s){1,2}(?:days|weeks|months|years?)\b"
    r"|\b(?:by|before|until)\s(?:its|the)\s(?:next|end\sof\s(?:the\s)?\w+)\s[\w\s]{0,30}?"
    r"(?:UPR|review|cycle|year)\b",
    re.IGNORECASE,
)
_MAY_DATE = re.compile(r"\d|[Ww]ithin|next|end of")
_NUMBER = re.compile(
    r"\b\d+(?:[.,]\d+)?\s?(?:%|per\s?cent\b)|\b(?:at\sleast|of|to|minimum)\s\d{1,2}(?:\syears)?\b"
    r"(?!\s?(?:[,(]|and\b|of\b|[A-Z]))",
)
_NAME = re.compile(r"\b[A-Z][\w'’-]*(?:[\s-](?:[A-Z][\w'’-]*|of|on|and|for|against|\d{4}))*")
_ENDINGS = ("laws", "bodies")
_STEPS = frozenset({"ask", "act", "date", "number", "made", "weak act", "seen", "applied"})
_DECIDES = {
    SPECIFICITY: _STEPS | {"law", "body", "group", "going_on"},
    MEASURABILITY: _STEPS | {"going_on"},
}
_WORD = re.compile(r"[^\W_]")
_FIRM = frozenset({"sign", "ratify", "accede", "join", "withdraw", "accept", "invite", "report"})
_MADE = frozenset({"incorporate", "review"})
_FAR = 12  # words after a word of weighing that it weakens
_BEFORE_ING = frozenset({
    "by", "and", "or", "consider", "considering", "reconsider", "including", "through", "of", "to",
    "towards", "with", "for", "as", "such",
})  # fmt: skip


Marks = dict[str, dict[int, int]]


@dataclass(frozen=True, slots=True)
class Feature:
    """Something the wording has: its name, what it is, the words that show it, and where."""

    name: str
    what: str
    shown: str
    start: int
    end: int

    @property
    def says(self) -> str:
        """Return what a person reads: what it is, and its words."""
        return f"{self.what}: {_quoted(self.shown)}"


@dataclass(frozen=True, slots=True)
class Assessment:
    """How specific and how measurable a request is: codes of the two taxonomies.

    `features` are what decided, each with its words.
    """

    specificity: str
    measurability: str
    features: tuple[Feature, ...]


@lru_cache(maxsize=8192)  # two labellers read the same texts one after the other
def assess(text: str) -> Assessment:
    """Return how specific and how measurable the request of `text` is, and why."""
    found = features(text)
    if "going_on" in found:
        found.pop("applied", None)
    names = found.keys()
    definite = names & {"ask", "act", "date", "number"}
    seen = names & {"seen", "applied", "made", "weak act"}
    active = seen and "going_on" not in names
    if definite or names & {"made", "weak act"} or (active and names & {"law", "body"}):
        specificity = "specific"
    elif seen or ("going_on" not in names and names & {"group", "law", "body", "plain"}):
        specificity = "partly"
    else:
        specificity = "general"
    measurability = "measurable" if definite else "partly" if seen else "not"
    shown = sorted(found.values(), key=lambda one: (one.start, one.end))
    return Assessment(specificity, measurability, tuple(shown))


def features(text: str) -> dict[str, Feature]:
    """Return what the wording of `text` has, by name; the first where there are several."""
    held = words(text)
    found: dict[str, Feature] = {}
    if held.lower:
        marks = _marks(held)
        for feature in chain(
            _asked(text), _acts(held, marks), _listed(held, marks), _named(text), _dated(text),
            _led(held, marks),
        ):  # fmt: skip
            found.setdefault(feature.name, feature)
    return found


def _marks(held: Words) -> Marks:
    """Return for each code of the data at which words its phrases begin, and where they end."""
    tree = _tree()
    marks: Marks = {code: {} for code in _rows()}
    for at in tree.beginnings(held):
        for end, codes in tree.every(held, at):
            for code in codes:
                marks[code][at] = max(end, marks[code].get(at, 0))
    return marks


def _asked(text: str) -> Iterable[Feature]:
    for ask in read(text).asks:
        place = min(ask.start, ask.named[0]), max(ask.end, ask.named[1])
        shown = text[slice(*place)]
        if ask.ask in _FIRM and ask.considering:
            yield Feature("weak act", "asks to consider an act under an instrument", shown, *place)
        elif ask.ask in _FIRM:
            yield Feature("ask", "asks for an act under an instrument", shown, *place)
        elif ask.ask in _MADE:
            yield Feature("made", "asks to bring the law into line", shown, *place)


def _acts(held: Words, marks: Marks) -> Iterable[Feature]:
    if not marks["acts"] and not marks["making"]:
        return
    weak = _weakened(held, marks)
    for at in sorted(marks["acts"].keys() | marks["making"].keys()):
        if held.lower[at].endswith("ing") and at and held.lower[at - 1] not in _BEFORE_ING:
            continue  # "a judgment decriminalizing it" asks for no act
        end = marks["acts"].get(at) or _thing(held, marks["making"][at], marks["things"])
        if end and at in weak:
            yield _feature(
                held, "weak act", "asks to consider, promote or go on with a step", at, end
            )
        elif end:
            yield _feature(held, "act", "names a step that is taken or not", at, end)


def _feature(held: Words, name: str, what: str, first: int, last: int) -> Feature:
    place = held.starts[first], held.ends[last - 1]
    return Feature(name, what, held.text[slice(*place)], *place)


def _weakened(held: Words, marks: Marks) -> frozenset[int]:
    """Return the words that follow "consider", "promote" or "continue" before an "and"."""
    weak: set[int] = set()
    ends = [*marks["weighing"].items(), *((0, end) for end in _first(marks["going_on"]))]
    for at, end in ends:
        for next_ in range(end, min(end + _FAR, len(held))):
            if held.lower[next_] == "and" or held.sentence[next_] != held.sentence[at]:
                break
            weak.add(next_)
    return frozenset(weak)


def _first(places: dict[int, int]) -> list[int]:
    return [places[0]] if 0 in places else []


def _thing(held: Words, start: int, things: dict[int, int]) -> int:
    """Return the word after the thing that a verb before `start` makes, 0 if there is none."""
    reach = instruments.data("specificity")["reach"]
    for at in range(start, min(start + reach, len(held))):
        if held.sentence[at] != held.sentence[start - 1]:
            return 0
        if at in things:
            return things[at]
    return 0


def _listed(held: Words, marks: Marks) -> Iterable[Feature]:
    act = "names an act that can be observed"
    for name, code, what in (
        ("seen", "seen", act),
        ("applied", "applied", act),
        ("group", "groups", "names a group"),
    ):
        for at, end in marks[code].items():
            yield _feature(held, name, what, at, end)
            break


def _named(text: str) -> Iterable[Feature]:
    if not _ends_a_name().search(text):
        return
    for name in _NAME.finditer(text):
        parts = name.group().split()
        for kind, code, what in (
            ("law", "laws", "names a law or plan"),
            ("body", "bodies", "names a body"),
        ):
            if len(parts) > 1 and not _endings(code).isdisjoint(parts):
                yield Feature(kind, what, name.group(), *name.span())


def _dated(text: str) -> Iterable[Feature]:
    if not _MAY_DATE.search(text):
        return
    for found in _DATE.finditer(text):
        yield Feature("date", "sets a date", found.group(), *found.span())
    for found in _NUMBER.finditer(text):
        yield Feature("number", "sets a number", found.group(), *found.span())


def _led(held: Words, marks: Marks) -> Iterable[Feature]:
    """Return how the request begins: with going on, or with something of its own."""
    going_on = marks["going_on"].get(0)
    if going_on:
        yield _feature(held, "going_on", "asks to go on", 0, going_on)
    else:
        yield _feature(held, "plain", "begins with", 0, 1)


def _quoted(shown: str) -> str:
    plain = " ".join(shown.split())
    return f'"{plain}"' if len(plain) <= 70 else f'"{plain[:70].rsplit(" ", 1)[0]} ..."'


@dataclass(frozen=True, slots=True)
class WordingLabeller:
    """Proposes how specific (`heed.specificity`) or measurable (`heed.measurability`) a text is.

    `score` is the share that was right of what the rules proposed for the same class on
    recommendations read before; it is never sure.
    """

    taxonomy: str = SPECIFICITY
    method: str = METHOD

    def propose(
        self, texts: Sequence[str], *, reasons: bool = True
    ) -> list[tuple[Suggestion, ...]]:
        """Return one proposal for each text, none where it has no words."""
        return [
            (self._suggestion(assess(text), reasons=reasons),) if _WORD.search(text) else ()
            for text in texts
        ]

    def _suggestion(self, found: Assessment, *, reasons: bool) -> Suggestion:
        code = found.specificity if self.taxonomy == SPECIFICITY else found.measurability
        decided = [one for one in found.features if one.name in _DECIDES[self.taxonomy]]
        right, of = instruments.data("specificity")["measured"][self.taxonomy][code]
        return Suggestion(
            taxonomy=self.taxonomy,
            code=code,
            score=round((right + 1) / (of + 2), 3),
            sure=False,
            reason="; ".join(one.says for one in decided) or "names no step" if reasons else "",
            method=self.method,
            words=tuple((one.start, one.end) for one in decided) if reasons else (),
        )


@cache
def _rows() -> dict[str, list[str]]:
    return {row["code"]: row["words"] for row in instruments.data("specificity")["entries"]}


@cache
def _tree() -> Phrases:
    held: dict[tuple[str, ...], list[str]] = {}
    for code, phrases in _rows().items():
        for phrase in phrases if code not in _ENDINGS else ():
            for form in forms(phrase):
                held.setdefault(form, []).append(code)
    tree = Phrases()
    for form, codes in held.items():
        tree.put(form, tuple(codes))
    return tree


@cache
def _endings(code: str) -> frozenset[str]:
    return frozenset(_rows()[code])


@cache
def _ends_a_name() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(sorted(_endings('laws') | _endings('bodies')))})\b")
