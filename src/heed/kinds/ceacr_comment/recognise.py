"""A comment of the CEACR is known by the two lines above it, never by what it is about."""

from __future__ import annotations

from heed.kinds import normlex
from heed.kinds.front import Front
from heed.records import Recognition

_NAMES = {"OBS": "an observation", "DIR": "a direct request"}


def known(shown: Front) -> Recognition | None:
    """Return what a comment is, None if the page is none.

    `symbol` is heed's own, `CEACR/XAU/C111/OBS/2023` with the year of adoption; a country whose
    code is not known stands in it by name. Raises `InputProblem`: the page is in another language.
    """
    return normlex.known(shown, kind="ceacr_comment", mechanism="ceacr", names=_NAMES)
