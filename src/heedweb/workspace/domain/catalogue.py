"""Writes what documents say: a review with its documents, lead-ins and recommendations."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from heed.kinds import Review as ReadReview
from heed.kinds import recognise
from heed.records import Document, Recognition
from heed.records import Recommendation as Read
from heedweb.accounts.models import User
from heedweb.workspace.domain import blobs
from heedweb.workspace.models import (
    Doubt,
    LeadIn,
    Part,
    Recommendation,
    RecommendingState,
    Review,
    SourceDocument,
    Workspace,
)
from heedweb.workspace.queries import search

# SQLite takes 32,766 variables in one statement; a row has at most 20 columns.
_BATCH = 1_000


def symbol_of(known: Recognition) -> str:
    """Return the document's symbol or, where none is printed, State and session in its place."""
    return known.symbol or f"{known.title or known.state or '?'}, session {known.session or '?'}"


def keep_review(*, workspace: Workspace, read: ReadReview) -> Review:
    """Return the review's row, made or brought up to date. Call within a transaction."""
    known = read.extraction.recognition
    facts = [
        {"name": f.name, "value": f.value, "page": f.quote.page if f.quote else None}
        for f in read.extraction.facts
    ]
    review, _ = Review.objects.update_or_create(
        workspace=workspace,
        symbol=symbol_of(known),
        defaults={
            "mechanism": known.mechanism or "",
            "state": known.state or "",
            "state_name": known.title or "",
            "session": known.session,
            "cycle": known.cycle,
            "facts": facts,
            "problems": [p.text for p in read.extraction.problems],
        },
    )
    return review


def keep_document(
    *, workspace: Workspace, review: Review, document: Document, path: Path, by: User
) -> SourceDocument:
    """Keep a file and its row; the same file is kept once."""
    known: Recognition = recognise(document)
    row, _ = SourceDocument.objects.get_or_create(
        workspace=workspace,
        blob=blobs.keep(path),
        defaults={
            "review": review,
            "name": document.name,
            "format": document.format,
            "kind": known.kind,
            "symbol": symbol_of(known),
            "language": known.language or "",
            "reasons": list(known.reasons),
            "text": document.text,
            "pages": [[p.number, p.start, p.end, p.width, p.height] for p in document.pages],
            "taken_in_by": by,
        },
    )
    return row


def keep_recommendations(*, review: Review, row: SourceDocument, read: ReadReview) -> int:
    """Write what a report says, in place of what an earlier reading of it said. Return how many."""
    search.forget(review)
    review.recommendations.all().delete()
    review.lead_ins.all().delete()
    LeadIn.objects.bulk_create(_lead_ins(review, read))
    items = read.extraction.recommendations
    made = Recommendation.objects.bulk_create(
        [_recommendation(review, row, read.report, i, item) for i, item in enumerate(items)],
        batch_size=_BATCH,
    )
    pairs = list(zip(made, items, strict=True))
    RecommendingState.objects.bulk_create(_states(pairs), batch_size=_BATCH)
    Part.objects.bulk_create(_parts(pairs), batch_size=_BATCH)
    Doubt.objects.bulk_create(
        [
            Doubt(recommendation=r, code=p.code, text=p.text)
            for r, item in pairs
            for p in item.problems
        ],
        batch_size=_BATCH,
    )
    search.learn(made)
    return len(made)


def _lead_ins(review: Review, read: ReadReview) -> list[LeadIn]:
    return [
        LeadIn(
            review=review,
            order=i,
            paragraph=group.paragraph,
            text=group.lead_in.text,
            position=group.position or "",
            items=group.items,
            page=group.lead_in.page,
        )
        for i, group in enumerate(read.extraction.groups)
    ]


def _recommendation(
    review: Review, row: SourceDocument, document: Document, order: int, item: Read
) -> Recommendation:
    return Recommendation(
        review=review,
        document=row,
        order=order,
        paragraph=item.paragraph,
        printed=item.paragraph_as_printed or "",
        key=item.key or "",
        text=item.text,
        position=item.position or "",
        claim=item.claim or "",
        position_source=item.position_source or "",
        position_words=item.position_words or "",
        comment=item.comment or "",
        page=item.page,
        start=item.start,
        end=item.end,
        boxes=[
            [b.page, *(round(x, 2) for x in (b.left, b.top, b.right, b.bottom))]
            for b in document.boxes(item.start, item.end)
        ],
    )


def _states(pairs: Iterable[tuple[Recommendation, Read]]) -> list[RecommendingState]:
    return [
        RecommendingState(recommendation=r, order=i, name=who.name, iso3=who.iso3 or "")
        for r, item in pairs
        for i, who in enumerate(item.recommending)
    ]


def _parts(pairs: Iterable[tuple[Recommendation, Read]]) -> list[Part]:
    return [
        Part(recommendation=r, order=i, text=part.text, states=[w.name for w in part.recommending])
        for r, item in pairs
        for i, part in enumerate(item.parts)
    ]
