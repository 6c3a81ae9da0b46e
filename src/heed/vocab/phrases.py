"""Phrases as data, and where a text has one of them.

A phrase is written `convention (on|of) rights of child [and its protocol]`: `( | )` are
alternatives, `[ ]` may be absent. "the" is not counted, in phrases or in texts. A word in
capitals means an abbreviation and is found only in capitals; all others are found in any case.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

_WORD = re.compile(
    # A word cut at a line's end ("Discrimi-\nnation") is one word; "short- and long-term" is not.
    r"[^\W\d_]+(?:-\s+(?!(?:and|or|to|the|of)\b)[a-zß-öø-ÿ]+)?|\d+"
)
_PLAIN = re.compile(r"[^\W\d_]+|\d+")
_CUT = re.compile(r"-\s+")
_TOKEN = re.compile(r"[()\[\]|]|[^\s()\[\]|]+")
_END = re.compile(r"[.;?!•]")
_NO_END = frozenset({"no", "nos", "art", "arts", "para", "paras", "etc", "n", "c", "e", "g", "i"})
_SENSE = 0  # the key under which a node of the tree keeps what the phrase means


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text, without "the": in lower case, as they stand, and where they are.

    `starts` and `ends` are half-open offsets in `text`; `sentence` numbers the sentence, cut at
    full stops and semicolons.
    """

    text: str
    lower: list[str]
    plain: list[str]
    starts: list[int]
    ends: list[int]
    sentence: list[int]

    def __len__(self) -> int:
        return len(self.lower)

    def between(self, left: int, right: int) -> list[str]:
        """Return the words from `left` up to but without `right`, in lower case."""
        return self.lower[left:right]

    def gap(self, at: int) -> str:
        """Return what stands between the word before `at` and the word at `at`."""
        return self.text[self.ends[at - 1] : self.starts[at]]

    def at(self, offset: int) -> int:
        """Return the number of the word that holds this offset or ends before it."""
        return max(bisect_right(self.starts, offset) - 1, 0)


def words(text: str) -> Words:
    """Return the words of `text`."""
    pattern = _WORD if _CUT.search(text) else _PLAIN  # the second is faster
    lowered = text.lower()
    if len(lowered) != len(text):  # a few letters have no small one of their own
        lowered = "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)
    places = [found.span() for found in pattern.finditer(text)]
    lower = [lowered[start:end] for start, end in places]
    sentence = _sentences(text, places, lower) if _END.search(text) else [0] * len(places)
    if "the" in lower:
        kept = [at for at, word in enumerate(lower) if word != "the"]
        places = [places[at] for at in kept]
        lower = [lower[at] for at in kept]
        sentence = [sentence[at] for at in kept]
    plain = [text[start:end] for start, end in places]
    if pattern is _WORD:
        plain = [_CUT.sub("", word) for word in plain]
        lower = [_CUT.sub("", word) for word in lower]
    starts, ends = [place[0] for place in places], [place[1] for place in places]
    return Words(text, lower, plain, starts, ends, sentence)


def _sentences(text: str, places: list[tuple[int, int]], lower: list[str]) -> list[int]:
    """Return the number of the sentence that each word belongs to."""
    sentence: list[int] = []
    number = last = 0
    before = ""
    for (start, end), word in zip(places, lower, strict=True):
        if start - last > 1 and before not in _NO_END and _END.search(text, last, start):
            number += 1
        sentence.append(number)
        last, before = end, word
    return sentence


class Phrases:
    """A tree of phrases, each with what it means; the longest that fits is found."""

    def __init__(self) -> None:
        self._tree: dict[Any, Any] = {}

    def add(self, pattern: str, sense: object) -> None:
        """Add every form of `pattern`. Where two mean something, the first added stays."""
        for form in forms(pattern):
            self.put(form, sense)

    def put(self, form: tuple[str, ...], sense: object) -> None:
        """Add one form as words; nothing where it has none."""
        node = self._tree
        for word in form:
            node = node.setdefault(word, {})
        if form:
            node.setdefault(_SENSE, sense)

    def find(self, held: Words, at: int) -> tuple[int, Any] | None:
        """Return the word after the longest phrase that begins at word `at`, and its sense."""
        return max(self.every(held, at), key=lambda one: one[0], default=None)

    def every(self, held: Words, at: int) -> list[tuple[int, Any]]:
        """Return each phrase that begins at word `at`: the word after it, and its sense."""
        found: list[tuple[int, Any]] = []
        states = [(self._tree, at)]
        lower, plain, sentence = held.lower, held.plain, held.sentence
        count, here = len(lower), sentence[at]
        while states:
            node, next_ = states.pop()
            if _SENSE in node:
                found.append((next_, node[_SENSE]))
            if next_ == count or sentence[next_] != here:
                continue
            word, shown = lower[next_], plain[next_]
            if word in node:
                states.append((node[word], next_ + 1))
            if shown != word and shown in node:
                states.append((node[shown], next_ + 1))
        return found

    def beginnings(self, held: Words) -> list[int]:
        """Return the words at which a phrase may begin."""
        tree, plain = self._tree, held.plain
        return [at for at, word in enumerate(held.lower) if word in tree or plain[at] in tree]


def forms(pattern: str) -> Iterator[tuple[str, ...]]:
    """Return every form of a phrase, as words. Raises ValueError where brackets do not close."""
    parts = _TOKEN.findall(pattern)
    made, at = _alternatives(parts, 0)
    if at != len(parts):
        raise ValueError(f"brackets do not close in the phrase {pattern!r}")
    yield from dict.fromkeys(made)


def _alternatives(parts: list[str], at: int) -> tuple[list[tuple[str, ...]], int]:
    made: list[tuple[str, ...]] = []
    while True:
        run, at = _run(parts, at)
        made += run
        if at == len(parts) or parts[at] != "|":
            return made, at
        at += 1


def _run(parts: list[str], at: int) -> tuple[list[tuple[str, ...]], int]:
    made: list[tuple[str, ...]] = [()]
    while at < len(parts) and parts[at] not in ")]|":
        opened = parts[at]
        if opened in "([":
            inner, at = _alternatives(parts, at + 1)
            if at == len(parts) or parts[at] != {"(": ")", "[": "]"}[opened]:
                raise ValueError(f"brackets do not close in the phrase {' '.join(parts)!r}")
            made = _joined(made, inner if opened == "(" else [(), *inner])
        else:
            made = _joined(made, [_split(opened)])
        at += 1
    return made, at


def _split(word: str) -> tuple[str, ...]:
    shown = [part for part in _WORD.findall(word) if part.lower() != "the"]
    return tuple(part if part.isupper() else part.lower() for part in shown)


def _joined(
    left: Iterable[tuple[str, ...]], right: Iterable[tuple[str, ...]]
) -> list[tuple[str, ...]]:
    held = list(right)
    return [before + after for before in left for after in held]
