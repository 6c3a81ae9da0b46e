"""Takes files in: all that can be read of a batch goes in, the rest is refused with one line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from django.db import transaction

import heed
from heed.errors import InputProblem, shown, told
from heed.records import Document, Recognition
from heedweb.accounts.models import User
from heedweb.workspace.domain import blobs, catalogue, parsers, readings
from heedweb.workspace.domain.activity import record
from heedweb.workspace.models import Reading, Review, SourceDocument, Workspace


@dataclass(frozen=True, slots=True)
class Given:
    """A file to take in: what it is called and where its bytes are."""

    name: str
    path: Path


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file. `state` is done, kept, known or refused.

    `count` is of recommendations, or of answers for an addendum; a file is `kept` whose kind heed
    takes no list from.
    """

    name: str
    state: str
    reason: str = ""
    remedy: str = ""
    document: SourceDocument | None = None
    count: int | None = None

    @property
    def line(self) -> str:
        """What became of a file that brought no list, in one line."""
        if self.state == "refused":
            return told(self.name, self.reason, self.remedy)
        return f"{shown(self.name)} {self.reason} {self.remedy}".rstrip()


@dataclass(frozen=True, slots=True)
class _Held:
    index: int
    given: Given
    document: Document
    known: Recognition

    @property
    def symbol(self) -> str:
        return catalogue.symbol_of(self.known)


Report = Callable[[int, Outcome], None]


def take_in(
    *,
    workspace: Workspace,
    files: Sequence[Given],
    by: User,
    keep_others: bool = False,
    reading: Callable[[int], None] = lambda _: None,
    settled: Report = lambda _, __: None,
) -> list[Outcome]:
    """Take `files` in and return what became of each, in their order.

    With `keep_others` documents of a kind that heed takes no list from are kept as they are.

    A review is written in one transaction, and `settled` is called within it: what is told and
    what is stored cannot part. `reading` is called before a file is read.
    """
    outcomes: dict[int, Outcome] = {}

    def settle(index: int, outcome: Outcome) -> None:
        outcomes[index] = outcome
        settled(index, outcome)

    held = _Batch(workspace, by, keep_others, reading, settle).read_all(files)
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


@dataclass
class _Batch:
    """Files given together, on their way in."""

    workspace: Workspace
    by: User
    keep_others: bool
    reading: Callable[[int], None]
    settle: Report

    def read_all(self, files: Sequence[Given]) -> list[_Held]:
        """Return the files whose kind is known; the others are settled."""
        held: list[_Held] = []
        for index, given in enumerate(files):
            self.reading(index)
            try:
                one = self._read(index, given, held)
            except InputProblem as problem:
                self.settle(index, _refused(given.name, problem))
                continue
            if one is not None:
                held.append(one)
        return held

    def _read(self, index: int, given: Given, held: Sequence[_Held]) -> _Held | None:
        examined = parsers.examine(given.path, name=given.name)
        # The place of every character takes megabytes and is not needed until the list is read.
        document = replace(examined.document, layout=None)
        twin = next((h for h in held if h.document.sha256 == document.sha256), None)
        if twin is not None:
            reason = f"is the same file as {twin.given.name}."
            self.settle(index, Outcome(given.name, "known", reason, "It is taken in once."))
            return None
        present = _present(self.workspace, document)
        if present is not None:
            reason = f"is here already, as {present.symbol}."
            self.settle(index, Outcome(given.name, "known", reason, "", present))
            return None
        if examined.recognition is not None:
            return _Held(index, given, document, examined.recognition)
        if self.keep_others:
            self._keep(index, given, document)
        elif examined.problem is not None:
            self.settle(index, _refused(given.name, examined.problem))
        return None

    @transaction.atomic
    def _keep(self, index: int, given: Given, document: Document) -> None:
        row = catalogue.keep_document(
            workspace=self.workspace,
            review=None,
            document=document,
            known=None,
            path=given.path,
            by=self.by,
        )
        record(workspace=self.workspace, by=self.by, verb="taken_in", subject=row.symbol)
        reason = "is kept as it is; heed takes no list from documents of its kind."
        self.settle(index, Outcome(given.name, "kept", reason, "", row))


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
            groups[one.symbol] = [one]
    for one in held:
        if one.known.kind == "upr_report":
            continue
        parent = one.known.parent or ""
        group = groups.get(parent, [])
        twin = next((other for other in group if other.symbol == one.symbol), None)
        if twin is not None:
            reason = f"is {one.symbol}, as {twin.given.name} is."
            settle(one.index, Outcome(one.given.name, "refused", reason, "Keep one of them."))
        elif group or Review.objects.filter(workspace=workspace, symbol=parent).exists():
            groups.setdefault(parent, []).append(one)
        else:
            reason = f"is the addendum to {parent}, which is not here."
            remedy = "Give the report first, or both together."
            settle(one.index, Outcome(one.given.name, "refused", reason, remedy))
    return list(groups.values())


