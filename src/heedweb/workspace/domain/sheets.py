"""Tables whose columns a person matches: kept until then, and the matchings that a team keeps."""

from __future__ import annotations

from django.db import transaction

from heed.exchange.matchings import as_json
from heed.exchange.table import Head, Matching, signature
from heedweb.accounts.models import User
from heedweb.workspace.domain import blobs, parsers
from heedweb.workspace.domain.activity import record
from heedweb.workspace.domain.given import Given, Outcome
from heedweb.workspace.models import SavedMatching, Sheet, Workspace


def saved_for(workspace: Workspace, header: list[str]) -> SavedMatching | None:
    """Return the latest matching that the team kept for a table with these columns."""
    held = SavedMatching.objects.filter(workspace=workspace, signature=signature(header))
    return held.order_by("-at").first()


@transaction.atomic
def keep(*, workspace: Workspace, given: Given, head: Head, by: User) -> Outcome:
    """Keep a table, which begins with `head`, until a person has said what its columns are."""
    blob = blobs.keep(given.path)
    waiting = Sheet.objects.filter(workspace=workspace, blob=blob, taken_in=None).first()
    if waiting is not None:
        reason = "is here already and waits for its columns."
        return Outcome(given.name, "columns", reason, "", None, None, waiting)
    saved = saved_for(workspace, list(head.header))
    proposed = as_json(parsers.propose(head.header, head.sample))
    sheet = Sheet.objects.create(
        workspace=workspace,
        blob=blob,
        name=given.name[:255],
        format=head.format[:10],
        header=list(head.header),
        sample=[list(one) for one in head.sample],
        rows=head.rows,
        proposed=saved.matching if saved else proposed,
        by=by,
    )
    record(workspace=workspace, by=by, verb="sheet_kept", subject=given.name[:200])
    reason = "is a table; say first what its columns are."
    return Outcome(given.name, "columns", reason, "", None, None, sheet)


@transaction.atomic
def save_matching(
    *, workspace: Workspace, name: str, header: list[str], matching: Matching, by: User
) -> SavedMatching:
    """Keep a matching under a name; one of the same name is replaced."""
    saved, _ = SavedMatching.objects.update_or_create(
        workspace=workspace,
        name=name[:120],
        defaults={
            "signature": signature(header),
            "matching": as_json(matching),
            "by": by,
        },
    )
    record(workspace=workspace, by=by, verb="matching_saved", subject=name[:120])
    return saved
