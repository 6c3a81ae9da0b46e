"""Positions that stand after the list: "The recommendations listed above enjoy the support of".

Reports of 2008 and 2009 print a neutral list first and say in the next paragraphs what becomes
of it (A/HRC/8/36, paragraphs 68-70). Only lists that are still open take such a position.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from heed.kinds.upr_report.lead_ins import LeadIn, classify
from heed.records import Claim, Position

_ABOVE = re.compile(
    r"these recommendations|recommendations (?:listed )?above|above(?:-mentioned)? recommendations"
    r"|recommendations in paragraphs? \d+(?: and \d+)?\b(?!\s?\()|recommendations? listed above",
    re.IGNORECASE,
)
# "Recommendations noted in the report in paragraphs 23 (b), 24": text of the dialogue, not a list.
_DIALOGUE = re.compile(
    r"(?:noted|contained|reflected|made)\s+(?:in the (?:present )?report )?"
    r"(?:at|in) (?:following )?paragraphs?",
    re.IGNORECASE,
)
_MIXED = re.compile(r"some that enjoy .*? others? (?:that|which)", re.IGNORECASE | re.DOTALL)


def settle(senses: Sequence[LeadIn], texts: Sequence[str], listed: Sequence[bool]) -> list[LeadIn]:
    """Return the sense of each paragraph after the paragraphs that follow it have been read.

    `texts[i]` is paragraph i: its lead-in, and what stands unnumbered after its last item.
    `listed[i]` is True if the paragraph holds a list.
    """
    settled = list(senses)
    for i, sense in enumerate(senses):
        if not listed[i] or sense.role not in ("open", "list") or sense.position is not None:
            continue
        later = next((x for x in map(_about_above, texts[i + 1 :]) if x is not None), None)
        own = _about_above(texts[i].split("\0", 1)[1]) if "\0" in texts[i] else None
        found = own or later
        if found is not None:
            settled[i] = replace(
                sense, position=found.position or sense.position, claim=found.claim or sense.claim
            )
    return settled


def _about_above(text: str) -> LeadIn | None:
    """Return what a paragraph says of the lists above it, None if it speaks of something else."""
    if not _ABOVE.search(text) or _DIALOGUE.search(text):
        return None
    if _MIXED.search(text):
        return LeadIn("list", Position.UNCLEAR)
    sense = classify(text)
    if sense.position is None and sense.claim is None:
        return None
    return LeadIn("list", sense.position, sense.claim if _claims(sense) else None)


def _claims(sense: LeadIn) -> bool:
    return sense.claim in (Claim.IMPLEMENTED, Claim.IN_PROCESS, Claim.EITHER)
