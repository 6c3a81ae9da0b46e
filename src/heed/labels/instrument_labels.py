"""Proposes the instruments a text names, and what it asks of each, as labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from heed.labels.asks import Ask, read
from heed.labels.instruments import Mention
from heed.records import Suggestion
from heed.vocab import instruments
from heed.vocab.instrument_labels import ASKS, INSTRUMENTS, asks

METHOD = "instruments 1"
_SURE = 0.95  # what may pass without review is right at least 95 times in 100
_SHOWN = 90  # characters of the text that a reason quotes


@dataclass(frozen=True, slots=True)
class InstrumentLabeller:
    """Proposes the instruments that a text names (taxonomy `instruments`).

    `score` is the share that was right of what the rules proposed on recommendations that were read
    before the rules saw them: one for named instruments, one for collective phrases.
    """

    taxonomy: str = INSTRUMENTS
    method: str = METHOD

    def propose(
        self, texts: Sequence[str], *, reasons: bool = True
    ) -> list[tuple[Suggestion, ...]]:
        """Return the instruments of each text, in the order they are named first."""
        return [tuple(self._proposed(text, reasons=reasons)) for text in texts]

    def _proposed(self, text: str, *, reasons: bool) -> list[Suggestion]:
        places: dict[str, list[Mention]] = {}
        for mention in read(text).mentions:
            places.setdefault(mention.code, []).append(mention)
        return [self._suggestion(text, named, reasons=reasons) for named in places.values()]

    def _suggestion(self, text: str, named: Sequence[Mention], *, reasons: bool) -> Suggestion:
        code = named[0].code
        kind = "collective" if code in instruments.collective() else "named"
        score = _measured()[kind]
        shown = text[named[0].start : named[0].end]
        words = tuple((one.start, one.end) for one in named)
        return Suggestion(
            taxonomy=self.taxonomy,
            code=code,
            score=score,
            sure=score >= _SURE,
            reason=f'names "{_short(shown)}"' if reasons else "",
            method=self.method,
            words=words if reasons else (),
        )


@dataclass(frozen=True, slots=True)
class AskLabeller:
    """Proposes what a text asks of each instrument (taxonomy `instruments.asks`).

    `score` is the share that was right of what the rules proposed for the same ask on
    recommendations read before.
    """

    taxonomy: str = ASKS
    method: str = METHOD

    def propose(
        self, texts: Sequence[str], *, reasons: bool = True
    ) -> list[tuple[Suggestion, ...]]:
        """Return what each text asks, in the order of the text."""
        return [
            tuple(self._suggestion(text, one, reasons=reasons) for one in read(text).asks)
            for text in texts
        ]

    def _suggestion(self, text: str, one: Ask, *, reasons: bool) -> Suggestion:
        score = _measured()[one.ask]
        return Suggestion(
            taxonomy=self.taxonomy,
            code=one.code,
            score=score,
            sure=score >= _SURE,
            reason=_reason(text, one) if reasons else "",
            method=self.method,
            words=((one.start, one.end), one.named) if reasons else (),
        )


def _reason(text: str, one: Ask) -> str:
    asked = f"asks to {asks()[one.ask]}"
    if one.considering:
        asked = f"asks to consider it ({asks()[one.ask]})"
    first, last = min(one.start, one.named[0]), max(one.end, one.named[1])
    return f'{asked}: "{_short(text[first:last])}"'


def _short(shown: str) -> str:
    plain = " ".join(shown.split())
    return plain if len(plain) <= _SHOWN else f"{plain[:_SHOWN].rsplit(' ', 1)[0]} ..."


@cache
def _measured() -> dict[str, float]:
    """Return how often a proposal of each sort is right; one more wrong and right is counted in.

    The counts are those of `measured` in `asks.yaml`.
    """
    counts = instruments.data("asks")["measured"]
    return {sort: round((right + 1) / (of + 2), 3) for sort, (right, of) in counts.items()}
