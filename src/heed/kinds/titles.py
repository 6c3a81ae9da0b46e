"""The country that a title names, also where its name runs on to the next line."""

from __future__ import annotations

import re
from collections.abc import Callable

from heed.vocab import states

_STOP = re.compile(r"\s*(?:Report|Note|Addendum|Resolution|Draft|The|United|Human|Summary)\b")


def named(
    printed: str, behind: str, plain: Callable[[str], str]
) -> tuple[str, states.State | None]:
    """Return the name as `plain` makes it, and its State; None for a name that is no State's.

    `behind` is what follows in the text: a name that is none alone may be one with the next line.
    """
    name = plain(printed)
    state = states.find(name)
    further = re.match(r"[^\S\n]*\n([^\n]{2,80})", behind)
    if state is None and further and not _STOP.match(further.group(1)):
        longer = plain(f"{printed} {further.group(1)}")
        whole = states.find(longer)
        if whole is not None:
            return longer, whole
    return name, state
