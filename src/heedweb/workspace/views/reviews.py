"""Reviews and their totals."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from heed.errors import InputProblem
from heed.exchange import thematic_list
from heed.kinds.registry import LISTS
from heedweb.workspace import access
from heedweb.workspace.domain import documents
from heedweb.workspace.queries import calendar, family, reviews, sources
from heedweb.workspace.roles import Act


@login_required
def listing(request: HttpRequest, workspace: str) -> HttpResponse:
    """List the reviews of a workspace."""
    held = access.workspace(request, workspace)
    context = {"workspace": held, "summaries": reviews.summaries(held)}
    return render(request, "workspace/reviews.html", context)


@login_required
def detail(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Show a review: totals, lists with their lead-ins, facts, documents."""
    held = access.workspace(request, workspace)
    review = access.review(held, pk)
    context = {
        "workspace": held,
        "review": review,
        "summary": reviews.summary(review),
        "stated": reviews.stated(review),
        "lead_ins": review.lead_ins.all(),
        "documents": review.documents.filter(current=True).defer("text"),
        "older": reviews.read_with_older(review),
        "readings": review.readings.count(),
        "family": family.family(review),
        "differing": [check for check in review.checks if not check["agrees"]],
        "agreeing": [check for check in review.checks if check["agrees"]],
        "cited": review.asides.get("cited", []),
        "pledges": family.asides(review, "pledge"),
        "comments": family.asides(review, "comment"),
        "said": family.said(review),
        "data": sources.of_review(review),
        "coming": calendar.coming([review], timezone.localdate()),
        "report": review.documents.filter(kind__in=LISTS, current=True).first(),
    }
    return render(request, "workspace/review.html", context)


@login_required
@require_safe
def matrix(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Give the review's list as a matrix of recommendations, a Word file."""
    held = access.workspace(request, workspace, Act.EXPORT)
    review = access.review(held, pk)
    title = _("Matrix of recommendations: %(state)s, %(symbol)s") % {
        "state": review.state_name,
        "symbol": review.symbol,
    }
    data = thematic_list.matrix(family.listed(review), title)
    response = HttpResponse(data, content_type="application/octet-stream")
    name = f"{review.symbol.replace('/', '-')}_matrix.docx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@login_required
def readings(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """List every reading of a review's documents and what it changed."""
    held = access.workspace(request, workspace)
    review = access.review(held, pk)
    context = {"workspace": held, "review": review, "readings": reviews.readings(review)}
    return render(request, "workspace/readings.html", context)


@login_required
@require_POST
def read_again(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Read a review's originals again and show what that changed."""
    held = access.workspace(request, workspace, Act.IMPORT)
    review = access.review(held, pk)
    try:
        documents.read_again(review=review, by=access.person(request))
    except InputProblem as problem:
        messages.error(request, str(problem))
    return redirect("workspace:readings", workspace=held.slug, pk=review.pk)
