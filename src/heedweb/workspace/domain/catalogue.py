"""Writes what documents say: a review, its documents and lead-ins, and the value of an item."""

from __future__ import annotations

from django.db.models import Max

import heed
from heed.kinds import Review as ReadReview
from heed.records import Document, Recognition
from heed.records import Recommendation as Read
from heed.vocab.mechanisms import mechanisms
from heedweb.accounts.models import User
from heedweb.workspace.domain import blobs, found
from heedweb.workspace.domain.given import Given
from heedweb.workspace.domain.standing import Value
from heedweb.workspace.domain.symbols import symbol_of
from heedweb.workspace.models import LeadIn, Review, SourceDocument, Workspace


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
            "checks": [
                {"code": c.code, "text": c.text, "agrees": c.agrees, "sources": list(c.sources)}
                for c in read.checks
            ],
            "asides": found.asides(read.extraction),
            "dated": known.dated or "",
            "body": _body(known),
            "dues": [found.due(one) for one in read.extraction.dues],
        },
    )
    return review


def _body(known: Recognition) -> str:
    """Return the mandate or committee where the mechanism's own name does not say it."""
    mechanism = mechanisms().get(known.mechanism or "")
    named = known.body or ""
    return "" if mechanism and named == mechanism.name else named[:300]


def keep_document(
    *,
    workspace: Workspace,
    review: Review | None,
    document: Document,
    known: Recognition | None,
    given: Given,
    by: User,
) -> SourceDocument:
    """Keep a file and its row; the same file is kept once.

    Another file of the same symbol is the next version of the document.
    """
    blob = blobs.keep(given.path)
    row = SourceDocument.objects.filter(workspace=workspace, blob=blob).first()
    if row is not None:
        return row
    symbol = symbol_of(known, document.name) if known else document.name[:80]
    earlier = SourceDocument.objects.filter(workspace=workspace, review=review, symbol=symbol)
    version = 1
    if review is not None:
        version = 1 + (earlier.aggregate(n=Max("version"))["n"] or 0)
        earlier.update(current=False)
    return SourceDocument.objects.create(
        workspace=workspace,
        blob=blob,
        review=review,
        name=document.name,
        format=document.format,
        kind=known.kind if known else "other",
        symbol=symbol,
        language=(known.language if known else None) or "",
        reasons=list(known.reasons) if known else [],
        problems=[p.text for p in document.problems],
        version=version,
        read_with=heed.__version__,
        found={"known": found.known(known)} if known else {},
        origin=given.origin,
        text=document.text,
        pages=[[p.number, p.start, p.end, p.width, p.height] for p in document.pages],
        taken_in_by=by,
    )


def keep_lead_ins(*, review: Review, read: ReadReview) -> None:
    """Write the paragraphs that open the lists, in place of what an earlier reading found."""
    review.lead_ins.all().delete()
    LeadIn.objects.bulk_create(_lead_ins(review, read))


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


def value_of(document: Document, item: Read) -> Value:
    """Return what the document says of one item."""
    return {
        "paragraph": item.paragraph,
        "printed": item.paragraph_as_printed or "",
        "text": item.text,
        "kind": "recommendation",
        "states": [[who.name, who.iso3 or ""] for who in item.recommending],
        "parts": [
            [part.text, [w.name for w in part.recommending], part.label] for part in item.parts
        ],
        "position": item.position or "",
        "claim": item.claim or "",
        "position_source": item.position_source or "",
        "position_words": item.position_words or "",
        "comment": item.comment or "",
        "page": item.page,
        "start": item.start,
        "end": item.end,
        "boxes": [
            [b.page, *(round(x, 2) for x in (b.left, b.top, b.right, b.bottom))]
            for b in document.boxes(item.start, item.end)
        ],
        "doubts": [[p.code, p.text] for p in item.problems],
        "context": found.context(item.context) if item.context else {},
    }
