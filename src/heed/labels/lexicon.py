"""Words as numbers: the words and stems that labellers have learned, and texts written in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Self
from weakref import WeakValueDictionary

import numpy as np

from heed.labels.streams import Known
from heed.labels.words import SMALL, stem, words

# Texts taken together: enough for the arithmetic, little memory.
_TOGETHER = 4_000
# Two numbers in one: more than there are stems.
_BITS = 31
# Words remembered with their numbers; texts of the field use about 20,000.
_REMEMBERED = 60_000


class Lexicon:
    """Words and stems that were learned, numbered as they stand; the first `of_key` are paired."""

    def __init__(self, words_: Sequence[str], stems: Sequence[str], of_key: int) -> None:
        self.words = tuple(words_)
        self.stems = tuple(stems)
        self.of_key = of_key
        self._numbers = _Numbers(self.words, self.stems)

    def known(self, texts: Sequence[str]) -> Known:
        """Return the words of texts as numbers; a `Block` is read once, whoever asks."""
        if not isinstance(texts, Block):
            return self._read(texts)
        if self not in texts.known:
            texts.known[self] = self._read(texts)
        return texts.known[self]

    def _read(self, texts: Sequence[str]) -> Known:
        if len(self._numbers) > _REMEMBERED:
            self._numbers.clear()
        each = list(map(words, texts))
        sizes = np.fromiter(map(len, each), np.int64, len(each))
        both = np.fromiter(
            map(self._numbers.__getitem__, chain.from_iterable(each)), np.int64, sizes.sum()
        )
        begins = np.cumsum(sizes) - sizes
        return Known(
            words=(both >> _BITS + 1) - 1,
            stems=(both >> 1 & (1 << _BITS) - 1) - 1,
            small=both % 2 == 1,
            row=np.repeat(np.arange(len(each)), sizes),
            place=np.arange(len(both)) - np.repeat(begins, sizes),
            texts=len(each),
            of_words=len(self.words),
            of_stems=len(self.stems),
            of_key=self.of_key,
        )


class _Numbers(dict[str, int]):
    """The numbers of a word and of its stem as one, by word; each 0 if it was not learned.

    The last bit says whether the word is a small one.
    """

    def __init__(self, words_: Sequence[str], stems: Sequence[str]) -> None:
        super().__init__()
        self._words = {word: n for n, word in enumerate(words_, 1)}
        self._stems = {one: n for n, one in enumerate(stems, 1)}

    def __missing__(self, word: str) -> int:
        both = self._words.get(word, 0) << _BITS | self._stems.get(stem(word), 0)
        both = both << 1 | (word in SMALL)
        self[word] = both
        return both


class Block(tuple[str, ...]):
    """Texts that several labellers read, with their words as the numbers of each lexicon."""

    known: dict[Lexicon, Known]

    def __new__(cls, texts: Iterable[str]) -> Self:
        """Return a block of which nothing is known yet."""
        block = super().__new__(cls, texts)
        block.known = {}
        return block


def blocks(texts: Sequence[str]) -> Iterator[Block]:
    """Return texts in blocks of a size that is quick to read; one that is a block stays whole."""
    if isinstance(texts, Block):
        yield texts
        return
    for start in range(0, len(texts), _TOGETHER):
        yield Block(texts[start : start + _TOGETHER])


_lexicons: WeakValueDictionary[tuple[tuple[str, ...], tuple[str, ...], int], Lexicon]
_lexicons = WeakValueDictionary()


def lexicon(words_: Sequence[str], stems: Sequence[str], of_key: int) -> Lexicon:
    """Return a lexicon; the same one for all labellers that learned the same words."""
    name = tuple(words_), tuple(stems), of_key
    return _lexicons.setdefault(name, Lexicon(*name))
