"""How concluding observations are known: by a committee's symbol or name and their title."""

from __future__ import annotations

import re

from heed.kinds.committees import read_front
from heed.kinds.front import Front
from heed.records import Recognition

# CEDAW called them "concluding comments" until 2007.
_TITLE = re.compile(
    r"^\W*(?:(?:Advance unedited version|Draft)\s+)?"
    r"(?:Concluding|CONCLUDING)\s+(?:observations|comments|OBSERVATIONS|COMMENTS|Observations|Comments)\b",
    re.MULTILINE,
)


def known(shown: Front) -> Recognition | None:
    """Return what the front says if the document is concluding observations, else None."""
    said = read_front(shown, _TITLE)
    if said is None:
        return None
    reasons = [f"Its symbol is {said.symbol}."] if said.symbol else ["No symbol is printed on it."]
    reasons.append("Its title is that of concluding observations.")
    return Recognition(
        kind="concluding_observations",
        reasons=tuple(reasons),
        mechanism=said.mechanism.code,
        symbol=said.symbol,
        state=said.state,
        session=said.session,
        language="en",
        title=said.title,
        dated=said.dated,
        body=said.mechanism.name,
    )
