"""Session, adoption, addressee and the themes on which the State is encouraged to act."""

from __future__ import annotations

import re

from heed.kinds.lines import Run, clean_lines
from heed.kinds.numbered import Numbered, passage, sentences
from heed.kinds.stated import stated
from heed.records import Document, Extraction, Recognition

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_FACTS = {
    "council_session": re.compile(
        r"(\d{1,2}(?:st|nd|rd|th)|[A-Za-z-]+) session of the Human Rights Council"
    ),
    "addressee": re.compile(
        r"((?:H\.\s?E\.|Her Excellency|His Excellency)\s+(?:Mr|Ms|Mrs|Dr)\.?\s+[^,\n]{3,60})"
    ),
    "dated": re.compile(rf"(\d{{1,2}} (?:{_MONTHS}) \d{{4}})"),
    "matrix": re.compile(r"matrix of recommendations[^.]{0,120}?(https?://\S+)", re.IGNORECASE),
}  # fmt: skip
_ENCOURAGED = re.compile(r"\bencourage(?:d|s)?\b|\binvite(?:d|s)?\b", re.IGNORECASE)


def extract(document: Document, recognition: Recognition) -> Extraction:
    """Return facts and, as passages of the role `theme`, the sentences that encourage or invite."""
    run = Run(clean_lines(document))
    asked = [s for s in sentences(run.text) if _ENCOURAGED.search(s.text)]
    passages = tuple(passage("theme", Numbered(i, "", run), s) for i, s in enumerate(asked, 1))
    return Extraction(recognition, passages=passages, facts=tuple(stated(run, _FACTS)))
