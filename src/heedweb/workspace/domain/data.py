"""Takes files of ready-made data in: their rows join the lists that are here, or make new ones.

A file goes in whole or not at all; a row that cannot be read is left out and named, the others are
not harmed. What a document says stands before what a file of data says of it.
"""

from __future__ import annotations

import json
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Max

import heed
from heed.errors import InputProblem
from heed.exchange.rows import RECOMMENDATION, Fault, Row
from heed.exchange.table import Matching
from heed.kinds.registry import LISTS
from heed.reading.read import MOST_BYTES
from heed.vocab import states
from heed.vocab.sessions import cycle_of
from heedweb.accounts.models import User
from heedweb.workspace.domain import blobs, decisions, joins, parsers, projection, rows
from heedweb.workspace.domain.activity import record
from heedweb.workspace.domain.given import Given, Outcome
from heedweb.workspace.domain.projection import Made
from heedweb.workspace.domain.readings import SPACING
from heedweb.workspace.domain.rows import Place
from heedweb.workspace.mechanism_words import mechanism_short
from heedweb.workspace.models import (
    Blob,
    DataRow,
    Recommendation,
    Review,
    Said,
    SourceDocument,
    Workspace,
)

# More rows of one workspace are no list that people work through; a State has a few thousand.
_MOST_ASKS = 100_000
_MOST_FAULTS = 500
_BATCH = 1_000


@dataclass
class _Read:
    """What a file holds: what it asks, what is left out and why, what is not asked."""

    asks: list[Row] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    others: int = 0
    rows: int = 0


def take_in(
    *, workspace: Workspace, given: Given, format_: str, matching: Matching | None, by: User
) -> Outcome:
    """Take the rows of a file in. Raises `InputProblem`; then nothing is stored."""
    read = _read(workspace, given, matching)
    text, places = _text_of(read.asks)
    with transaction.atomic():
        row = _keep_file(workspace, given, format_, read, text, by)
        if row is None:
            reason = "is here already, with the same bytes."
            return Outcome(given.name, "known", reason)
        _join(workspace, row, read.asks, places)
        subject = given.name[:200]
        record(workspace=workspace, by=by, verb="taken_in", subject=subject)
    return Outcome(given.name, "done", "", "", row, len(read.asks))


def _read(workspace: Workspace, given: Given, matching: Matching | None) -> _Read:
    read = _Read()
    state = workspace.state or None
    for one in parsers.rows(given.path, name=given.name, state=state, matching=matching):
        read.rows += 1
        if isinstance(one, Fault):
            read.faults.append(one)
        elif one.kind != RECOMMENDATION:
            read.others += 1
        else:
            read.asks.append(one)
        if len(read.asks) > _MOST_ASKS:
            reason = f"holds more than {_MOST_ASKS:,} recommendations."
            remedy = "Take it into a workspace of one State; only that State's rows are taken then."
            raise InputProblem(given.name, "too_many_rows", reason, remedy)
    if not read.asks:
        who = f" addressed to {state}" if state else ""
        reason = f"holds no recommendation{who} that can be taken in."
        remedy = read.faults[0].text if read.faults else "Check that it is the right file."
        raise InputProblem(given.name, "no_rows", reason, remedy)
    return read


def _text_of(asks: Sequence[Row]) -> tuple[str, list[Place]]:
    """Return the rows as a text of lines, and where the words of each stand in it."""
    pieces: list[str] = []
    places: list[Place] = []
    at = 0
    for one in asks:
        words = rows.text_of(one)
        head = "\t".join(part for part in (str(one.number), one.symbol, one.paragraph) if part)
        start = at + len(head) + 1
        places.append((start, start + len(words)))
        pieces.append(f"{head}\t{words}\n")
        at = start + len(words) + 1
    return "".join(pieces), places


def _keep_file(
    workspace: Workspace, given: Given, format_: str, read: _Read, text: str, by: User
) -> SourceDocument | None:
    """Keep the file, or of a large one the rows that are taken; None if it is here already."""
    large = given.path.stat().st_size > MOST_BYTES
    blob = _selection(read.asks) if large else blobs.keep(given.path)
    if SourceDocument.objects.filter(workspace=workspace, blob=blob).exists():
        return None
    told: dict[str, object] = {
        "format": format_,
        "rows": read.rows,
        "taken": len(read.asks),
        "others": read.others,
        "left_out": len(read.faults),
        "faults": [[f.number, f.column, f.text] for f in read.faults[:_MOST_FAULTS]],
        "selection": large,
        "matching": given.matching,
    }
    return SourceDocument.objects.create(
        workspace=workspace,
        blob=blob,
        name=given.name[:255],
        format=format_[:10],
        kind="data",
        symbol=given.name[:80],
        language="en",
        read_with=heed.__version__,
        origin=given.origin,
        found={"data": told},
        text=text,
        taken_in_by=by,
    )


def _selection(asks: Iterable[Row]) -> Blob:
    with tempfile.NamedTemporaryFile(dir=settings.FILE_UPLOAD_TEMP_DIR, mode="w+") as file:
        for one in asks:
            file.write(json.dumps({"row": one.number} | rows.plain(one), ensure_ascii=False) + "\n")
        file.flush()
        return blobs.keep(Path(file.name))


