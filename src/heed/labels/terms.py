"""Finds the terms of taxonomies in a text: their words, whatever the case, number or spelling.

Words are compared after folding (`fold_word`); a match begins and ends at a word. In one taxonomy
the longest term wins where several begin at the same word, and a term that lies within a longer one
does not count: "human rights education" is not also "education". Taxonomies do not hide each other.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from heed.vocab.taxonomies import Taxonomy

_WORD = re.compile(r"[^\W_]+(?:['’ʼ][^\W_]+)*")
_APOSTROPHES = re.compile("['’ʼ]")
_IRREGULAR = {"women": "woman", "men": "man", "children": "child", "curricula": "curriculum"}
# British to American, at the end of a word and in what is made of it.
_SPELLINGS = (
    (re.compile(r"is(?=(?:ations?|e[ds]?|ing|ers?)$)"), "iz"),
    (re.compile(r"(?<=[a-z]{3})our(?=(?:ed|ing|able|er|)$)"), "or"),
    (re.compile(r"gramme$"), "gram"),
    (re.compile(r"(?<=[nt])re$"), "er"),
    (re.compile(r"(?<=def|off|lic)ence(?=$)"), "ense"),
)
_SHORTEST_STEM = 3


class Found(NamedTuple):
    """A term in a text: `text[start:end]` is it as written, `code` the label it means."""

    taxonomy: str
    code: str
    start: int
    end: int


class Terms:
    """The terms of some taxonomies, made ready to be found."""

    def __init__(self, taxonomies: Iterable[Taxonomy]) -> None:
        taxonomies = tuple(taxonomies)
        self._names = tuple(one.code for one in taxonomies)
        self._trie: dict[str, Any] = {}
        self._exact: set[str] = set()
        self._stems: set[str] = set()
        for at, one in enumerate(taxonomies):
            for phrase in one.silent:
                self._add(phrase, at, "")
            for label in one.labels:
                for term in label.terms:
                    self._add(term, at, label.code)
        # Texts repeat few words: a look-up is made once for each.
        self._keys = lru_cache(maxsize=1 << 16)(self._look_up)

    def find(self, text: str) -> list[Found]:
        """Return the terms in `text` from left to right, one row for each label that a term means.

        Offsets are half-open, in `text`.
        """
        keys, trie = self._keys, self._trie
        spans = [m.span() for m in _WORD.finditer(text)]
        words = [keys(text[start:end]) for start, end in spans]
        free = [0] * len(self._names)
        found: list[Found] = []
        for i, first in enumerate(words):
            nodes = first and [node for key in first if (node := trie.get(key))]
            if not nodes:  # most words are of no term, or begin none
                continue
            for at, (stop, codes) in _longest(nodes, words, i + 1).items():
                if i >= free[at]:
                    free[at] = stop
                    name, start, end = self._names[at], spans[i][0], spans[stop - 1][1]
                    found += [Found(name, code, start, end) for code in codes if code]
        return found

    def _add(self, term: str, at: int, code: str) -> None:
        node = self._trie
        for key in term_words(term):
            (self._stems if key.endswith("*") else self._exact).add(key)
            node = node.setdefault(key, {})
        leaf = node.setdefault("", {})
        leaf[at] = tuple(dict.fromkeys((*leaf.get(at, ()), code)))

    def _look_up(self, word: str) -> tuple[str, ...]:
        """Return what a word counts as in the trie: itself, and each stem that it begins with."""
        bare = fold_word(word)
        exact = (bare,) if bare in self._exact else ()
        stems = (f"{bare[:n]}*" for n in range(len(bare), _SHORTEST_STEM - 1, -1))
        return exact + tuple(stem for stem in stems if stem in self._stems)


def term_words(term: str) -> tuple[str, ...]:
    """Return the folded words of a term; a star at the end of a word is kept."""
    return tuple(
        f"{fold_word(one.group(), whole=False)}*"
        if term[one.end() : one.end() + 1] == "*"
        else fold_word(one.group())
        for one in _WORD.finditer(term)
    )


@lru_cache(maxsize=1 << 16)
def fold_word(word: str, *, whole: bool = True) -> str:
    """Return a word as it is compared: lower case, singular, without accents, American spelling.

    The beginning of a word (not `whole`) keeps its end.
    """
    bare = word.casefold()
    if not bare.isascii():
        plain = unicodedata.normalize("NFKD", bare)
        bare = "".join(c for c in plain if not unicodedata.combining(c))
    parts = _APOSTROPHES.split(bare)
    bare = "".join(parts[:-1] if len(parts) > 1 and parts[-1] == "s" else parts)
    return _american(_singular(bare)) if whole else bare


def _singular(word: str) -> str:
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) <= 3 or not word.endswith("s") or word.endswith(("ss", "us", "sis")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    if word.endswith(("ches", "shes", "xes", "sses")):
        return word[:-2]
    return word[:-1]


def _american(word: str) -> str:
    for british, american in _SPELLINGS:
        word = british.sub(american, word)
    return word


def _longest(
    nodes: Sequence[dict[str, Any]], words: Sequence[tuple[str, ...]], stop: int
) -> dict[int, tuple[int, tuple[str, ...]]]:
    """Return by taxonomy where its longest term stops, and what that means.

    `nodes` are where the term's first word leads, `stop` is the next word.
    """
    found: dict[int, tuple[int, tuple[str, ...]]] = {}
    while nodes:
        for one in nodes:
            leaf = one.get("")
            if leaf:
                for taxonomy, codes in leaf.items():
                    until, others = found.get(taxonomy, (0, ()))
                    both = others if until == stop else ()
                    found[taxonomy] = (stop, (*both, *(c for c in codes if c not in both)))
        if stop == len(words) or not words[stop]:
            break
        nodes = [child for one in nodes for key in words[stop] if (child := one.get(key))]
        stop += 1
    return found
