"""What people do about differences between the list and what a file of data says."""

from __future__ import annotations

from collections import defaultdict

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from heedweb.accounts.models import User
from heedweb.workspace.domain import decisions, joins
from heedweb.workspace.domain.activity import Change, record
from heedweb.workspace.domain.rows import Place, row_of, text_of, words_of
from heedweb.workspace.models import DataRow, Recommendation, SourceDocument, Step, Workspace

_OPEN = ("", "pending", "unclear")
# What a difference is called where lists are written.
_FIELDS = {
    "text": "text",
    "recommending": "states",
    "position": "position",
    "answer": "position",
}


@transaction.atomic
def keep(*, row: DataRow, by: User) -> None:
    """Leave the list as it is; the difference stays to be seen beside the recommendation."""
    _settle(row, DataRow.Settled.KEPT, by)


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


@transaction.atomic
def keep_all(*, rows: QuerySet[DataRow], workspace: Workspace, by: User) -> int:
    """Leave the list as it is for all these rows. Return how many they were."""
    count = rows.update(settled=DataRow.Settled.KEPT, settled_by=by, settled_at=timezone.now())
    record(workspace=workspace, by=by, verb="row_kept", subject=f"{count} rows")
    return count


@transaction.atomic
def take_answers(*, rows: QuerySet[DataRow], workspace: Workspace, by: User) -> Step | None:
    """Write the answers of these rows where the list has none and nobody has decided; one step.

    Rows of one recommendation that answer differently are left for a person. None if nothing is
    left to write.
    """
    held = rows.filter(
        recommendation__state__in=Recommendation.UNDECIDED,
        recommendation__position__in=_OPEN,
    ).select_related("recommendation")
    answers: dict[int, set[str]] = defaultdict(set)
    seen: dict[int, int] = {}
    for row in held:
        item = row.recommendation
        if item is not None:
            answers[item.pk].add(row.value.get("position", ""))
            seen[item.pk] = item.revision
    agreed = {pk: told for pk, told in answers.items() if len(told) == 1 and "" not in told}
    if not agreed:
        return None
    step = decisions.correct_each(
        workspace=workspace,
        seen={pk: seen[pk] for pk in agreed},
        each={pk: {"position": next(iter(told))} for pk, told in agreed.items()},
        by=by,
        note="answers of a file of data",
    )
    rows.filter(recommendation__in=list(agreed)).update(
        settled=DataRow.Settled.TAKEN, settled_by=by, settled_at=timezone.now()
    )
    record(workspace=workspace, by=by, verb="row_taken", subject=f"{len(agreed)} rows")
    return step


@transaction.atomic
def add(*, row: DataRow, by: User) -> None:
    """Put a row that is none of the list's into it, as added by this person."""
    value = row_of(row.number, row.value)
    words = words_of(value, _place(row.data, text_of(value)))
    decisions.add(
        workspace=row.data.workspace, document=row.data, words=words, by=by, review=row.review
    )
    joins.relink(row.review)
    row.refresh_from_db()
    _settle(row, DataRow.Settled.TAKEN, by)


@transaction.atomic
def reopen(*, row: DataRow, by: User) -> None:
    """Let a difference wait for a person again."""
    DataRow.objects.filter(pk=row.pk).update(settled="", settled_by=None, settled_at=None)
    _tell(row, by, "row_reopened", "")


def _settle(row: DataRow, settled: str, by: User) -> None:
    DataRow.objects.filter(pk=row.pk).update(
        settled=settled, settled_by=by, settled_at=timezone.now()
    )
    _tell(row, by, f"row_{settled}", settled)


def _tell(row: DataRow, by: User, verb: str, settled: str) -> None:
    record(
        workspace=row.data.workspace, by=by, verb=verb, subject=_called(row), about=row,
        changes=[Change("", "settled", row.settled, settled)],
    )  # fmt: skip


def _place(data: SourceDocument, text: str) -> Place:
    at = data.text.find(text)
    return (at, at + len(text)) if at >= 0 else (0, 0)


def _called(row: DataRow) -> str:
    return f"{row.data.symbol}, row {row.number}"[:200]
