"""A step of a person, undone as a whole, from whichever page shows it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from heedweb.workspace import access
from heedweb.workspace.domain import decisions
from heedweb.workspace.models import Workspace


def undone(request: HttpRequest, workspace: str, pk: int) -> Workspace:
    """Undo one of the person's steps, or tell why it cannot be; the page says what came of it."""
    held = access.workspace(request, workspace)
    person = access.person(request)
    step = access.step(held, person, pk)
    try:
        decisions.undo(workspace=held, by=person, step=step)
        messages.success(request, _("Undone."))
    except decisions.CannotUndo as problem:
        messages.error(request, str(problem))
    return held
