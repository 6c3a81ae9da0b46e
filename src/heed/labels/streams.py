"""What a linear labeller counts in a text: words, stems, neighbours, pairs, how it opens.

A stream turns the words of a text into whole numbers, one for each thing that occurs. Which numbers
matter is learned (`heed.labels.features`). Measured on sessions 15-16 with models of sessions 1-14,
micro-F1 of UPR Info's issues: words and neighbours alone 0.907, with letters of words (3 to 5)
0.910, with stems and pairs of stems anywhere in the text 0.9145.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

# How far into a text its verbs of asking reach: 6 words did better than 4 (accuracy 0.921, 0.917).
_OPENING = 6
# Beyond this many words a text's pairs are too many, and too far from each other, to mean anything.
_MOST_PAIRED = 60


@dataclass(frozen=True, slots=True)
class Known:
    """The numbers of the words of one text; -1 where a word, or its stem, was not learned.

    `of_words` words and `of_stems` stems were learned; the first `of_key` stems are the ones that
    are common enough to be paired.
    """

    words: Sequence[int]
    stems: Sequence[int]
    of_words: int
    of_stems: int
    of_key: int


@dataclass(frozen=True, slots=True)
class Stream:
    """A way of counting. `count` gives the numbers of what occurs, `once` if each only once.

    The last digits of a number, to the base of how many `words`, `stems` or `key` stems there are,
    say which (`many` of them) it stands for. With `combine` what is counted is each two of the
    numbers that `count` gives.
    """

    count: Callable[[Known], list[int]]
    base: str
    many: int = 1
    once: bool = False
    combine: bool = False


def single_words(known: Known) -> list[int]:
    """Return each word."""
    return [word for word in known.words if word >= 0]


def single_stems(known: Known) -> list[int]:
    """Return each stem."""
    return [stem for stem in known.stems if stem >= 0]


def neighbours(known: Known) -> list[int]:
    """Return each two stems that follow one another."""
    size, stems = known.of_stems, known.stems
    pairs = pairwise(stems)
    return [a * size + b for a, b in pairs if a >= 0 and b >= 0]


def paired(known: Known) -> list[int]:
    """Return the stems of the text that are paired with each other, wherever they stand."""
    key = known.of_key
    return sorted({stem for stem in known.stems[:_MOST_PAIRED] if 0 <= stem < key})


def opening(known: Known) -> list[int]:
    """Return the first words, each with its place."""
    size = known.of_words
    return [n * size + word for n, word in enumerate(known.words[:_OPENING]) if word >= 0]


def opening_neighbours(known: Known) -> list[int]:
    """Return each two of the first stems that follow one another, with their place."""
    size, stems = known.of_stems, known.stems[:_OPENING]
    two = enumerate(pairwise(stems))
    return [(n * size + a) * size + b for n, (a, b) in two if a >= 0 and b >= 0]


def opening_words(known: Known) -> list[int]:
    """Return the first words, wherever among the first they stand."""
    return [word for word in known.words[:_OPENING] if word >= 0]


def with_the_first(known: Known) -> list[int]:
    """Return each stem together with the first: what is asked for by which verb."""
    if not known.stems or known.stems[0] < 0:
        return []
    first = known.stems[0] * known.of_stems
    return [first + stem for stem in known.stems[1:40] if stem >= 0]


def one_apart(known: Known) -> list[int]:
    """Return each two stems with one word between them: "by rapidly enacting"."""
    size, stems = known.of_stems, known.stems
    return [a * size + b for a, b in zip(stems, stems[2:], strict=False) if a >= 0 and b >= 0]


STREAMS: dict[str, Stream] = {
    "words": Stream(single_words, "words"),
    "stems": Stream(single_stems, "stems"),
    "neighbours": Stream(neighbours, "stems", 2),
    "pairs": Stream(paired, "key", 2, once=True, combine=True),
    "opening": Stream(opening, "words", once=True),
    "opening_neighbours": Stream(opening_neighbours, "stems", 2, once=True),
    "opening_words": Stream(opening_words, "words"),
    "with_the_first": Stream(with_the_first, "stems", 2),
    "one_apart": Stream(one_apart, "stems", 2),
}
