"""A fictional State's workspace from documents that the package carries."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from heedweb.accounts.links import make_link
from heedweb.workspace.domain import documents, workspaces
from heedweb.workspace.domain.given import Given
from heedweb.workspace.models import Workspace
from heedweb.workspace.operations import person

NAME = "Aurelia"
STATE = "XAU"
COORDINATOR = "coordinator@example.org"
FOLDER = Path(__file__).parent / "documents"


def prepare() -> Iterator[str]:
    """Make the workspace if it is not there, import the documents, yield what to tell."""
    by = person(COORDINATOR)
    held = Workspace.objects.filter(name=NAME).first()
    if held is None:
        held = workspaces.create(name=NAME, state=STATE, by=by)
    files = sorted(p for p in FOLDER.iterdir() if p.suffix in (".pdf", ".docx"))
    given = [Given(path.name, path) for path in files]
    for outcome in documents.take_in(workspace=held, files=given, by=by):
        if outcome.state == "done":
            yield f"{outcome.name}: taken in, {outcome.count} items"
        else:
            yield outcome.line
    yield f"Sign in once within 30 minutes: {make_link(by)}"
