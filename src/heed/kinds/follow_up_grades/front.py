"""How a report on follow-up is known: by a committee's symbol or name and its title."""

from __future__ import annotations

import re
from dataclasses import replace

from heed.kinds.committees import read_front, recognised
from heed.kinds.front import Front
from heed.records import Recognition

_TITLE = re.compile(
    r"^\W*(?:(?:Report|Addendum|Evaluation)\b[^\n]{0,80}\bfollow-up\s+to\s+(?:the\s+)?"
    r"|Follow-up\s+(?:progress\s+)?(?:report\s+)?(?:on|to|of)\s+(?:the\s+)?"
    r"(?:implementation\s+of\s+(?:the\s+)?)?|Evaluation\s+of\s+(?:the\s+)?information\b[^\n]{0,80}?)"
    r"[\s\w]{0,80}?concluding\s+observations\b",
    re.MULTILINE | re.IGNORECASE,
)


def known(shown: Front) -> Recognition | None:
    """Return what the front says if the document is a report on follow-up, else None.

    One report is about several States: its own `state` is None unless the symbol holds a code.
    """
    said = read_front(shown, _TITLE)
    if said is None:
        return None
    found = recognised(said, "follow_up_grades", "a report on follow-up")
    return replace(found, title=said.title if said.state else None, dated=None)
