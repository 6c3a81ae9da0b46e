"""Standings composed for tests of duties: what they say of a State is assumed, not true."""

from __future__ import annotations

from heed.records import Standing
from heed.vocab.states import by_iso3


def bound(state, instrument, in_force="", *, since="", denounced="", standing=""):
    """Return a State that is bound, or was until it denounced."""
    return Standing(
        state=state,
        name=by_iso3(state).name,
        instrument=instrument,
        standing=standing or ("denounced" if denounced else "party"),
        by="ratified",
        since=since or in_force,
        in_force=in_force,
        denounced=denounced,
    )
