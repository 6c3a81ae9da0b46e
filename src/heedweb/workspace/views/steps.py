"""Steps of a person, undone as a whole, from whichever page shows them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from heedweb.workspace import access
from heedweb.workspace.access import Seat
from heedweb.workspace.domain import decisions, undoables
from heedweb.workspace.domain.reversing import CannotUndo
from heedweb.workspace.models import Step, Undoable, Workspace
from heedweb.workspace.roles import Act


def undone(request: HttpRequest, workspace: str, pk: int) -> Workspace:
    """Undo one of the person's steps, or tell why it cannot be; the page says what came of it."""
    held = access.workspace(request, workspace, Act.DECIDE)
    person = access.person(request)
    step = access.step(held, person, pk)
    _undone(request, held, step=step)
    return held


def last_undone(request: HttpRequest, held: Workspace, *, of: str = "") -> Step | None:
    """Undo the person's last step, `of` labels, clusters or links where that is said.

    Return it, or None where it cannot be undone; the page says what came of it.
    """
    return _undone(request, held, of=of)


def act_undone(request: HttpRequest, seat: Seat, undoable: Undoable) -> None:
    """Undo a deletion or an act on many rows, or tell why it cannot be."""
    try:
        undoables.undo(undoable=undoable, by=seat)
    except CannotUndo as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("Undone."))


def _undone(
    request: HttpRequest, held: Workspace, *, step: Step | None = None, of: str = ""
) -> Step | None:
    try:
        found = decisions.undo(workspace=held, by=access.person(request), step=step, of=of)
    except decisions.CannotUndo as problem:
        messages.error(request, str(problem))
        return None
    messages.success(request, _("Undone."))
    return found
