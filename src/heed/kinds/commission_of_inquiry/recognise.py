"""A report of a Commission of Inquiry is known by its title and the article it rests on."""

from __future__ import annotations

import re

from heed.kinds.front import Front
from heed.records import Recognition
from heed.vocab import states
from heed.vocab.instruments import convention

_TITLE = re.compile(r"Commission\s+of\s+Inquiry", re.IGNORECASE)
_ARTICLE = re.compile(
    r"article\s+26\s+of\s+the\s+Constitution\s+of\s+the\s+I(?:nternational\s+Labour|LO)"
    r"|article\s+26\s+of\s+the\s+(?:ILO\s+)?Constitution",
    re.IGNORECASE,
)
_COUNTRY = re.compile(
    r"\b(?:observance|non-observance|compliance|implementation)\s+(?:by|in)\s+"
    r"(?:the\s+Government\s+of\s+)?(?P<country>(?:the\s+)?[A-Z][\w'’ -]{2,60}?)\s+(?:of|with)\s+"
    r"|\bobservance\s+of\s+.{3,200}?\bby\s+"
    r"(?P<by>(?:the\s+)?[A-Z][\w'’ -]{2,60}?)\s*(?:[.,;\n*]|$)",
    re.DOTALL,
)
_UNDER = re.compile(r"[A-Z][^;:\n]{4,160}?Convention(?:\s\(Revised\))?,\s+\d{4}\s+\(No\.\s+\d+\)")
_YEAR = re.compile(
    r"^\W*(?:Geneva,?\s+)?(?:\d{1,2}\s+)?(?:(?:January|February|March|April|May|June|July|August"
    r"|September|October|November|December)\s+)?(?P<year>(?:19|20)\d\d)\W*$",
    re.MULTILINE,
)
_ISSUE = re.compile(
    r"\b(?:Vol\.|Official\s+Bulletin|Geneva)[^\n]{0,40}?\b(?P<year>(?:19|20)\d\d)\b"
)
_HEAD = 4_000


def known(shown: Front) -> Recognition | None:
    """Return what a report of a Commission of Inquiry is, None if the title is none.

    `symbol` is heed's own, `COI/XAU/2004` with the year of the report; None where no line of the
    front gives it.
    """
    head = shown.front[:_HEAD]
    title = _TITLE.search(head[:1_500])
    country = _COUNTRY.search(head)
    if title is None or country is None or not _ARTICLE.search(head):
        return None
    printed = " ".join(next(part for part in country.groups() if part).split())
    state = states.find(printed)
    year = _ISSUE.search(head) or _YEAR.search(head)
    place = state.iso3 if state else "-".join(re.sub(r"^the\s", "", printed).upper().split())
    return Recognition(
        kind="commission_of_inquiry",
        reasons=(
            (
                "Its title is that of a report of a Commission of Inquiry, under article 26 of the "
                "Constitution of the ILO."
            ),
        ),
        mechanism="coi",
        symbol=f"COI/{place}/{year.group('year')}" if year else None,
        state=state.iso3 if state else None,
        language="en",
        title=state.name if state else re.sub(r"^the\s", "", printed),
        dated=year.group("year") if year else None,
    )


def instrument(text: str) -> str | None:
    """Return the code of the Convention that the title names ("C029"), None if it names none."""
    under = _UNDER.search(text[:_HEAD])
    found = convention(under.group()) if under else None
    return found.code if found else None
