"""The words of a text and their stems, with the places they stand at."""

from __future__ import annotations

import re
from functools import lru_cache

import snowballstemmer

WORD = re.compile(r"\w+")
_stemmer = snowballstemmer.stemmer("english")
# What each ASCII character is to words: its lower case if it is of one, else a space.
_ASCII = "".join(one.lower() if WORD.match(one) else " " for one in map(chr, range(128)))
_PLAIN = _ASCII.encode() + bytes(range(128, 256))


def words(text: str) -> list[str]:
    """Return the words of `text` in order, without case."""
    # The same as the pattern gives, in half the time; nearly all English texts are ASCII.
    if text.isascii():
        return text.encode().translate(_PLAIN).decode().split()
    return WORD.findall(text.lower())


def places(text: str) -> list[tuple[int, int]]:
    """Return the half-open offsets of the words of `text` in order.

    Letters whose lower case is longer ("İ") would shift what follows: such texts are measured as
    they are, so that every offset is one of `text`.
    """
    lowered = text.lower()
    return [found.span() for found in WORD.finditer(lowered if len(lowered) == len(text) else text)]


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Return the stem of an English word, as the Snowball stemmer gives it."""
    return str(_stemmer.stemWord(word))
