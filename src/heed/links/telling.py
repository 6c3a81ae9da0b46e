"""Says in words what speaks for a link, and which of the relations it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import nlargest

from heed.labels.words import SMALL
from heed.links.grounds import NAMES, Met, best, meet
from heed.links.prepared import Read
from heed.links.sides import Side, shared, side
from heed.records import Ground
from heed.vocab import instruments
from heed.vocab.matters import named

_VERBS = {
    "join": "join", "sign": "sign", "accept": "accept the procedure of", "report": "report under",
    "reservations": "withdraw reservations to", "invite": "invite",
}  # fmt: skip
_STAGES = {"make": "adopt", "carry": "carry out", "fund": "give means to", "": "do something else"}
# Grounds that count less than this either way are not told in the line.
_TOLD = 0.2
_SEEN = 0.005
_WORDS = 3
_LONG = 90


@dataclass(frozen=True, slots=True)
class Told:
    """Why two items are linked: the grounds, heaviest first, and the same in one line."""

    grounds: tuple[Ground, ...]
    reason: str


def told(
    one: Read, other: Read, values: Sequence[float], weights: Sequence[float], labels: str
) -> Told:
    """Return why two items are linked. `labels` names those that they have in common."""
    some, others, met = best(one.sides, other.sides)
    made: list[Ground] = []
    for name, value, weight in zip(NAMES, values, weights, strict=True):
        if value > _SEEN:
            words = _of_texts(name, one, other, labels) or _of_asks(name, some, others)
            made.append(Ground(name, round(value, 3), weight, words))
    made.sort(key=lambda ground: -abs(ground.value * ground.weight))
    made += _narrower(some, others, met)
    line = "; ".join(ground.words for ground in made if _is_told(ground))
    if len(one.sides) > 1 or len(other.sides) > 1:
        line = f"{line}; meets: {_quoted(one, some)} and {_quoted(other, others)}"
    return Told(tuple(made), line)


def _is_told(ground: Ground) -> bool:
    """Return whether a ground is worth a place in the line."""
    return not ground.weight or (
        abs(ground.value * ground.weight) >= _TOLD and ground.name != "subject equal"
    )


def relation(one: Read, other: Read) -> str:
    """Return whether a repeat is `same` or `narrower_or_broader` (R3 to R5).

    The same: each ask of either item has one in the other that asks the same.
    """
    matched = _matched(one.sides, other.sides) and _matched(other.sides, one.sides)
    return "same" if matched else "narrower_or_broader"


def _matched(some: Iterable[Side], others: tuple[Side, ...]) -> bool:
    return all(any(_same(one, other, meet(one, other)) for other in others) for one in some)


def _same(one: Side, other: Side, met: Met) -> bool:
    step, other_step, apart = met.values[:3]
    if step:
        return _joined(one.steps) == _joined(other.steps)
    return not other_step and not apart and met.whole == "="


def _joined(steps: frozenset[str]) -> frozenset[str]:
    """Return steps without signing what is to be ratified too: "sign and ratify" (R1)."""
    return frozenset(
        step for step in steps if step.replace("sign ", "join ", 1) not in steps - {step}
    )


def _quoted(read: Read, wanted: Side) -> str:
    ask = next(ask for ask in read.meaning.asks if side(ask) is wanted)
    said = " ".join(read.meaning.text[ask.start : ask.end].split()).strip(" ,;.")
    return f'"{said}"' if len(said) <= _LONG else f'"{said[:_LONG].rsplit(" ", 1)[0]} ..."'


def _of_texts(name: str, one: Read, other: Read, labels: str) -> str:
    """Return the words for a ground that is of the whole texts, empty for others."""
    match name:
        case "more in both":
            return f"each says more: {_more(one, other)} / {_more(other, one)}"
        case "words":
            return f"words in common: {_common(one, other)}"
        case "labels":
            return f"labels in common: {labels}" if labels else "labels that are near"
    return ""


@lru_cache(maxsize=65_536)
def _of_asks(name: str, some: Side, others: Side) -> str:
    """Return the words for a ground that is of two asks."""
    return _ALIKE[name](some, others) if name in _ALIKE else _unlike(name, some, others)


def _unlike(name: str, some: Side, others: Side) -> str:
    what, of = _UNLIKE[name]
    return f"{what}: {of(some)} / {of(others)}"


def _same_step(some: Side, others: Side) -> str:
    both = _joined(some.steps) & _joined(others.steps)
    return f"both ask to {_steps(both or some.steps | others.steps)}"


def _same_persons(some: Side, others: Side) -> str:
    return f"both for {named(shared('persons', some.all_persons, others.all_persons))}"


def _same_measure(some: Side, others: Side) -> str:
    return f"same measure: {named(shared('measures', some.measures, others.measures))}"


def _subject(some: Side, others: Side) -> str:
    both = shared("matters", some.matters, others.matters)
    both |= shared("matters", others.matters, some.matters)
    if both:
        return f"same subject: {named(both)}"
    persons = shared("persons", some.all_persons, others.all_persons)
    return f"the rights of the same persons: {named(persons)}"


def _narrower(some: Side, others: Side, met: Met) -> list[Ground]:
    """Return what only explains: a group or a measure that one of the two names (R3, R4)."""
    made: list[Ground] = []
    for which, mine, theirs, what in (
        ("persons", some.persons, others.persons, "a group"),
        ("measures", some.measures, others.measures, "a measure"),
    ):
        way = getattr(met, which)
        if way in "<>" and not (mine and theirs):
            who = "later" if way == "<" else "earlier"
            text = f"the {who} names {what}: {named(mine or theirs)}"
            made.append(Ground(f"{which} narrowed", 1.0, 0.0, text))
    return made


def _common(one: Read, other: Read) -> str:
    """Return the words that weigh most of those that both texts have."""
    theirs = other.words
    weight = {key: value * theirs[key] for key, value in one.words.items() if key in theirs}
    telling = {key: value for key, value in weight.items() if one.said[key].lower() not in SMALL}
    weight = telling or weight
    return ", ".join(one.said[key] for key in nlargest(_WORDS, weight, key=weight.__getitem__))


def _more(one: Read, other: Read) -> str:
    """Return the rarest words of a text that are neither understood nor in the other."""
    rest = {key: value for key, value in one.rest.items() if key not in other.words}
    return ", ".join(one.said[key] for key in nlargest(_WORDS, rest, key=rest.__getitem__))


def _or_none(matters: frozenset[str]) -> str:
    return named(matters) or "none named"


def _step(side_: Side) -> str:
    if side_.steps:
        return _steps(side_.steps)
    return _STAGES[side_.stage] if side_.stage else "no step of a treaty"


def _steps(steps: Iterable[str]) -> str:
    made = []
    for step in sorted(steps):
        verb, code = step.split(" ", 1)
        found = instruments.find(code)
        made.append(f"{_VERBS[verb]} {code if found is None or found.year else found.name}")
    return ", ".join(made)


# The words for the grounds of two asks, by name.
_ALIKE: dict[str, Callable[[Side, Side], str]] = {
    "same step": _same_step,
    "subject contained": _subject,
    "subject equal": lambda *_: "neither has another subject",
    "same persons": _same_persons,
    "same measure": _same_measure,
    "crossed": lambda *_: "each is narrower than the other in something",
}
_UNLIKE: dict[str, tuple[str, Callable[[Side], str]]] = {
    "other step": ("different steps", _step),
    "other instrument": ("not the same instruments", _step),
    "no subject": ("other subjects", lambda one: _or_none(one.matters)),
    "other persons": ("other persons", lambda one: named(one.persons)),
    "other measure": ("another measure", lambda one: named(one.measures)),
}
