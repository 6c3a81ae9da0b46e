"""What a Commission of Inquiry recommends: the numbered paragraphs of its last chapter on it."""

from __future__ import annotations

import re

from heed.errors import NoSuchSection
from heed.kinds import asking
from heed.kinds.chapters import last_chapter
from heed.kinds.commission_of_inquiry.recognise import instrument
from heed.kinds.items import item, passage
from heed.records import Document, Extraction, Passage, Recognition, Recommendation

_CHAPTER = re.compile(r"\bRecommendations?\b", re.IGNORECASE)


def extract(document: Document, recognition: Recognition) -> Extraction:
    """Return one item for each numbered paragraph of the recommendations that asks.

    Raises `NoSuchSection` where no chapter is called recommendations.
    """
    held = last_chapter(document, _CHAPTER, "coi")
    if not held:
        raise NoSuchSection("Recommendations")
    code = instrument(document.text)
    items: list[Recommendation] = []
    passages: list[Passage] = []
    for one in held:
        asked = asking.ask(one.text, asking.voice("coi"), weak=True)
        if asked is None:
            passages.append(passage(document, one.run, one.number, "coi"))
            continue
        items.append(
            item(document, one.run, asked, one.number, recognition.symbol,
                 heading=one.heading, instrument=code)
        )  # fmt: skip
    return Extraction(recognition, recommendations=tuple(items), passages=tuple(passages))
