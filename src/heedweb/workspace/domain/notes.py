"""Notes on recommendations: begun in a room, and shown to those who are invited."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction

from heedweb.workspace.access import Seat
from heedweb.workspace.domain import publishing, room_rules
from heedweb.workspace.domain.activity import record
from heedweb.workspace.domain.rooms import home_of
from heedweb.workspace.models import Note, Organisation, Recommendation


@transaction.atomic
def begin(*, about: Recommendation, text: str, by: Seat) -> Note:
    """Keep a new draft in the room of its author. Raises `NotTheirs` without one."""
    home = home_of(by)
    note = Note(
        workspace=by.workspace, home=home, room=home, author=by.user, about=about, text=text
    )
    return publishing.begin(note, by=by)


@transaction.atomic
def invite(*, note: Note, organisations: Collection[Organisation], by: Seat) -> None:
    """Let these organisations, and no others, read a draft before it is published.

    Raises `Refused`; what is not of the workspace is left out.
    """
    refused = room_rules.refusal("invite", note, by)
    if refused is not None:
        raise refused
    guests = [one for one in organisations if one.workspace_id == note.workspace_id]
    note.invited.set([one for one in guests if one.pk != note.home.organisation_id])
    record(
        workspace=note.workspace, by=by.user, verb="draft_shown_to", subject=str(note),
        room=note.home, detail={"record": note.pk, "organisations": [str(one) for one in guests]},
    )  # fmt: skip
