"""Learns the weights of the grounds from few labelled pairs, held towards what the rules say.

A logistic regression whose weights are drawn not towards 0 but towards a weight given for each
ground beforehand: with few pairs it stays near the rules, with many it follows the pairs.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Doubles = npt.NDArray[np.float64]
# How many pairs a prior weight counts for, about: of 3 and 10, tried on the pairs of the develop
# folder, what gave much the same with a State left out as without (docs/decisions/0023).
HELD = 10.0
_STEPS = 50
_ENOUGH = 1e-9


def learn(
    values: Doubles,
    right: npt.NDArray[np.bool_],
    prior: Sequence[float],
    bias: float,
    *,
    held: float = HELD,
) -> tuple[Doubles, float]:
    """Return the weight of each ground and the bias, by Newton's method.

    `values` (pairs x grounds) are the grounds' values, `right` what is to be told from them,
    `prior` the weights and `bias` the bias that they are held towards: how many of some pairs
    repeat says more about how these were chosen than about other lists.
    """
    rows = np.hstack([values, np.ones((len(values), 1))])
    towards = np.array([*prior, bias])
    hold = np.diag([held] * len(towards))
    at = towards.copy()
    for _ in range(_STEPS):
        likely = chance(rows @ at)
        slope = rows.T @ (likely - right) + hold @ (at - towards)
        bend = (rows * (likely * (1 - likely))[:, None]).T @ rows + hold
        step = np.linalg.solve(bend, slope)
        at = at - step * min(1.0, 5.0 / max(float(np.abs(step).max()), _ENOUGH))
        if float(np.abs(step).max()) < _ENOUGH:
            break
    return at[:-1], float(at[-1])


def chance(logit: Doubles) -> Doubles:
    """Return the chances, 0 to 1, of log-odds."""
    found: Doubles = 1 / (1 + np.exp(-np.clip(logit, -40, 40)))
    return found
