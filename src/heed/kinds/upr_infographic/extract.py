"""The totals that the infographic prints: of the review, and of the cycle before."""

from __future__ import annotations

import re

from heed.records import Document, Extraction, Problem, Quote, Recognition, Totals

_SENTENCE = re.compile(
    r"received\s+(\d{1,3})\s+recommendations\s+and\s+(?:it\s+)?(?:supported|accepted)\s+(\d{1,3})"
)
_CYCLE = re.compile(r"UPR\s+(\d)(?:st|nd|rd|th)\s+Cycle")
# Four numbers above the legend: received in both cycles, accepted in both.
_CHART = re.compile(
    r"(\d{1,3})\s+(\d{1,3})\s+(\d{1,3})\s+(\d{1,3})\s+Recommendations\s+received\s+Recommendations"
    r"\s+accepted"
)


def extract(document: Document, recognition: Recognition) -> Extraction:
    """Return received and supported; the infographic does not count what was noted."""
    text = document.text
    totals: list[Totals] = []
    found = _SENTENCE.search(text)
    if found:
        counts = int(found.group(1)), int(found.group(2))
        quote = _quote(document, *found.span())
        totals.append(
            Totals(recognition.state, quote, *counts, cycle=recognition.cycle)
        )  # fmt: skip
    chart = _CHART.search(text)
    cycles = [int(m.group(1)) for m in _CYCLE.finditer(text, chart.end() if chart else 0)]
    if chart and len(cycles) >= 2:
        quote = _quote(document, *chart.span())
        for i, cycle in enumerate(cycles[:2]):
            if cycle != recognition.cycle:
                totals.append(
                    Totals(recognition.state, quote, int(chart.group(i + 1)),
                           int(chart.group(i + 3)), cycle=cycle)
                )  # fmt: skip
    problems = () if totals else (Problem("no_totals", "No totals are found on it."),)
    return Extraction(recognition, totals=tuple(totals), problems=problems)


def _quote(document: Document, start: int, end: int) -> Quote:
    page = document.page_of(start)
    words = " ".join(document.text[start:end].split())
    return Quote(words, start, end, page.number if page else None)
