"""Numbers that were learned, and where each stands among them: a bit for each possible number.

That takes a third of the time of a search, and little memory: 3 MB for all pairs of 4,000 words.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.int64]
_BITS = 64
# Of more possible numbers than this (20 MB) the place is searched for.
_MOST = 100_000_000


class Ranks:
    """The places of `numbers`, which are in order, each once, from 0 to below `size`."""

    def __init__(self, numbers: Numbers, size: int) -> None:
        self._numbers = numbers
        self._bits = np.zeros(size // _BITS + 1 if size <= _MOST else 0, np.uint64)
        if len(self._bits):
            np.bitwise_or.at(self._bits, numbers // _BITS, _bit(numbers))
        held = np.bitwise_count(self._bits).astype(np.int32)
        self._before = np.cumsum(held, dtype=np.int32) - held

    def of(self, asked: Numbers) -> tuple[npt.NDArray[np.int_], npt.NDArray[np.bool]]:
        """Return where each number stands among those learned, and which of them do."""
        if not len(self._bits):
            return self._searched(asked)
        at = asked // _BITS
        bits, bit = self._bits[at], _bit(asked)
        smaller = np.bitwise_count(bits & (bit - np.uint64(1)))
        return self._before[at] + smaller, (bits & bit) != 0

    def _searched(self, asked: Numbers) -> tuple[npt.NDArray[np.int_], npt.NDArray[np.bool]]:
        if not len(self._numbers):
            return asked, np.zeros(len(asked), bool)
        at = np.searchsorted(self._numbers, asked)
        at[at == len(self._numbers)] = 0
        return at, self._numbers[at] == asked


def _bit(numbers: Numbers) -> npt.NDArray[np.uint64]:
    return np.left_shift(np.uint64(1), (numbers % _BITS).view(np.uint64))
