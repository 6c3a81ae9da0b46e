"""Facts that a paper states in set phrases, each with its place."""

from __future__ import annotations

import re
from collections.abc import Mapping

from heed.kinds.lines import Run
from heed.records import Fact, Quote


def stated(run: Run, phrases: Mapping[str, re.Pattern[str]]) -> list[Fact]:
    """Return the first hit of each phrase: its first group that matched is the value."""
    facts: list[Fact] = []
    for name, pattern in phrases.items():
        found = pattern.search(run.text)
        if found:
            value = next(group for group in found.groups() if group)
            facts.append(Fact(name, value, quote(run, *found.span())))
    return facts


def quote(run: Run, start: int, end: int) -> Quote:
    """Return words of a text with their place in the document."""
    return Quote(run.text[start:end], *run.place(start, end), run.line_at(start).page)
