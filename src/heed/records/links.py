"""What heed proposes of two items: that the later asks again what the earlier asked, and why."""

from __future__ import annotations

from dataclasses import dataclass

# From the strongest to the weakest. Two items without a link are different. A later item repeats
# an earlier one where it is one of the first two.
RELATIONS = ("same", "narrower_or_broader", "related")


@dataclass(frozen=True, slots=True)
class Ground:
    """One named feature of a pair of items.

    `value` is 0 to 1, `weight` what it counts for: above 0 it speaks for a repeat, below 0 against.
    `words` are a few words that a person understands: "both ask to ratify ICRMW".
    """

    name: str
    value: float
    weight: float
    words: str


@dataclass(frozen=True, slots=True)
class Link:
    """One proposed link. It is nobody's decision until a person confirms it.

    `later` and `earlier` are the ids of the two items, `relation` one of `RELATIONS`. `score` is
    the chance, 0 to 1, that the later item repeats the earlier one. `grounds` are what counted,
    heaviest first, `reason` says them in one line. `sure` marks what may pass without review.
    """

    later: str
    earlier: str
    relation: str
    score: float
    grounds: tuple[Ground, ...]
    reason: str
    sure: bool = False
