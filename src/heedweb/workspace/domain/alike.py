"""Which texts say the same, and which are probably alike: digests that are compared instead."""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Sequence

_WORD = re.compile(r"\w+")
# Short words are in every text.
_SHORT = 4
# Four bands of three: texts that share seven of ten words share a band four times in five, those
# that share three of ten one time in ten (1 - (1 - s^3)^4).
_BANDS, _IN_BAND = 4, 3
_FACTORS = tuple(2_654_435_761 * (2 * i + 1) % 2**32 for i in range(_BANDS * _IN_BAND))


def digest(text: str) -> str:
    """Return the digest of a text as it is written."""
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def same(text: str) -> str:
    """Return what texts have in common that are alike but for case, spaces and punctuation."""
    return digest(" ".join(_WORD.findall(text.casefold())))


def near(text: str) -> list[int]:
    """Return four numbers; texts that share one are probably near each other (MinHash)."""
    words = {word for word in _WORD.findall(text.casefold()) if len(word) >= _SHORT}
    hashes = [zlib.crc32(word.encode()) for word in words]
    if not hashes:
        return []
    least = [min(h * factor % 2**32 for h in hashes) for factor in _FACTORS]
    bands = (least[i * _IN_BAND : (i + 1) * _IN_BAND] for i in range(_BANDS))
    return [zlib.crc32(f"{i}:{band}".encode()) for i, band in enumerate(bands)]


def groups(texts: Sequence[str]) -> list[str]:
    """Return a name for each text, equal for texts that are alike, or each alike to a third."""
    first: dict[int, int] = {}
    above = list(range(len(texts)))

    def top(at: int) -> int:
        while above[at] != at:
            above[at] = above[above[at]]
            at = above[at]
        return at

    for at, text in enumerate(texts):
        # A text of short words alone is alike only to itself.
        for band in near(text):
            above[top(at)] = top(first.setdefault(band, at))
    return [str(top(at)) for at in range(len(texts))]
