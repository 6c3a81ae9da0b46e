"""Date, meeting and the documents that make up the outcome."""

from __future__ import annotations

import re

from heed.kinds.lines import Run, clean_lines
from heed.kinds.stated import quote, stated
from heed.records import Document, Extraction, Fact, Recognition

_FACTS = {
    "reviewed": re.compile(r"conducted the review of .{2,80}? on (\d{1,2} \w+ \d{4})"),
    "adopted": re.compile(
        r"(?<!\w)(\d{1,2} \w+ \d{4})\s*\.?\s*\]?$|meeting[,\s]+(?:on )?(\d{1,2} \w+ \d{4})"
    ),
    "meeting": re.compile(r"(\d{1,3}(?:st|nd|rd|th)) meeting"),
    "vote": re.compile(r"(Adopted without a vote|Adopted by a recorded vote[^.\]]*)"),
}
_SYMBOL = re.compile(r"A/HRC/\d+/\d+(?:/(?:Add|Corr)\.\d)?")


def extract(document: Document, recognition: Recognition) -> Extraction:
    """Return what the decision states, each with its place."""
    run = Run(clean_lines(document))
    facts = stated(run, _FACTS)
    seen: set[str] = set()
    for found in _SYMBOL.finditer(run.text):
        if found.group() not in seen:
            seen.add(found.group())
            facts.append(Fact("document", found.group(), quote(run, *found.span())))
    return Extraction(recognition, facts=tuple(facts))
