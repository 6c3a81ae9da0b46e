"""What each ground counts for, and from which chance a link is proposed: `data/weights-1.json`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources

import numpy as np

from heed.links.grounds import NAMES
from heed.links.learning import Doubles, chance

METHOD = "links 1"
# What the rules of the guideline say of each ground, written by hand with the labelled pairs in
# view: for a repeat, and for asks that meet at all. 3 takes an even chance to 95 in 100. What is 0
# only explains.
PRIOR = {
    "same step": (3.0, 2.0),
    "other step": (-2.5, 0.0),
    "other instrument": (-2.5, -1.0),
    "subject contained": (1.5, 2.0),
    "subject equal": (1.0, 0.0),
    "no subject": (-2.5, -2.0),
    "same persons": (0.8, 2.0),
    "other persons": (-2.0, -1.0),
    "same measure": (1.0, 0.5),
    "other measure": (-1.5, 0.0),
    "crossed": (-1.2, 0.0),
    "more in both": (-1.5, 0.0),
    "words": (4.0, 4.0),
    "labels": (2.0, 1.0),
}
# An even chance of a repeat has a pair of which one contains the other's subject, with the same
# labels and a fifth of its words in common; of meeting, one with that subject alone.
PRIOR_BIAS = (-4.3, -2.0)


@dataclass(frozen=True)  # no slots: what is derived from it is kept on it
class Weights:
    """The weights of the grounds in the order of `NAMES`, for a repeat and for a meeting.

    A link is a repeat from the chance `proposed`, related from the chance `related` of meeting,
    and sure from the chance `sure` of a repeat; above 1 nothing is.
    """

    repeat: Doubles
    repeat_bias: float
    meets: Doubles
    meets_bias: float
    proposed: float = 0.4
    related: float = 0.5
    sure: float = 0.93

    @cached_property
    def rounded(self) -> tuple[float, ...]:
        """Return the weights for a repeat as they are shown."""
        return tuple(round(float(one), 3) for one in self.repeat)

    def repeats(self, values: Doubles) -> Doubles:
        """Return the chance of a repeat for each row of grounds (pairs x grounds)."""
        return chance(values @ self.repeat + self.repeat_bias)

    def meeting(self, values: Doubles) -> Doubles:
        """Return the chance that the asks meet at all for each row of grounds."""
        return chance(values @ self.meets + self.meets_bias)


@cache
def shipped() -> Weights:
    """Return the weights that come with heed. How they were learned: `data/README.md`."""
    file = resources.files("heed.links").joinpath("data/weights-1.json")
    return loaded(json.loads(file.read_text(encoding="utf-8")))


def loaded(held: dict[str, dict[str, float]]) -> Weights:
    """Return the weights that a file holds."""
    repeat, meets = held["repeat"], held["meets"]
    return Weights(
        np.array([repeat[name] for name in NAMES]),
        repeat["bias"],
        np.array([meets[name] for name in NAMES]),
        meets["bias"],
        **held["bounds"],
    )


def kept(weights: Weights) -> dict[str, dict[str, float]]:
    """Return weights as a file holds them."""
    names = [*NAMES, "bias"]
    both = {
        "repeat": [*weights.repeat, weights.repeat_bias],
        "meets": [*weights.meets, weights.meets_bias],
    }
    bounds = {name: getattr(weights, name) for name in ("proposed", "related", "sure")}
    rounded = {
        which: {name: round(float(value), 4) for name, value in zip(names, row, strict=True)}
        for which, row in both.items()
    }
    return rounded | {"bounds": bounds}
