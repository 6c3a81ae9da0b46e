"""The person's place in the workspace, for templates: `seat`, and what the role may do: `may`."""

from __future__ import annotations

from django.http import HttpRequest

from heedweb.workspace import access
from heedweb.workspace.roles import Act


def seat(request: HttpRequest) -> dict[str, object]:
    """Return `seat`, None outside of workspaces, and `may`, the names of the acts of its role."""
    held = access.here(request)
    acts = {act.value for act in Act if held is not None and held.may(act)}
    return {"seat": held, "may": {act.value: act.value in acts for act in Act}}
