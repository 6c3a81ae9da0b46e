"""Whether two names can be one person's: in one text, and across scripts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

from heed.vocab.packaged import load

_ENDING = 3


def folded(name: str) -> list[str]:
    """Return the words of a name without case, accents, hyphens and apostrophes."""
    plain = unicodedata.normalize("NFKD", name.replace(".", " ")).casefold()
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return re.sub(r"[^\w ]+", "", plain.replace("đ", "d").replace("ł", "l")).split()


def same_word(one: str, other: str, *, cases: bool) -> bool:
    """Whether two folded words are one, in whatever case where a language has `cases`."""
    if one == other:
        return True
    if not cases:
        return False
    stem = min(len(one), len(other))
    common = next((i for i in range(stem) if one[i] != other[i]), stem)
    return common >= 3 and max(len(one), len(other)) - common <= _ENDING and common * 2 > stem


def same_person(one: str, other: str, *, cases: bool = False) -> bool:
    """Whether two names of one text can be one person's: last names equal, first names not at odds.

    A single word can be a last name, or in Viet Nam the last of the given ones.
    """
    a, b = folded(one), folded(other)
    if not a or not b:
        return False
    if len(a) > len(b):
        a, b = b, a
    if len(a) == 1:
        # Where the family name goes first, that is what stands alone: "Wei" for "Wei Ming".
        return any(same_word(a[0], word, cases=cases) for word in b)
    if not same_word(a[-1], b[-1], cases=cases):
        # "Bruno Aral" and "Bruno Aral de Mar": the shorter stands at the beginning of the longer.
        return len(a) < len(b) and all(
            same_word(x, y, cases=cases) for x, y in zip(a, b, strict=False)
        )
    if all(any(same_word(x, y, cases=cases) for y in b) for x in a):
        return True
    return a[0] == b[0] or _initial(a[0], b[0]) or same_word(a[0], b[0], cases=cases)


def _initial(one: str, other: str) -> bool:
    return (len(one) == 1 or len(other) == 1) and one[0] == other[0]


def sound(name: str) -> tuple[str, ...]:
    """Return the words of a name by their consonants, to compare spellings of several scripts."""
    return tuple(found for word in folded(name) if (found := _sound(word)))


def _sound(word: str) -> str:
    letters, sounds = _letters()
    latin = "".join(letters.get(c, c) for c in word)
    for written, sounding in sounds:
        latin = latin.replace(written, sounding)
    bare = re.sub(r"[aeiouyäöü']", "", latin)
    return re.sub(r"(.)\1+", r"\1", bare)


@cache
def _letters() -> tuple[dict[str, str], tuple[tuple[str, str], ...]]:
    data = load("data/letters.yaml", "heed.dialogue")
    return data["letters"], tuple((one, other) for one, other in data["sounds"])


def alike(some: Sequence[str], others: Sequence[str]) -> bool:
    """Whether one of `some` names sounds like one of `others`; last names decide."""
    return any(_alike(sound(one), sound(other)) for one in some for other in others)


def _alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    if not one or not other:
        return False
    a, b = one[-1], other[-1]
    # A case adds a consonant at the end: Ленк, Ленком.
    return (
        min(len(a), len(b)) >= 2
        and (a.startswith(b) or b.startswith(a))
        and abs(len(a) - len(b)) <= 1
    )


_SHORTEST_STEM = 2


def nominative(name: str, case: str) -> str:
    """Return a name in a case ("instrumental", "genitive", "dative") in the nominative.

    A word of another ending is left as it is: names from elsewhere are often not declined.
    """
    endings = load("data/letters.yaml", "heed.dialogue")["cases"].get(case, ())
    return " ".join(_nominative(word, endings) for word in name.split())


def _nominative(word: str, endings: Sequence[Sequence[str]]) -> str:
    for ending, first in endings:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word[: -len(ending)] + first
    return word
