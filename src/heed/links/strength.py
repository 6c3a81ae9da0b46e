"""How much an item asks: from calling for something in general to one specific act.

The scale is UPR Info's, of Edward McMahon: 1 minimal action, 2 continuing action, 3 considering
action, 4 general action, 5 specific action. Each item is put on it by the labeller that comes
with heed (its card: `heed/models/upr_info.action.yaml`).
"""

from __future__ import annotations

from collections.abc import Sequence

from heed.labels.registry import trained

ACTION = "upr_info.action"


def strengths(texts: Sequence[str]) -> list[int]:
    """Return for each text how much it asks, 1 to 5."""
    if not texts:
        return []
    each = dict.fromkeys(texts)
    found = trained(ACTION).propose(list(each), reasons=False)
    level = {text: int(some[0].code) for text, some in zip(each, found, strict=True)}
    return [level[text] for text in texts]
