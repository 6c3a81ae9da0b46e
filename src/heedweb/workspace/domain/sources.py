"""What people do about differences between the list and what a file of data says."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from heedweb.accounts.models import User
from heedweb.workspace.domain import decisions, joins
from heedweb.workspace.domain.activity import record
from heedweb.workspace.domain.decisions import Words
from heedweb.workspace.domain.rows import row_of
from heedweb.workspace.models import DataRow, SourceDocument

# What a difference is called where lists are written.
_FIELDS = {"text": "text", "recommending": "states", "position": "position"}


@transaction.atomic
def keep(*, row: DataRow, by: User) -> None:
    """Leave the list as it is; the difference stays to be seen beside the recommendation."""
    _settle(row, DataRow.Settled.KEPT, by)
    record(workspace=row.data.workspace, by=by, verb="row_kept", subject=_called(row))


@transaction.atomic
def take(*, row: DataRow, revision: int, by: User) -> None:
    """Write the row's words in place of the list's, as a correction by this person.

    Raises `decisions.Overtaken` if the recommendation was changed since the person saw it.
    """
    if row.recommendation is None:
        raise ValueError("A row that is none of the list's has nothing to correct.")
    value = row_of(row.number, row.value)
    written: dict[str, object] = {
        "text": value.text,
        "states": [[who.name, who.iso3 or ""] for who in value.recommending],
        "position": value.position or "",
    }
    named = [_FIELDS[field] for field, _, _ in row.differences]
    decisions.correct(
        workspace=row.data.workspace,
        seen={row.recommendation.pk: revision},
        fields={name: written[name] for name in named},
        by=by,
        note=_called(row),
    )
    _settle(row, DataRow.Settled.TAKEN, by)
    record(workspace=row.data.workspace, by=by, verb="row_taken", subject=_called(row))


@transaction.atomic
def add(*, row: DataRow, by: User) -> None:
    """Put a row that is none of the list's into it, as added by this person."""
    value = row_of(row.number, row.value)
    start, end = _place(row.data, value.text)
    words = Words(
        paragraph=value.paragraph[:40] or f"row {row.number}",
        text=value.text,
        states=[[who.name, who.iso3 or ""] for who in value.recommending],
        position=value.position or "",
        start=start,
        end=end,
    )
    decisions.add(
        workspace=row.data.workspace, document=row.data, words=words, by=by, review=row.review
    )
    joins.relink(row.review)
    row.refresh_from_db()
    _settle(row, DataRow.Settled.TAKEN, by)
    record(workspace=row.data.workspace, by=by, verb="row_taken", subject=_called(row))


@transaction.atomic
def reopen(*, row: DataRow, by: User) -> None:
    """Let a difference wait for a person again."""
    DataRow.objects.filter(pk=row.pk).update(settled="", settled_by=None, settled_at=None)
    record(workspace=row.data.workspace, by=by, verb="row_reopened", subject=_called(row))


def _settle(row: DataRow, settled: str, by: User) -> None:
    DataRow.objects.filter(pk=row.pk).update(
        settled=settled, settled_by=by, settled_at=timezone.now()
    )


def _place(data: SourceDocument, text: str) -> tuple[int, int]:
    words = " ".join(text.split())
    at = data.text.find(words)
    return (at, at + len(words)) if at >= 0 else (0, 0)


def _called(row: DataRow) -> str:
    return f"{row.data.symbol}, row {row.number}"[:200]
