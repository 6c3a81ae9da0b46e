"""An individual case before the Conference is known by the two lines above it."""

from __future__ import annotations

from heed.kinds import normlex
from heed.kinds.front import Front
from heed.records import Recognition

_NAMES = {"CAS": "an individual case"}


def known(shown: Front) -> Recognition | None:
    """Return what an individual case is, None if the page is none.

    `symbol` is heed's own, `CAS/XAU/C087/2023` with the year of the discussion. Raises
    `InputProblem`: the page is in another language.
    """
    return normlex.known(shown, kind="cas_conclusions", mechanism="cas", names=_NAMES)
