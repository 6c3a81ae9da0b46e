"""What the Council or the Assembly asks of one State: operative paragraphs, never the preamble."""

from __future__ import annotations

import re

from heed.kinds.cleared import cleared
from heed.kinds.items import sorted_out
from heed.kinds.lines import Line
from heed.kinds.paragraphs import outline
from heed.records import Document, Extraction, Recognition

# What stands below the last operative paragraph: the meeting, the vote.
_BELOW = re.compile(
    r"\d{1,3}(?:st|nd|rd|th)\s(?:plenary\s)?meeting\b|\[(?:Adopted|Resolution)\b|In\sfavour\s?:"
    r"|[_*]{3,}$"
)


def extract(document: Document, recognition: Recognition) -> Extraction:
    """Return one item for each operative paragraph that asks the State concerned.

    What is asked of others (the Secretary-General, the Office, other States) is a passage of the
    role `procedural`; what is only welcomed or condemned is `positive` or `concern`.
    """
    held = outline(document, _operative(document), speaks=lambda _: True)
    return sorted_out(document, recognition, held.paragraphs)


def _operative(document: Document) -> list[Line]:
    """Return the lines up to the meeting or the vote; a resolution has no headings."""
    kept: list[Line] = []
    for line in cleared(document):
        if _BELOW.match(line.text) and kept:
            break
        kept.append(line)
    return kept