def _other_report(workspace: Workspace, one: _Held, groups: dict[str, list[_Held]]) -> str | None:
    """Return the symbol of another report of the same review, in the batch or in the workspace.

    A stored report of the same symbol is no other one: the new file is its next version.
    """
    symbol = one.symbol
    if symbol in groups:
        return symbol
    if one.known.state is None or one.known.session is None:
        return None
    for group in groups.values():
        known = group[0].known
        if (known.state, known.session) == (one.known.state, one.known.session):
            return group[0].symbol
    stored = Review.objects.filter(
        workspace=workspace, state=one.known.state, session=one.known.session
    )
    other = stored.exclude(symbol=symbol).first()
    return other.symbol if other else None


def _take_in_review(workspace: Workspace, group: Sequence[_Held], by: User, settle: Report) -> None:
    """Write one review from new files and what is stored of it."""
    symbol = group[0].known.parent or group[0].symbol
    new = {one.symbol for one in group}
    stored = [d for d in _current(workspace, symbol) if d.symbol not in new]
    files = [(d.kind, *_original(d)) for d in stored]
    files += [(one.known.kind, one.given.path, one.given.name) for one in group]
    read = parsers.review(_report_first(files))
    review = catalogue.keep_review(workspace=workspace, read=read)
    rows = {
        one.index: catalogue.keep_document(
            workspace=workspace,
            review=review,
            document=one.document,
            known=one.known,
            path=one.given.path,
            by=by,
        )
        for one in group
    }
    report = review.documents.get(kind="upr_report", current=True)
    reading = readings.keep(review=review, document=report, read=read, by=by)
    for one in group:
        is_report = one.known.kind == "upr_report"
        record(workspace=workspace, by=by, verb="taken_in", subject=rows[one.index].symbol)
        told = reading.summary["items"] if is_report else len(read.extraction.answers)
        settle(one.index, Outcome(one.given.name, "done", "", "", rows[one.index], told))


def _current(workspace: Workspace, symbol: str) -> list[SourceDocument]:
    held = SourceDocument.objects.filter(workspace=workspace, review__symbol=symbol, current=True)
    return list(held.select_related("blob").defer("text"))


def _original(document: SourceDocument) -> tuple[Path, str]:
    return blobs.path_of(document.blob.sha256), document.name


def _report_first(files: Sequence[tuple[str, Path, str]]) -> list[tuple[Path, str]]:
    ordered = sorted(files, key=lambda file: file[0] != "upr_report")
    return [(path, name) for _, path, name in ordered]


@transaction.atomic
def read_again(*, review: Review, by: User) -> Reading:
    """Read the stored originals of a review with the present heed. Raises `InputProblem`.

    What people decided stays; the reading says what it changed.
    """
    stored = _current(review.workspace, review.symbol)
    read = parsers.review(_report_first([(d.kind, *_original(d)) for d in stored]))
    catalogue.keep_review(workspace=review.workspace, read=read)
    report = review.documents.get(kind="upr_report", current=True)
    reading = readings.keep(review=review, document=report, read=read, by=by)
    review.documents.filter(current=True).update(read_with=heed.__version__)
    record(workspace=review.workspace, by=by, verb="read_again", subject=review.symbol)
    return reading


@transaction.atomic
def make_current(*, document: SourceDocument, by: User) -> Reading:
    """Let the list be read from this version of a document. Raises `InputProblem`."""
    review = document.review
    if review is None:
        raise ValueError("A document without a review has no versions.")
    review.documents.filter(symbol=document.symbol).update(current=False)
    SourceDocument.objects.filter(pk=document.pk).update(current=True)
    record(workspace=review.workspace, by=by, verb="made_current", subject=document.symbol)
    return read_again(review=review, by=by)