def _join(
    workspace: Workspace, data: SourceDocument, asks: Sequence[Row], places: Sequence[Place]
) -> None:
    """Join rows to the lists that are here; what is in none of a review without a document is new.

    A row that is none of a document's items is kept beside the list, for a person.
    """
    grouped: dict[int, list[int]] = defaultdict(list)
    reviews = _Reviews(workspace)
    for index, one in enumerate(asks):
        grouped[reviews.of(one).pk].append(index)
    written: list[DataRow] = []
    made: list[Made] = []
    for pk, indices in grouped.items():
        review = reviews.by_key[pk]
        told = [_data_row(data, review, asks[i]) for i in indices]
        if pk in reviews.stored:
            joins.told(told, joins.listed(review))
        written += told
        if pk not in reviews.read:
            lone = [
                (row, i) for row, i in zip(told, indices, strict=True) if not row.recommendation
            ]
            made += _new(data, review, lone, asks, places)
    _write(workspace, made, written)


def _data_row(data: SourceDocument, review: Review, one: Row) -> DataRow:
    return DataRow(
        data=data, review=review, number=one.number, ident=one.id[:80], value=rows.plain(one)
    )


def _new(
    data: SourceDocument,
    review: Review,
    lone: Sequence[tuple[DataRow, int]],
    asks: Sequence[Row],
    places: Sequence[Place],
) -> list[Made]:
    last = 0
    if lone:
        last = review.recommendations.aggregate(n=Max("order"))["n"] or 0
    made: list[Made] = []
    for count, (row, index) in enumerate(lone, 1):
        item = Recommendation(review=review, document=data, order=last + count * SPACING)
        row.recommendation, row.how, row.score, row.differs = item, "row", 1.0, False
        row.about, row.settled = "", ""
        words = rows.words_of(asks[index], places[index])
        source = f"({data.symbol}, row {row.number})"[:100] if words.position else ""
        made.append(Made(item, decisions.value_of(words, position_source=source)))
    return made


def _write(workspace: Workspace, made: Sequence[Made], written: Sequence[DataRow]) -> None:
    if made:
        projection.create(made, projection.next_revision(workspace, structure=True))
        Said.objects.bulk_create(
            [Said(recommendation=one.row, value=one.value) for one in made], batch_size=_BATCH
        )
    for row in written:
        # The recommendation has its key only now.
        row.recommendation = row.recommendation
    DataRow.objects.bulk_create(written, batch_size=_BATCH)


class _Reviews:
    """The reviews that rows belong to: those that are here, and those that rows make."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.by_key = {r.pk: r for r in Review.objects.filter(workspace=workspace)}
        self.stored = set(self.by_key)
        with_list = SourceDocument.objects.filter(workspace=workspace, kind__in=LISTS, current=True)
        self.read = set(with_list.values_list("review_id", flat=True))
        self.found: dict[object, Review] = {}
        for review in self.by_key.values():
            self._note(review)

    def _note(self, review: Review) -> None:
        self.found[review.symbol] = review
        if review.mechanism == "upr" and review.state:
            self.found.setdefault((review.state, review.session), review)
            self.found.setdefault((review.state, "cycle", review.cycle), review)

    def of(self, one: Row) -> Review:
        """Return the review of a row, made if it is not here."""
        for key in _keys(one, self._name(one)):
            if key in self.found:
                return self.found[key]
        made = self._made(one)
        self.by_key[made.pk] = made
        self._note(made)
        return made

    def _made(self, one: Row) -> Review:
        name = self._name(one)
        cycle = one.cycle or (cycle_of(one.session) if one.session else None)
        return Review.objects.create(
            workspace=self.workspace,
            mechanism=one.mechanism,
            symbol=one.symbol[:80] or _called(one, name),
            state=one.state,
            state_name=name,
            session=one.session if one.mechanism == "upr" else None,
            cycle=cycle if one.mechanism == "upr" else None,
            dated=one.dated[:10],
            body=one.body[:300] if one.mechanism == "special_procedures" else "",
        )

    def _name(self, one: Row) -> str:
        """Return what the State of a row is called; where it states none, the workspace."""
        state = states.by_iso3(one.state)
        return state.name if state else one.state_as_written or self.workspace.name


def _keys(one: Row, name: str) -> list[object]:
    """Return by what a row's review is found, the surest first."""
    if one.symbol:
        return [one.symbol[:80]]
    found: list[object] = []
    if one.mechanism == "upr" and one.session:
        found.append((one.state, one.session))
    elif one.mechanism == "upr" and one.cycle:
        found.append((one.state, "cycle", one.cycle))
    return [*found, _called(one, name)]


def _called(one: Row, name: str) -> str:
    """Return what a review is called whose document bears no symbol here."""
    if one.mechanism == "upr" and one.session:
        return f"{name}, session {one.session}"[:80]
    if one.mechanism == "upr" and one.cycle:
        return f"{name}, cycle {one.cycle}"[:80]
    body = one.body or mechanism_short(one.mechanism)
    return ", ".join(part for part in (f"{body}: {name}", one.dated[:4]) if part)[:80]
