"""Two texts as one, with what was added and what was taken out."""

from __future__ import annotations

import difflib
import re

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

_WORD = r"\S+\s*|\s+"


def difference(before: str, after: str) -> SafeString:
    """Return `after` with what was added in `<ins>`, and what was taken out in `<del>`."""
    a, b = re.findall(_WORD, before), re.findall(_WORD, after)
    pieces: list[tuple[SafeString]] = []
    matcher = difflib.SequenceMatcher(None, a, b)
    for tag, a1, a2, b1, b2 in matcher.get_opcodes():
        old, new = "".join(a[a1:a2]), "".join(b[b1:b2])
        if tag == "equal":
            pieces.append((format_html("{}", new),))
            continue
        if old:
            pieces.append((format_html("<del>{}</del>", old),))
        if new:
            pieces.append((format_html("<ins>{}</ins>", new),))
    return format_html_join("", "{}", pieces)
