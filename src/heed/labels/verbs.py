"""Finds the words that ask something of an instrument: "consider ratifying", "withdraw"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from heed.labels.named import Named
from heed.vocab import instruments
from heed.vocab.phrases import Phrases, Words, forms

_REACH = 9
# Where two asks could be meant by one verb ("review its reservations", "review its laws to").
_ORDER = ("withdraw", "review", "accept", "report", "incorporate")
# These begin another request; an object after them belongs to it.
_WEIGHS = 7  # words: "consider whether it may in time ratify"
_STUDIES = frozenset({"study", "examine", "assess", "evaluate", "explore"})
_WEIGHED = frozenset({"sign", "ratify", "accede", "join", "withdraw", "accept", "cooperate"})
_DONE = frozenset({"when", "upon", "since", "after", "already", "having"})  # "made when ratifying"
_STOP = frozenset(
    {"ratify", "ratifying", "ratification", "sign", "accede", "acceding", "accession"}
)


@dataclass(frozen=True, slots=True)
class Verb:
    """Words `first` up to but without `last` ask `code` ("ratify"); "" begins another request.

    `form` is `verb`, `noun`, `loose`, `adjacent` or `passive`; `weighed` says that it is to be
    considered.
    """

    code: str
    form: str
    first: int
    last: int
    weighed: bool = False


@dataclass(frozen=True, slots=True)
class _Sense:
    code: str
    form: str
    objects: Phrases | None = None
    about: frozenset[str] = frozenset()
    reach: int = _REACH


def find(held: Words, found: Sequence[Named]) -> list[Verb]:
    """Return the verbs of `held` that lie outside what names an instrument, in order."""
    return list(_weighed(held, _read(held, found), found))


def _read(held: Words, found: Sequence[Named]) -> Iterator[Verb]:
    tree = _tree()
    taken = {at for one in found for at in range(one.first, one.last)}
    last = 0
    for at in tree.beginnings(held):
        if at < last or at in taken or (at and held.lower[at - 1] in _DONE):
            continue
        hit = tree.find(held, at)
        verb = _told(held, at, *hit) if hit else None
        if verb is None:
            continue
        if verb.form != "ignored":
            yield verb
        last = verb.last


def _told(held: Words, at: int, last: int, senses: tuple[_Sense, ...]) -> Verb | None:
    for sense in senses:
        if sense.objects is not None:
            end = _object(held, last, sense)
            if end:
                return Verb(sense.code, sense.form, at, end)
    plain = next((sense for sense in senses if sense.objects is None), None)
    return Verb(plain.code, plain.form, at, last) if plain else None


def _object(held: Words, start: int, sense: _Sense) -> int:
    """Return the word after the object that the verb governs, 0 if there is none."""
    assert sense.objects is not None  # noqa: S101 -- asked for only where there are objects
    about = not sense.about
    for at in range(start, min(start + sense.reach, len(held))):
        word = held.lower[at]
        if word in _STOP or held.sentence[at] != held.sentence[start - 1]:
            return 0
        hit = sense.objects.find(held, at) if about else None
        if hit:
            return hit[0]
        about = about or word in sense.about
    return 0


def _weighed(held: Words, verbs: Iterator[Verb], found: Sequence[Named]) -> Iterator[Verb]:
    """Mark what follows a word of weighing, up to a plain verb or the end of the sentence."""
    last = -1  # the word after the last word of weighing
    for verb in verbs:
        if last >= 0 and held.sentence[verb.first] != held.sentence[last - 1]:
            last = -1
        if verb.form == "weighing":
            last = verb.last
            continue
        direct = not any(last <= one.first < verb.first for one in found)
        if last < 0 or not (_goes_on(held, verb, last) if direct else verb.form == "noun"):
            last = -1
            yield verb
        else:
            yield replace(verb, weighed=direct or verb.code in _WEIGHED)


def _goes_on(held: Words, verb: Verb, last: int) -> bool:
    """Return whether it is still what is weighed: "the possibility to ratify", "ratifying"."""
    near = verb.first - last < _WEIGHS and held.lower[last - 1] not in _STUDIES
    return verb.form == "noun" or near or held.lower[verb.first].endswith(("ation", "ature"))


@cache
def _tree() -> Phrases:
    held: dict[tuple[str, ...], list[_Sense]] = {}
    data = instruments.data("asks")
    for row in data["entries"]:
        for way in row["ways"]:
            for form in ("verbs", "nouns", "loose", "passive", "adjacent"):
                sense = _sense(row["code"], form, way)
                for phrase in way.get(form, ()):
                    for made in forms(phrase):
                        held.setdefault(made, []).append(sense)
    for form in ("weighing", "other", "ignored"):
        for phrase in data[form]:
            for made in forms(phrase):
                held.setdefault(made, []).append(_Sense("", form))
    tree = Phrases()
    for made, senses in held.items():
        tree.put(made, tuple(sorted(senses, key=_rank)))
    return tree


def _sense(code: str, form: str, way: dict[str, Any]) -> _Sense:
    objects: Phrases | None = None
    if "objects" in way:
        objects = Phrases()
        for phrase in way["objects"]:
            objects.add(phrase, phrase)
    return _Sense(
        code, form.removesuffix("s"), objects, frozenset(way.get("about", ())),
        way.get("reach", _REACH),
    )  # fmt: skip


def _rank(sense: _Sense) -> int:
    return _ORDER.index(sense.code) if sense.code in _ORDER else len(_ORDER)
