"""With which status a page answers that something was not done."""

from __future__ import annotations

from heedweb.workspace.domain.refusals import Lacking, NotTheirs, Refused


def status_of(refused: Refused | None) -> int:
    """Return the status of the page that tells of it: somebody else's, lacking, or not now."""
    if refused is None:
        return 200
    if isinstance(refused, NotTheirs):
        return 403
    return 422 if isinstance(refused, Lacking) else 409
