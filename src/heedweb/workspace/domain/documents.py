"""Takes files in: all that can be read of a batch goes in, the rest is refused with one line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from heed.errors import InputProblem
from heed.kinds import Review as ReadReview
from heed.kinds import recognise, together
from heed.reading import read
from heed.records import Document, Recognition
from heedweb.accounts.models import User
from heedweb.workspace.domain import blobs, catalogue
from heedweb.workspace.domain.activity import record
from heedweb.workspace.models import Review, SourceDocument, Workspace


@dataclass(frozen=True, slots=True)
class Given:
    """A file to take in: what it is called and where its bytes are."""

    name: str
    path: Path


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file. `state` is done, known or refused; `count` of recommendations."""

    name: str
    state: str
    reason: str = ""
    remedy: str = ""
    document: SourceDocument | None = None
    count: int | None = None


@dataclass(frozen=True, slots=True)
class _Held:
    index: int
    given: Given
    document: Document
    known: Recognition


Report = Callable[[int, Outcome], None]


def take_in(
    *,
    workspace: Workspace,
    files: Sequence[Given],
    by: User,
    reading: Callable[[int], None] = lambda _: None,
    settled: Report = lambda _, __: None,
) -> list[Outcome]:
    """Take `files` in and return what became of each, in their order.

    A review is written in one transaction, and `settled` is called within it: what is told and
    what is stored cannot part. `reading` is called before a file is read.
    """
    outcomes: dict[int, Outcome] = {}

    def settle(index: int, outcome: Outcome) -> None:
        outcomes[index] = outcome
        settled(index, outcome)

    held = _read_all(workspace, files, reading, settle)
    for group in _by_review(workspace, held, settle):
        try:
            with transaction.atomic():
                _take_in_review(workspace, group, by, settle)
        except InputProblem as problem:
            for one in group:
                settle(one.index, _refused(one.given.name, problem))
    return [outcomes[i] for i in range(len(files))]


def _refused(name: str, problem: InputProblem) -> Outcome:
    return Outcome(name, "refused", problem.reason, problem.remedy)


def _read_all(
    workspace: Workspace, files: Sequence[Given], reading: Callable[[int], None], settle: Report
) -> list[_Held]:
    held: list[_Held] = []
    for index, given in enumerate(files):
        reading(index)
        try:
            document = read(given.path, name=given.name)
            twin = next((h for h in held if h.document.sha256 == document.sha256), None)
            if twin is not None:
                reason = f"is the same file as {twin.given.name}."
                settle(index, Outcome(given.name, "known", reason, "It is taken in once."))
                continue
            present = _present(workspace, document)
            if present is not None:
                reason = f"is here already, as {present.symbol}."
                settle(index, Outcome(given.name, "known", reason, "", present))
                continue
            held.append(_Held(index, given, document, recognise(document)))
        except InputProblem as problem:
            settle(index, _refused(given.name, problem))
    return held


def _present(workspace: Workspace, document: Document) -> SourceDocument | None:
    return SourceDocument.objects.filter(workspace=workspace, blob__sha256=document.sha256).first()


def _by_review(workspace: Workspace, held: Sequence[_Held], settle: Report) -> list[list[_Held]]:
    """Group files by the review they belong to; refuse second reports and lone addenda."""
    groups: dict[str, list[_Held]] = {}
    for one in held:
        if one.known.kind != "upr_report":
            continue
        other = _other_report(workspace, one, groups)
        if other is not None:
            reason = f"is a second report of the review that {other} reports."
            settle(one.index, Outcome(one.given.name, "refused", reason, "Keep one of them."))
        else:
            groups[catalogue.symbol_of(one.known)] = [one]
    for one in held:
        if one.known.kind == "upr_report":
            continue
        parent = one.known.parent or ""
        if parent in groups or Review.objects.filter(workspace=workspace, symbol=parent).exists():
            groups.setdefault(parent, []).append(one)
        else:
            reason = f"is the addendum to {parent}, which is not here."
            remedy = "Give the report first, or both together."
            settle(one.index, Outcome(one.given.name, "refused", reason, remedy))
    return list(groups.values())


def _other_report(workspace: Workspace, one: _Held, groups: dict[str, list[_Held]]) -> str | None:
    """Return the symbol of another report of the same review, in the batch or in the workspace."""
    symbol = catalogue.symbol_of(one.known)
    if symbol in groups or Review.objects.filter(workspace=workspace, symbol=symbol).exists():
        return symbol
    if one.known.state is None or one.known.session is None:
        return None
    for group in groups.values():
        known = group[0].known
        if (known.state, known.session) == (one.known.state, one.known.session):
            return catalogue.symbol_of(known)
    stored = Review.objects.filter(
        workspace=workspace, state=one.known.state, session=one.known.session
    ).first()
    return stored.symbol if stored else None


def _take_in_review(workspace: Workspace, group: Sequence[_Held], by: User, settle: Report) -> None:
    """Write one review from new files and, for an addendum that comes later, stored originals."""
    symbol = group[0].known.parent or catalogue.symbol_of(group[0].known)
    stored = SourceDocument.objects.filter(
        workspace=workspace, review__symbol=symbol
    ).select_related("blob")
    earlier = [read(blobs.path_of(d.blob.sha256), name=d.name) for d in stored]
    joined: ReadReview = together([*earlier, *(one.document for one in group)])[0]
    review = catalogue.keep_review(workspace=workspace, read=joined)
    rows = {
        one.index: catalogue.keep_document(
            workspace=workspace, review=review, document=one.document, path=one.given.path, by=by
        )
        for one in group
    }
    report = review.documents.get(kind="upr_report")
    count = catalogue.keep_recommendations(review=review, row=report, read=joined)
    answers = len(joined.extraction.answers)
    for one in group:
        is_report = one.known.kind == "upr_report"
        record(workspace=workspace, by=by, verb="taken_in", subject=rows[one.index].symbol)
        told = count if is_report else answers
        settle(one.index, Outcome(one.given.name, "done", "", "", rows[one.index], told))
