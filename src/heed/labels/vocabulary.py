"""Proposes labels by their terms alone: what a taxonomy's vocabulary says of a text.

It needs no training; its scores were counted, per label: how often a person gave the label where a
term of it stood. It is also the baseline that everything trained must beat.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any

from heed.labels.terms import Found, Terms
from heed.records import Suggestion
from heed.vocab.taxonomies import Taxonomy, taxonomies

_SHOWN = 2


class TermsLabeller:
    """Proposes each label of which a term stands in the text.

    `rates` are the scores by label, `rate` is that of labels without one. Nothing is `sure`.
    """

    method = "terms 1"

    def __init__(self, taxonomy: Taxonomy, rates: Mapping[str, float], rate: float) -> None:
        self.taxonomy = taxonomy.code
        self._terms = Terms([taxonomy])
        self._rates = rates
        self._rate = rate

    def propose(
        self, texts: Sequence[str], *, reasons: bool = True
    ) -> list[tuple[Suggestion, ...]]:
        """Return the labels whose terms each text has, likeliest first; see `Labeller`."""
        return [self._proposed(text, reasons=reasons) for text in texts]

    def _proposed(self, text: str, *, reasons: bool) -> tuple[Suggestion, ...]:
        proposed = [
            Suggestion(
                taxonomy=self.taxonomy,
                code=code,
                score=self._rates.get(code, self._rate),
                sure=False,
                reason=says(text, found) if reasons else "",
                method=self.method,
                words=tuple((one.start, one.end) for one in found) if reasons else (),
            )
            for code, found in by_code(self._terms.find(text)).items()
        ]
        return tuple(sorted(proposed, key=lambda one: -one.score))


def by_code(found: Sequence[Found]) -> dict[str, list[Found]]:
    """Return what was found by label, in the order of the text."""
    held: dict[str, list[Found]] = {}
    for one in found:
        held.setdefault(one.code, []).append(one)
    return held


def says(text: str, found: Sequence[Found]) -> str:
    """Return a reason: which terms the text has, each once, the first ones in full."""
    said = list(dict.fromkeys(" ".join(text[one.start : one.end].split()) for one in found))
    shown = " and ".join(f'"{one}"' for one in said[:_SHOWN])
    more = len(said) - _SHOWN
    return f"says {shown} and {more} more" if more > 0 else f"says {shown}"


@cache
def terms_labeller(code: str) -> TermsLabeller:
    """Return the labeller by terms of a taxonomy that comes with heed. Raises `KeyError`."""
    rates = numbers("terms-1.json")["rates"].get(code, {})
    return TermsLabeller(taxonomies()[code], rates.get("codes", {}), rates.get("all", 0.5))


@cache
def numbers(name: str) -> Mapping[str, Any]:
    """Return what a file of measured numbers of `heed.labels` holds: rates, weights."""
    path = resources.files("heed.labels").joinpath(f"data/{name}")
    held: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return held
