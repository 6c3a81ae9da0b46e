"""What heed proposes of a text: a label of a taxonomy, how likely it is right, and why."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One proposed label. It is nobody's decision until a person confirms it.

    `taxonomy` and `code` name the label (`heed.vocab.taxonomies`). `score` is the calibrated
    probability that a person would give this label, 0 to 1. `sure` marks what may pass without
    review. `reason` is a few words a person understands; `words` are the half-open offsets in the
    text of what decided, most decisive first. `method` names what proposed it, with its version.
    """

    taxonomy: str
    code: str
    score: float
    sure: bool
    reason: str
    method: str
    words: tuple[tuple[int, int], ...] = ()
