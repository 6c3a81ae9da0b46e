"""Proposes OHCHR's themes, its groups of persons and the SDGs: terms and issues, weighed.

Labelled rows are few (two lists of one State), so nothing is learnt of single words. A label is a
candidate where a term of it stands in the text, or where an issue of UPR Info is proposed that maps
to it (`vocab.crosswalk`); a logistic function of six numbers, the same for all labels, says how
likely the candidate is. A label that no list ever showed is thus proposed by the same rule.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from heed.labels.labeller import Labeller
from heed.labels.terms import Found, Terms
from heed.labels.vocabulary import by_code, numbers, says
from heed.records import Suggestion
from heed.vocab.taxonomies import Taxonomy, crosswalk, taxonomies

ISSUES = "upr_info.issues"


@dataclass(frozen=True, slots=True)
class Weights:
    """What was learnt of one taxonomy.

    `factors` are the six weights in the order of `evidence`, `start` is what is added to them.
    `right` is by label how often it was given where a term of it stood, `missed` how often where
    none did; `usual_right` and `usual_missed` are those of a label that was never seen. Candidates
    less likely than `floor` are not proposed.
    """

    start: float
    factors: tuple[float, ...]
    right: Mapping[str, float]
    missed: Mapping[str, float]
    usual_right: float
    usual_missed: float
    floor: float = 0.2


def evidence(terms: int, issue: float, right: float, missed: float) -> tuple[float, ...]:
    """Return the six numbers that speak for a label.

    `terms` counts the places where a term of it stands, `issue` is the score of the likeliest issue
    that maps to it, 0 for none; `right` and `missed` are its rates.
    """
    own = 1.0 if terms else 0.0
    return (
        own,
        math.log(max(terms, 1)),
        issue,
        own * issue,
        own * _logit(right),
        (1.0 - own) * _logit(missed),
    )


class WeighedLabeller:
    """Proposes the likely candidates of one taxonomy; `issues` proposes UPR Info's issues.

    Nothing is `sure`: the rows to show 95 right in 100 are too few, and lists differ in habit.
    """

    method = "terms and issues 1"

    def __init__(self, taxonomy: Taxonomy, weights: Weights, issues: Labeller) -> None:
        self.taxonomy = taxonomy.code
        self._terms = Terms([taxonomy])
        self._weights = weights
        self._issues = issues
        self._walk = crosswalk(ISSUES, taxonomy.code)

    def propose(
        self, texts: Sequence[str], *, reasons: bool = True
    ) -> list[tuple[Suggestion, ...]]:
        """Return the likely labels of each text, likeliest first; see `Labeller`."""
        issues = self._issues.propose(texts, reasons=reasons)
        return [
            self._proposed(text, mapped(proposed, self._walk), reasons=reasons)
            for text, proposed in zip(texts, issues, strict=True)
        ]

    def _proposed(
        self, text: str, issues: Mapping[str, Suggestion], *, reasons: bool
    ) -> tuple[Suggestion, ...]:
        found = by_code(self._terms.find(text))
        proposed = []
        for code in dict.fromkeys((*found, *issues)):
            own, issue = found.get(code, []), issues.get(code)
            score = self._score(code, len(own), issue.score if issue else 0.0)
            if score < self._weights.floor:
                continue
            reason, words = _why(text, own, issue) if reasons else ("", ())
            proposed.append(
                Suggestion(self.taxonomy, code, score, False, reason, self.method, words)  # noqa: FBT003
            )
        return tuple(sorted(proposed, key=lambda one: -one.score))

    def _score(self, code: str, terms: int, issue: float) -> float:
        held = self._weights
        right = held.right.get(code, held.usual_right)
        missed = held.missed.get(code, held.usual_missed)
        speaks = evidence(terms, issue, right, missed)
        sum_ = held.start + sum(f * e for f, e in zip(held.factors, speaks, strict=True))
        return round(1 / (1 + math.exp(-sum_)), 4)


class Once:
    """A labeller that is asked once for the same texts, however many ask it."""

    def __init__(self, labeller: Labeller) -> None:
        self.taxonomy = labeller.taxonomy
        self.method = labeller.method
        self._labeller = labeller
        self._last: tuple[tuple[tuple[str, ...], bool], list[tuple[Suggestion, ...]]] | None = None

    def propose(
        self, texts: Sequence[str], *, reasons: bool = True
    ) -> list[tuple[Suggestion, ...]]:
        """Return what the labeller proposes, from memory where the same was asked last."""
        asked, last = (tuple(texts), reasons), self._last
        if last is None or last[0] != asked:
            last = self._last = (asked, self._labeller.propose(texts, reasons=reasons))
        return list(last[1])


def mapped(
    issues: Sequence[Suggestion], walk: Mapping[str, tuple[str, ...]]
) -> dict[str, Suggestion]:
    """Return by label the likeliest of the proposed issues that map to it."""
    held: dict[str, Suggestion] = {}
    for one in issues:
        for code in walk.get(one.code, ()):
            if code not in held or held[code].score < one.score:
                held[code] = one
    return held


def weighed_labeller(code: str, issues: Labeller) -> WeighedLabeller:
    """Return the labeller of `uhri.themes`, `uhri.groups` or `sdg.goals` that comes with heed.

    `issues` proposes UPR Info's issues; the weights were learned with the trained labeller's.
    Raises `KeyError`: no weights.
    """
    return WeighedLabeller(taxonomies()[code], _weights(code), issues)


@lru_cache(maxsize=8)
def _weights(code: str) -> Weights:
    raw = numbers("weighed-1.json")["weights"][code]
    usual = raw["usual"]
    return Weights(
        usual["start"],
        tuple(raw["factors"].values()),
        raw["right"],
        raw["missed"],
        usual["right"],
        usual["missed"],
        usual["floor"],
    )


def _why(
    text: str, own: Sequence[Found], issue: Suggestion | None
) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return the reason and the words that decided; an issue's own where no term stands."""
    by_issue = f'UPR Info\'s issue "{issue.code}" goes with it' if issue else ""
    if own:
        words = tuple((one.start, one.end) for one in own)
        return "; ".join(filter(None, (says(text, own), by_issue))), words
    return by_issue, issue.words if issue else ()


def _logit(rate: float) -> float:
    return math.log(rate / (1 - rate))
