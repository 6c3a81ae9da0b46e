"""What documents say beside the list, as it is stored: plain values, ready for a page."""

from __future__ import annotations

from heed.records import (
    Cited,
    Context,
    Due,
    Extraction,
    Grade,
    Listed,
    Passage,
    Recognition,
    Totals,
)

Plain = dict[str, object]


def known(recognition: Recognition) -> Plain:
    """Return what a paper prints of the review it belongs to."""
    return {
        "kind": recognition.kind,
        "symbol": recognition.symbol,
        "parent": recognition.parent,
        "state": recognition.state,
        "session": recognition.session,
        "cycle": recognition.cycle,
    }


def asides(said: Extraction) -> Plain:
    """Return what a report says beside its list: `cited`, `passages`, `notes` by paragraph."""
    return {
        "cited": [_cited(one) for one in said.cited],
        "passages": [_passage(one) for one in said.passages],
        "notes": {
            item.paragraph: [{"text": n.text, "page": n.page, "start": n.start} for n in item.notes]
            for item in said.recommendations
            if item.notes
        },
    }


def paper(said: Extraction) -> Plain:
    """Return what a paper says: `known`, its findings by their names, and `problems`."""
    return {
        "known": known(said.recognition),
        "passages": [_passage(one) for one in said.passages],
        "facts": [
            {"name": f.name, "value": f.value, "page": f.quote.page if f.quote else None}
            for f in said.facts
        ],
        "totals": [_totals(one) for one in said.totals],
        "listed": {row.paragraph: _listed(row) for row in said.listed},
        "grades": [_grade(one) for one in said.grades],
        "problems": [p.text for p in said.problems],
    }


def context(around: Context) -> Plain:
    """Return what stands around an item; what is empty is left out."""
    concern = around.concern
    held: Plain = {
        "heading": around.heading,
        "instrument": around.instrument,
        "articles": list(around.articles),
        "concern": concern and {"text": concern.text, "page": concern.page, "start": concern.start},
        "recalls": list(around.recalls),
        "addressees": list(around.addressees),
        "repeated": around.repeated,
        "follow_up": around.follow_up,
    }
    return {name: value for name, value in held.items() if value}


def due(one: Due) -> Plain:
    """Return a reply or a report that a document asks for."""
    return {
        "kind": one.kind,
        "on": one.on,
        "months": one.months,
        "paragraphs": list(one.paragraphs),
        "text": one.quote.text,
        "page": one.quote.page,
        "start": one.quote.start,
    }


def _grade(one: Grade) -> Plain:
    return {
        "state": one.state,
        "document": one.document,
        "paragraph": one.paragraph,
        "limbs": list(one.limbs),
        "grade": one.grade,
        "text": one.quote.text,
        "page": one.quote.page,
        "start": one.quote.start,
    }


def _cited(one: Cited) -> Plain:
    return {
        "reference": one.reference,
        "text": one.text,
        "states": [[who.name, who.iso3 or ""] for who in one.recommending],
        "position": one.position or "",
        "source": one.position_source or "",
        "comment": one.comment or "",
        "page": one.page,
        "start": one.start,
        "doubts": [p.text for p in one.problems],
    }


def _passage(one: Passage) -> Plain:
    return {
        "role": one.role,
        "paragraph": one.paragraph,
        "text": one.text,
        "page": one.page,
        "start": one.start,
        "said_by": list(one.said_by),
        "refers_to": list(one.refers_to),
    }


def _totals(one: Totals) -> Plain:
    return {
        "state": one.state,
        "cycle": one.cycle,
        "received": one.received,
        "supported": one.supported,
        "noted": one.noted,
        "other": one.other,
        "text": one.quote.text,
        "page": one.quote.page,
    }


def _listed(row: Listed) -> Plain:
    return {
        "position": row.position or "",
        "source": row.position_source,
        "headings": row.heading.split("\n"),
        "themes": list(row.themes),
        "groups": list(row.groups_of_persons),
        "goals": [[goal.number, goal.name] for goal in row.goals],
        "assessment": row.assessment,
    }
