"""Lists made ready to be compared: meaning, words and labels of each text, once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
import numpy.typing as npt
from scipy import sparse

from heed.labels.registry import trained
from heed.labels.weighed import ISSUES
from heed.links.meaning import Meaning, meaning
from heed.links.sides import Side, side
from heed.links.words import rows, said, unexplained, weighed
from heed.vocab.matters import wider

Floats = npt.NDArray[np.float32]
# A label below this chance is not one that a text might have.
_LIKELY = 0.1


@dataclass(frozen=True, slots=True)
class Read:
    """One text as it is compared: its asks, each with its side, and its weighed words.

    `rest` are the rarer stems that no term explains, with how rare each is; `said`
    gives for a stem the word that has it.
    """

    meaning: Meaning
    sides: tuple[Side, ...]
    words: dict[str, float]
    rest: dict[str, float]
    said: dict[str, str]


@dataclass(frozen=True)  # no slots: what is derived from it is kept on it
class Prepared:
    """The different texts of a list. `at` has the place of each item's text among them."""

    texts: tuple[str, ...]
    at: tuple[int, ...]

    @cached_property
    def read(self) -> tuple[Read, ...]:
        """Return each text as it is compared."""
        return tuple(map(_read, self.texts))

    @cached_property
    def labels(self) -> Floats:
        """Return how likely each text has each issue (texts x issues), rows of length 1."""
        if not self.texts:
            return np.zeros((0, len(trained(ISSUES).codes)), np.float32)
        likely = trained(ISSUES).chances([one.meaning.text for one in self.read])
        likely = np.where(likely < _LIKELY, 0, likely)
        length = np.sqrt((likely**2).sum(axis=1, keepdims=True))
        found: Floats = (likely / np.maximum(length, 1e-9)).astype(np.float32)
        return found

    @cached_property
    def likely(self) -> tuple[dict[int, float], ...]:
        """Return the issues of each text that it may have, by their place, with how likely."""
        return tuple({int(at): float(row[at]) for at in np.nonzero(row)[0]} for row in self.labels)


def prepared(texts: Sequence[str]) -> Prepared:
    """Return a list made ready; what is the same in it is read once."""
    places: dict[str, int] = {}
    at = tuple(places.setdefault(text, len(places)) for text in texts)
    return Prepared(tuple(places), at)


@lru_cache(maxsize=16_384)  # a list is compared with several: about 8 kB a text
def _read(text: str) -> Read:
    held = meaning(text)
    sides = tuple(dict.fromkeys(map(side, held.asks)))
    rest = unexplained(held.text, held.known)
    return Read(held, sides, weighed(held.text), rest, said(held.text))


@dataclass(frozen=True, slots=True)
class Matrices:
    """The words of a list (texts x stems): weighed, which there are (ones), and the unexplained."""

    words: sparse.csr_matrix
    there: sparse.csr_matrix
    rest: sparse.csr_matrix


def matrices(later: Prepared, earlier: Prepared) -> tuple[Matrices, Matrices]:
    """Return the words of both lists as matrices with the same stems."""
    places: dict[str, int] = {}
    held = [
        [
            rows([one.words for one in each.read], places),
            rows([one.rest for one in each.read], places),
        ]
        for each in (later, earlier)
    ]
    made: list[Matrices] = []
    for words, rest in held:
        for one in (words, rest):
            one.resize((one.shape[0], len(places)))
        there = words.copy()
        there.data = np.ones_like(there.data)
        made.append(Matrices(words, there, rest))
    return made[0], made[1]


def about_matrix(held: Prepared, places: dict[str, int]) -> sparse.csr_matrix:
    """Return what each text is about (texts x concepts and instruments), ones where it is.

    A matter or group counts with all that contains it, so that a text on housing meets one on
    basic services.
    """
    ends, at = [0], []
    for one in held.read:
        codes = {code for side_ in one.sides for code in _about(side_)}
        at += [places.setdefault(code, len(places)) for code in codes]
        ends.append(len(at))
    shape = (len(held.texts), len(places))
    return sparse.csr_matrix((np.ones(len(at), np.float32), np.array(at, np.int32), ends), shape)


def _about(one: Side) -> set[str]:
    matters, persons = wider("matters"), wider("persons")
    found = {f"i {code}" for code in one.instruments} | {f"s {step}" for step in one.steps}
    for code in one.matters:
        found |= matters[code]
    for code in one.persons or one.all_persons:
        found |= persons[code]
    return found
