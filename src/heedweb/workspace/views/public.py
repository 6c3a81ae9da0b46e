"""Pages that everybody reads without an account, and the door that coordinators open and close."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from heedweb.workspace import access
from heedweb.workspace.domain import opening
from heedweb.workspace.domain.refusals import Refused
from heedweb.workspace.models import Review
from heedweb.workspace.queries import (
    answering,
    notes,
    public,
    public_indicators,
    public_said,
    reviews,
)
from heedweb.workspace.roles import Act

# The latest words of organisations that the first page shows.
_MOST = 5


@require_safe
def front(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what was asked, what the State answered, and the latest that was published."""
    held = access.public_workspace(slug)
    published = access.public_notes(held).order_by("-approved_at", "-pk")[:_MOST]
    context = {
        "open": held,
        "summaries": reviews.summaries(held),
        "latest": [notes.shown(note) for note in published],
        "heads": public.heads(held)[:1],
    }
    return render(request, "public/front.html", context)


@require_safe
def review(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Show a review with its totals and its list, a page at a time."""
    held = access.public_workspace(slug)
    found = access.review(held, pk)
    context = {
        "open": held,
        "review": found,
        "summary": reviews.summary(_with_documents(found)),
        "listing": public.rows(found, request.GET.dict()),
    }
    return render(request, "public/review.html", context)


def _with_documents(found: Review) -> Review:
    return Review.objects.prefetch_related("documents").get(pk=found.pk)


@require_safe
def recommendation(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Show one recommendation and what organisations have published on it."""
    held = access.public_workspace(slug)
    row = access.public_recommendation(held, pk)
    measures = answering.public_of_row(row)
    context = {
        "open": held,
        "row": row,
        "review": row.review,
        "voices": notes.public_of_row(row),
        "measures": measures,
        "reports": public_said.on_row(row, [one.measure for one in measures]),
    }
    return render(request, "public/recommendation.html", context)


@require_safe
def published(request: HttpRequest, slug: str) -> HttpResponse:
    """List what organisations have published, in the order of dates."""
    held = access.public_workspace(slug)
    context = {"open": held, "listing": public.published(held, request.GET.dict())}
    return render(request, "public/notes.html", context)


@require_safe
def measures(request: HttpRequest, slug: str) -> HttpResponse:
    """List the measures that coordinators let everybody see."""
    held = access.public_workspace(slug)
    listing = answering.public(held, request.GET.get("page", ""))
    return render(request, "public/measures.html", {"open": held, "listing": listing})


@require_safe
def indicators(request: HttpRequest, slug: str) -> HttpResponse:
    """List the indicators that coordinators let everybody see, with their last values."""
    held = access.public_workspace(slug)
    listing = public_indicators.listing(held, request.GET.get("page", ""))
    return render(request, "public/indicators.html", {"open": held, "listing": listing})


@require_safe
def reports(request: HttpRequest, slug: str) -> HttpResponse:
    """List what organisations reported to everybody, in the order of days."""
    held = access.public_workspace(slug)
    listing = public_said.reports(held, request.GET.get("page", ""))
    return render(request, "public/reports.html", {"open": held, "listing": listing})


@require_safe
def answers(request: HttpRequest, slug: str) -> HttpResponse:
    """List what organisations answered in consultations to everybody."""
    held = access.public_workspace(slug)
    listing = public_said.answers(held, request.GET.get("page", ""))
    return render(request, "public/answers.html", {"open": held, "listing": listing})


@require_safe
def history(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the daily heads of the chain of history, by which a rewriting is found."""
    held = access.public_workspace(slug)
    return render(request, "public/history.html", {"open": held, "heads": public.heads(held)})


@login_required
def door(request: HttpRequest, workspace: str) -> HttpResponse:
    """Show coordinators whether the public page is open; ask for it, confirm it, close it."""
    seat = access.seat(request, workspace, Act.MANAGE)
    told, status = "", 200
    if request.method == "POST":
        acts = {"ask": opening.ask, "confirm": opening.confirm, "close": opening.close}
        act = acts.get(request.POST.get("do", ""))
        if act is None:
            raise Http404
        try:
            act(by=seat)
        except Refused as refused:
            told, status = refused.line, 409
        else:
            messages.success(request, _("Done."))
            return redirect("workspace:opening", workspace=seat.workspace.slug)
    context = {
        "workspace": seat.workspace,
        "told": told,
        "mine": seat.workspace.opening_by_id == seat.user.pk,
        "published": access.public_notes(seat.workspace).count(),
    }
    return render(request, "workspace/opening.html", context, status=status)
