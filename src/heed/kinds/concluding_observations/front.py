"""How concluding observations are known: by a committee's symbol or name and their title."""

from __future__ import annotations

import re

from heed.kinds.committees import read_front, recognised
from heed.kinds.front import Front
from heed.records import Recognition

# CEDAW called them "concluding comments" until 2007, the Committee against Torture "conclusions and
# recommendations" until 2008, the Human Rights Committee "comments" until 1995.
_TITLE = re.compile(
    r"^\W*(?:(?:Advance unedited version|Draft)\s+)?(?:C(?:oncluding|ONCLUDING)\s+"
    r"(?:[Oo]bservations|[Cc]omments|OBSERVATIONS|COMMENTS)\b"
    r"|(?i:Conclusions\s+and\s+recommendations|(?:Preliminary\s+|Final\s+)?(?:Comments|Observations"
    r"|Conclusions))(?=\s+(?i:(?:adopted\s+by|of)\s+the\s+(?:Human\s+Rights\s+)?Committee)))",
    re.MULTILINE,
)


def known(shown: Front) -> Recognition | None:
    """Return what the front says if the document is concluding observations, else None."""
    said = read_front(shown, _TITLE)
    if said is None:
        return None
    return recognised(said, "concluding_observations", "concluding observations")
