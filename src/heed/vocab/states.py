"""The States of the United Nations and every way documents have written them.

Names are compared after folding, never as printed. Source of the spellings: `data/states.yaml`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from heed.vocab.packaged import load

# U+201F stands for the apostrophe in four reports of 2011-2012 (Japan, Moldova, Uganda, Venezuela).
_APOSTROPHES = "'’‘‟`´"
_TOKEN = re.compile(rf"[^\W\d_]+(?:[{_APOSTROPHES}][^\W\d_]+)*[{_APOSTROPHES}]?|&")
_DROP_APOSTROPHES = {ord(c): None for c in _APOSTROPHES}


@dataclass(frozen=True, slots=True)
class State:
    """A State: ISO 3166-1 alpha-3 code, the name as the UN writes it, and its other spellings.

    `group` is the code of its regional group at the United Nations, `""` for an observer.
    """

    iso3: str
    name: str
    names: tuple[str, ...] = ()
    observer: bool = False
    group: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """A State named in a text: `text[start:end]` is the name as written, with its article."""

    state: State
    start: int
    end: int


def fold(name: str) -> str:
    """Return `name` without case, accents, apostrophes, punctuation and a leading article."""
    return " ".join(_without_article([_fold_token(t) for t in _TOKEN.findall(name)]))


@cache
def all_states() -> tuple[State, ...]:
    """Return the 193 Member States and the two observers, by code."""
    return tuple(
        State(
            r["iso3"],
            r["name"],
            tuple(r.get("names", ())),
            bool(r.get("observer")),
            r.get("group", ""),
        )
        for r in load("data/states.yaml")["entries"]
    )


@cache
def groups() -> dict[str, str]:
    """Return the names of the five regional groups of the United Nations, by code."""
    return {row["code"]: row["name"] for row in load("data/states.yaml")["groups"]}


def by_iso3(code: str) -> State | None:
    """Return the State with this ISO 3166-1 alpha-3 code, None if there is none."""
    return _codes().get(code)


def find(name: str) -> State | None:
    """Return the State that is called `name` in any known spelling, None if none is."""
    return _folded().get(tuple(fold(name).split()))


def sort_key(state: State) -> str:
    """Return what orders States as the UN does: by English name, without accents."""
    return fold(state.name)


def mentions(text: str) -> Iterator[Mention]:
    """Yield the States named in `text` from left to right, the longest name first."""
    spans = [(m.start(), m.end(), _fold_token(m.group())) for m in _TOKEN.finditer(text)]
    i = 0
    while i < len(spans):
        found = _longest(spans, i)
        if found is None:
            i += 1
            continue
        state, stop = found
        yield Mention(state, spans[i][0], _closing(text, spans[i][0], spans[stop - 1][1]))
        i = stop


def _longest(spans: list[tuple[int, int, str]], at: int) -> tuple[State, int] | None:
    first = at + 1 if spans[at][2] == "the" else at
    for stop in range(min(len(spans), first + _longest_name()), first, -1):
        state = _folded().get(tuple(t for _, _, t in spans[first:stop]))
        if state is not None:
            return state, stop
    return None


def _closing(text: str, start: int, end: int) -> int:
    """Return `end`, past a bracket that closes inside the name: `Iran (Islamic Republic of)`."""
    name = text[start:end]
    if name.count("(") > name.count(")"):
        closing = re.match(r"\s?\)", text[end:])
        return end + closing.end() if closing else end
    return end


def _without_article(tokens: list[str]) -> list[str]:
    return tokens[1:] if len(tokens) > 1 and tokens[0] == "the" else tokens


@cache
def _fold_token(token: str) -> str:
    if token == "&":  # noqa: S105 -- a word, not a secret
        return "and"
    bare = unicodedata.normalize("NFKD", token.translate(_DROP_APOSTROPHES))
    return "".join(c for c in bare if not unicodedata.combining(c)).casefold()


@cache
def _codes() -> dict[str, State]:
    return {s.iso3: s for s in all_states()}


@cache
def _folded() -> dict[tuple[str, ...], State]:
    names: dict[tuple[str, ...], State] = {}
    for state in all_states():
        for name in (state.name, *state.names):
            names[tuple(fold(name).split())] = state
    return names


@cache
def _longest_name() -> int:
    return max(len(tokens) for tokens in _folded())
