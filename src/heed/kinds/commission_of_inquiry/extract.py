"""What a Commission of Inquiry recommends: the numbered paragraphs of its last chapter on it."""

from __future__ import annotations

import re
from dataclasses import replace

from heed.errors import NoSuchSection
from heed.kinds.chapters import last_chapter
from heed.kinds.commission_of_inquiry.recognise import instrument
from heed.kinds.items import sorted_out
from heed.kinds.requests import due, passage
from heed.records import Document, Extraction, Recognition

# Article 29 (2) of the Constitution: the Government says within three months whether it accepts.
_ACCEPTS = re.compile(r"\bwhether (?:or not )?it accepts (?:or not )?the recommendations\b")
_OFFICE = re.compile(r"\b(?:Director-General|Governing Body|Office|Conference)\b")
_CHAPTER = re.compile(r"\bRecommendations?\b", re.IGNORECASE)


def extract(document: Document, recognition: Recognition) -> Extraction:
    """Return one item for each numbered paragraph of the recommendations that asks.

    Raises `NoSuchSection` where no chapter is called recommendations.
    """
    held = last_chapter(document, _CHAPTER, "coi")
    if not held:
        raise NoSuchSection("Recommendations")
    code = instrument(document.text)
    asks = [one for one in held if not _ACCEPTS.search(one.text)]
    found = sorted_out(document, recognition, asks, instrument=code, weak=True, others=True,
                       never=_OFFICE)  # fmt: skip
    answers = [one for one in held if _ACCEPTS.search(one.text)]
    return replace(
        found,
        passages=(*found.passages, *(passage("follow_up", one) for one in answers)),
        dues=tuple(
            reply
            for one in answers
            if (reply := due(document, "reply", one, 0, len(one.text))) is not None
        ),
    )
