"""Where words that a person quotes stand in the text of an item."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

Span = tuple[int, int]
# What people and their keyboards write in place of an item's own signs.
_ALIKE = ('"“”„«»‟″', "'‘’‚‛′", "-‐‑‒–—―")
_SIGNS = {sign: f"[{re.escape(group)}]" for group in _ALIKE for sign in group}


def find(text: str, quoted: str, parts: Sequence[Mapping[str, Any]] = ()) -> Span | None:
    """Return where `quoted` stands in `text`, half-open; None where it does not.

    However spaces, quotation marks and dashes are written; as written first. Of several places it
    is the first in a paragraph of `parts` that is body and no repetition.
    """
    words = quoted.split()
    if not words:
        return None
    pattern = r"\s+".join("".join(_SIGNS.get(c, re.escape(c)) for c in word) for word in words)
    found = [match.span() for match in re.finditer(pattern, text)]
    exact = [span for span in found if text[slice(*span)] == quoted.strip()]
    places = exact or found
    return next((span for span in places if _in_body(span, parts)), places[0] if places else None)


def _in_body(span: Span, parts: Sequence[Mapping[str, Any]]) -> bool:
    return any(
        one["start"] <= span[0] < one["end"] and one["part"] == "body" and one["repeats"] is None
        for one in parts
    )
