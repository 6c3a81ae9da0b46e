"""What a labeller is, and how several are asked together."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Protocol

from heed.labels.lexicon import blocks
from heed.records import Suggestion


class Labeller(Protocol):
    """Proposes labels of one taxonomy.

    `method` names it with its version, as it stands in `Suggestion.method`.
    """

    @property
    def taxonomy(self) -> str:
        """Return the code of the taxonomy whose labels it proposes."""
        ...

    @property
    def method(self) -> str:
        """Return its name and version."""
        ...

    def propose(
        self, texts: Sequence[str], *, reasons: bool = True
    ) -> list[tuple[Suggestion, ...]]:
        """Return what would be proposed to a person for each text, most likely first.

        Without `reasons` the fields `reason` and `words` stay empty; it is several times faster.
        """
        ...


def suggest(
    texts: Sequence[str], labellers: Sequence[Labeller], *, reasons: bool = True
) -> list[tuple[Suggestion, ...]]:
    """Return for each text the proposals of all `labellers`, in their order."""
    found: list[tuple[Suggestion, ...]] = []
    for block in blocks(texts):
        each = [one.propose(block, reasons=reasons) for one in labellers]
        found += [tuple(chain.from_iterable(answers)) for answers in zip(*each, strict=True)]
    return found
