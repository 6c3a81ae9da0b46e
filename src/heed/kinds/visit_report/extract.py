"""What a mandate holder asks after a visit: the last chapter or chapters of the report alone."""

from __future__ import annotations

import re

from heed.errors import NoSuchSection
from heed.kinds.chapters import last_chapter
from heed.kinds.items import sorted_out
from heed.records import Document, Extraction, Recognition

_VOICE = "special_procedures"
_CHAPTER = re.compile(r"\b(?:conclusions?|recommendations?|concluding)\b", re.IGNORECASE)


def extract(document: Document, recognition: Recognition) -> Extraction:
    """Return one item for each numbered paragraph of the last chapter that asks.

    Words without a speaker ask as well there ("Legislation is needed"). Paragraphs that conclude
    and ask nothing are passages. Raises `NoSuchSection` where no chapter concludes.
    """
    held = last_chapter(document, _CHAPTER, _VOICE)
    if not held:
        raise NoSuchSection("Conclusions and recommendations")
    return sorted_out(document, recognition, held, weak=True, others=True)
