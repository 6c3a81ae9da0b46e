"""What documents are called."""

from __future__ import annotations

from heed.kinds.registry import REPORTS
from heed.records import Recognition


def symbol_of(known: Recognition, name: str = "") -> str:
    """Return the document's symbol or, where none is printed, State and session in its place.

    A paper that bears no symbol is called by its file's name: several of a kind are no versions.
    """
    if known.symbol is None and known.kind not in REPORTS and name:
        return name[:80]
    return known.symbol or f"{known.title or known.state or '?'}, session {known.session or '?'}"
