"""Takes files in: all that can be read of a batch goes in, the rest is refused with one line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from django.db import transaction

import heed
from heed.errors import InputProblem
from heed.exchange.matchings import from_json
from heed.exchange.table import Head
from heed.kinds.registry import LISTS, lists, name_of
from heed.records import Document
from heedweb.accounts.models import User
from heedweb.administration import options
from heedweb.workspace.domain import (
    catalogue,
    data,
    families,
    found,
    joins,
    originals,
    parsers,
    readings,
    sheets,
    tables,
)
from heedweb.workspace.domain.activity import Change, record
from heedweb.workspace.domain.given import Given, Held, Outcome, Report
from heedweb.workspace.models import Reading, Review, SourceDocument, Workspace


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

    batch = _Batch(workspace, by, keep_others, reading, settle)
    held = batch.read_all(files)
    for one in families.homeless(workspace, held):
        _keep_paper(workspace, one, by, settle)
    for symbol, group in families.by_review(workspace, held, settle).items():
        try:
            with transaction.atomic():
                _take_in_review(workspace, symbol, group, by, settle)
        except InputProblem as problem:
            for one in group:
                settle(one.index, _refused(one.given.name, problem))
    # What documents say stands before what data says of it.
    for index, head in batch.tables.items():
        _take_table(workspace, index, files[index], head, by, settle)
    return [outcomes[i] for i in range(len(files))]


def _take_table(
    workspace: Workspace, index: int, given: Given, head: Head | None, by: User, settle: Report
) -> None:
    """Take a file of data in, or keep a table until its columns are matched."""
    try:
        with transaction.atomic():
            # To say what a file is costs less than its head, which counts the rows.
            format_ = head.format if head else parsers.data_format(given.path, name=given.name)
            if format_ == "table" and not given.matching:
                head = head or parsers.head(given.path, name=given.name)
                settle(index, sheets.keep(workspace=workspace, given=given, head=head, by=by))
                return
            matching = from_json(given.matching, given.name) if given.matching else None
            taken = data.take_in(
                workspace=workspace, given=given, format_=format_, matching=matching, by=by
            )
            settle(index, taken)
    except InputProblem as problem:
        settle(index, _refused(given.name, problem))


def _refused(name: str, problem: InputProblem) -> Outcome:
    return Outcome(name, "refused", problem.reason, problem.remedy)


@dataclass
class _Batch:
    """Files given together, on their way in.

    `tables` are the places of those that hold data, with their beginning where it was read.
    """

    workspace: Workspace
    by: User
    keep_others: bool
    reading: Callable[[int], None]
    settle: Report
    tables: dict[int, Head | None] = field(default_factory=dict)

    def read_all(self, files: Sequence[Given]) -> list[Held]:
        """Return the files whose kind is known; the others are settled."""
        held: list[Held] = []
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

    def _read(self, index: int, given: Given, held: Sequence[Held]) -> Held | None:
        if tables.surely(given):
            self.tables[index] = None
            return None
        examined = self._examined(given)
        if isinstance(examined, Head):
            self.tables[index] = examined
            return None
        # The place of every character takes megabytes and is not needed until the list is read.
        document = replace(examined.document, layout=None)
        _must_be_short(given.name, document)
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
            return Held(index, given, document, examined.recognition)
        if self.keep_others:
            self._keep(index, given, document)
        elif examined.problem is not None:
            self.settle(index, _refused(given.name, examined.problem))
        return None

    def _examined(self, given: Given) -> parsers.Examined | Head:
        """Return what a document is, or how a file of data begins. Raises `InputProblem`."""
        try:
            examined = parsers.examine(given.path, name=given.name)
        except InputProblem as problem:
            head = tables.instead(given, problem)
            if head is None:
                raise
            return head
        refused = examined.problem
        return (tables.instead(given, refused) if refused else None) or examined

    @transaction.atomic
    def _keep(self, index: int, given: Given, document: Document) -> None:
        row = catalogue.keep_document(
            workspace=self.workspace,
            review=None,
            document=document,
            known=None,
            given=given,
            by=self.by,
        )
        _tell(row, self.by, "taken_in")
        reason = "is kept as it is; heed takes no list from documents of its kind."
        self.settle(index, Outcome(given.name, "kept", reason, "", row))


def _must_be_short(name: str, document: Document) -> None:
    """Raise `InputProblem` for a document of more pages than the administrator lets in."""
    most = options.number("pages")
    if len(document.pages) > most:
        reason = f"has {len(document.pages):,} pages; at most {most:,} are let in here."
        raise InputProblem(name, "too_many_pages", reason, "Split it, or ask an administrator.")


@transaction.atomic
def _keep_paper(workspace: Workspace, one: Held, by: User, settle: Report) -> None:
    """Keep a paper of a review whose report is not here; it joins the review with that."""
    row = catalogue.keep_document(
        workspace=workspace,
        review=None,
        document=one.document,
        known=one.known,
        given=one.given,
        by=by,
    )
    _tell(row, by, "taken_in")
    if not families.is_paper(row):
        _keep_grades(row, one, settle)
        return
    reason = (
        f"is {name_of(one.known.kind)} and is kept; it is not clear to which review it belongs."
    )
    remedy = "It joins its review when the report is taken in, or by hand on its own page."
    settle(one.index, Outcome(one.given.name, "kept", reason, remedy, row))


def _keep_grades(row: SourceDocument, one: Held, settle: Report) -> None:
    """Keep a paper that speaks of several examinations; what it says finds them by symbol."""
    row.found = found.paper(parsers.extract(one.given.path, name=one.given.name))
    row.save(update_fields=["found"])
    settle(one.index, Outcome(one.given.name, "done", "", "", row, len(row.found["grades"])))


@transaction.atomic
def attach(*, document: SourceDocument, review: Review, by: User) -> None:
    """Say to which review a kept paper belongs, and read it with that. Raises `InputProblem`."""
    if document.review is not None or not families.is_paper(document):
        raise ValueError("Only a paper of no review can be attached.")
    SourceDocument.objects.filter(pk=document.pk).update(review=review)
    _tell(document, by, "attached", [Change("", "review", None, review.symbol)])
    read_again(review=review, by=by)


def _present(workspace: Workspace, document: Document) -> SourceDocument | None:
    return SourceDocument.objects.filter(workspace=workspace, blob__sha256=document.sha256).first()


def _take_in_review(
    workspace: Workspace, symbol: str, group: Sequence[Held], by: User, settle: Report
) -> None:
    """Write one review from new files and what is stored of it."""
    from_draft = families.supersede(workspace=workspace, symbol=symbol, group=group, by=by)
    waiting = families.waiting(workspace, group)
    new = {one.symbol for one in group}
    stored = [*(d for d in _current(workspace, symbol) if d.symbol not in new), *waiting]
    files = [(d.kind, *_original(d)) for d in stored]
    files += [(one.known.kind, one.given.path, one.given.name) for one in group]
    read = parsers.review(_report_first(files))
    review = catalogue.keep_review(workspace=workspace, read=read)
    SourceDocument.objects.filter(pk__in=[d.pk for d in waiting]).update(review=review)
    rows = {
        one.index: catalogue.keep_document(
            workspace=workspace,
            review=review,
            document=one.document,
            known=one.known,
            given=one.given,
            by=by,
        )
        for one in group
    }
    _keep_found([*stored, *(rows[one.index] for one in group)], read)
    kinds = [one.known.kind for one in group] + [d.kind for d in waiting]
    reading = _keep_list(review, kinds, read, by, renumber=from_draft)
    joins.relink(review)
    for one in group:
        _tell(rows[one.index], by, "taken_in")
        count = _brought(one, rows[one.index], read, reading)
        settle(one.index, Outcome(one.given.name, "done", "", "", rows[one.index], count))


def _keep_list(
    review: Review, kinds: Sequence[str], read: parsers.Review, by: User, *, renumber: bool
) -> Reading | None:
    """Bring the list up to date if a document came that can change it."""
    if families.LISTING.isdisjoint(kinds):
        return None
    report = _lister(review)
    return readings.keep(review=review, document=report, read=read, by=by, renumber=renumber)


def _keep_found(rows: Sequence[SourceDocument], read: parsers.Review) -> None:
    """Write what each paper says; rows and papers are in the order in which they were given."""
    papers = [row for row in rows if families.is_paper(row)]
    for row, paper in zip(papers, read.papers, strict=True):
        row.found = found.paper(paper)
        row.save(update_fields=["found"])


def _brought(one: Held, row: SourceDocument, read: parsers.Review, reading: Reading | None) -> int:
    """Return how much a file brought: items, answers, or passages and rows."""
    if lists(one.known.kind) and reading is not None:
        return int(reading.summary["items"])
    if one.known.kind == "upr_addendum":
        return len(read.extraction.answers)
    return sum(len(row.found.get(name, ())) for name in ("passages", "listed", "totals"))


def _lister(review: Review) -> SourceDocument:
    """Return the document of a review that holds its list."""
    return review.documents.filter(current=True, kind__in=LISTS).defer("text")[0]


def _current(workspace: Workspace, symbol: str) -> list[SourceDocument]:
    held = SourceDocument.objects.filter(workspace=workspace, review__symbol=symbol, current=True)
    return list(held.select_related("blob").defer("text"))


def _original(document: SourceDocument) -> tuple[Path, str]:
    return originals.sound(document.blob.sha256, document.name), document.name


def _report_first(files: Sequence[tuple[str, Path, str]]) -> list[tuple[Path, str]]:
    ordered = sorted(files, key=lambda file: not lists(file[0]))
    return [(path, name) for _, path, name in ordered]


@transaction.atomic
def read_again(*, review: Review, by: User) -> Reading:
    """Read the stored originals of a review with the present heed. Raises `InputProblem`.

    What people decided stays; the reading says what it changed.
    """
    stored = _current(review.workspace, review.symbol)
    if not any(lists(document.kind) for document in stored):
        reason = "comes from files of data; no document with its list is here."
        raise InputProblem(review.symbol, "no_list", reason, "Drop the document, if you have it.")
    read = parsers.review(_report_first([(d.kind, *_original(d)) for d in stored]))
    catalogue.keep_review(workspace=review.workspace, read=read)
    _keep_found(stored, read)
    report = _lister(review)
    reading = readings.keep(review=review, document=report, read=read, by=by)
    joins.relink(review)
    review.documents.filter(current=True).update(read_with=heed.__version__)
    record(
        workspace=review.workspace, by=by, verb="read_again", subject=review.symbol, about=review
    )
    return reading


@transaction.atomic
def make_current(*, document: SourceDocument, by: User) -> Reading:
    """Let the list be read from this version of a document. Raises `InputProblem`."""
    review = document.review
    if review is None:
        raise ValueError("A document without a review has no versions.")
    before = review.documents.filter(symbol=document.symbol, current=True).first()
    review.documents.filter(symbol=document.symbol).update(current=False)
    SourceDocument.objects.filter(pk=document.pk).update(current=True)
    versions = [str(one.blob.sha256) if one else None for one in (before, document)]
    _tell(document, by, "made_current", [Change("", "version", *versions)])
    return read_again(review=review, by=by)


def _tell(document: SourceDocument, by: User, verb: str, changes: Sequence[Change] = ()) -> None:
    record(
        workspace=document.workspace, by=by, verb=verb, subject=document.symbol,
        changes=changes, about=document,
    )  # fmt: skip
