"""The words of a text and their stems, with the places they stand at."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import snowballstemmer

Offsets = npt.NDArray[np.int64]

WORD = re.compile(r"\w+")
_stemmer = snowballstemmer.stemmer("english")
# What each ASCII character is to words: its lower case if it is of one, else a space.
_ASCII = "".join(one.lower() if WORD.match(one) else " " for one in map(chr, range(128)))
_PLAIN = _ASCII.encode() + bytes(range(128, 256))
_OF_WORD = np.array([one != " " for one in _ASCII])


# Of these no reason is made: they weigh something only beside others.
SMALL = frozenset(
    {
        "a", "all", "an", "and", "any", "as", "at", "be", "by", "for", "from", "has", "have", "in",
        "is", "it", "its", "more", "no", "not", "of", "on", "or", "other", "that", "the", "their",
        "these", "this", "to", "which", "with",
    }
)  # fmt: skip


def words(text: str) -> list[str]:
    """Return the words of `text` in order, without case."""
    # The same as the pattern gives, in half the time; nearly all English texts are ASCII.
    if text.isascii():
        return text.encode().translate(_PLAIN).decode().split()
    return WORD.findall(_lower(text))


def spans(texts: Sequence[str]) -> tuple[Offsets, Offsets]:
    """Return where each word of the texts, one after the other, begins and ends in its text."""
    held = np.frombuffer("\n".join(map(_lower, texts)).encode("utf-32-le"), np.uint32)
    of_word = _OF_WORD[np.minimum(held, len(_OF_WORD) - 1)]
    for code in np.unique(held[held >= len(_OF_WORD)]).tolist():
        of_word[held == code] = WORD.match(chr(code)) is not None
    edges = np.flatnonzero(np.diff(of_word, prepend=False, append=False))
    begins = np.cumsum([0, *(len(text) + 1 for text in texts)])
    begin = begins[np.searchsorted(begins, edges[::2], side="right") - 1]
    return edges[::2] - begin, edges[1::2] - begin


def _lower(text: str) -> str:
    # The one letter whose lower case is longer; it would shift what follows.
    return text.replace("İ", "i").lower()


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Return the stem of an English word, as the Snowball stemmer gives it."""
    return str(_stemmer.stemWord(word))
