"""What a Commission of Inquiry recommends: the numbered paragraphs of its last chapter on it."""

from __future__ import annotations

import re

from heed.errors import NoSuchSection
from heed.kinds.chapters import last_chapter
from heed.kinds.commission_of_inquiry.recognise import instrument
from heed.kinds.items import sorted_out
from heed.records import Document, Extraction, Recognition

_CHAPTER = re.compile(r"\bRecommendations?\b", re.IGNORECASE)


def extract(document: Document, recognition: Recognition) -> Extraction:
    """Return one item for each numbered paragraph of the recommendations that asks.

    Raises `NoSuchSection` where no chapter is called recommendations.
    """
    held = last_chapter(document, _CHAPTER, "coi")
    if not held:
        raise NoSuchSection("Recommendations")
    code = instrument(document.text)
    return sorted_out(document, recognition, held, instrument=code, weak=True)
