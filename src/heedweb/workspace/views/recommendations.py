"""The list of recommendations and the page of one, with its source beside it."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from heedweb.workspace import access
from heedweb.workspace.queries import (
    around,
    bulk,
    cluster,
    deciding,
    exchange,
    family,
    history,
    keys,
    labels,
    link_pairs,
    marks,
    recommendations,
    similar,
    source,
    sources,
    typed,
)
from heedweb.workspace.queries import notes as room_notes
from heedweb.workspace.queries.address import line
from heedweb.workspace.queries.names import names_for
from heedweb.workspace.queries.taxonomies import vocabulary

# More do not print as one list.
_MOST_PRINTED = 5_000


@login_required
def listing(request: HttpRequest, workspace: str) -> HttpResponse:
    """List what the address asks for, to read or to print."""
    seat = access.seat(request, workspace)
    held = seat.workspace
    if request.GET.get("print"):
        return _printed(request, seat)
    context = {
        "workspace": held,
        "listing": recommendations.listing(held, request.GET, names_for(request)),
        "views": access.views(seat),
        "actions": bulk.actions(),
        "forms": exchange.FORMS,
        "step": access.done_step(held, seat.user, request.GET.get("step")),
    }
    found: recommendations.Listing = context["listing"]  # type: ignore[assignment]
    context["handed"] = recommendations.handed(found.asked)
    return render(request, "workspace/recommendations.html", context)


@login_required
def detail(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Show one recommendation and the passage it was read from."""
    seat = access.seat(request, workspace)
    held = seat.workspace
    row = access.recommendation(held, pk)
    before, after = recommendations.neighbours(row)
    asked = recommendations.asked_of(request.GET)
    clusters = cluster.of_row(row)
    looked_for = typed.read(asked.typed, [row.document.language]) if asked.typed else None
    context = {
        "workspace": held,
        "row": row,
        "review": row.review,
        "before": before,
        "after": after,
        "passages": source.passages(row),
        "surroundings": source.surroundings(row),
        "needles": marks.by_first_word(looked_for.needles) if looked_for else {},
        "typed": asked.typed,
        "handed": recommendations.handed(asked),
        "key": keys.address_of(row),
        "labels": labels.labels_of(row, vocabulary(held), choose=True),
        "clusters": clusters,
        "history": history.of_recommendation(names_for(request), row),
        "linked": link_pairs.history(row),
        "similar": similar.around(row, similar.told(clusters)),
        "said": deciding.as_said(row),
        "notes": family.notes(row),
        "voices": room_notes.of_row(seat, row),
        "drafts": room_notes.drafts_on(seat, row),
        "given": family.given(row),
        "recalled": around.recalled(row),
        "grades": around.grades(row),
        "told": sources.of_recommendation(row),
        "made_from": row.made_from.all(),
        "made": row.made.exclude(state__in=row.HIDDEN),
    }
    return render(request, "workspace/recommendation.html", context)


def _printed(request: HttpRequest, seat: access.Seat) -> HttpResponse:
    held = seat.workspace
    asked = recommendations.asked_of(request.GET)
    found = recommendations.Found(held, asked)
    names = recommendations.names_of(held, found.index, names_for(request))
    context = {
        "workspace": held,
        "found": found,
        "chips": recommendations.chips(asked, names),
        "rows": found.rows(_MOST_PRINTED),
        "left_out": max(0, found.total - _MOST_PRINTED),
        "most": _MOST_PRINTED,
        "now": timezone.now(),
        "query": line(asked),
    }
    return render(request, "workspace/print.html", context)
