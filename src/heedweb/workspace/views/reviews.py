"""Reviews and their totals."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from heedweb.workspace import access
from heedweb.workspace.queries import reviews


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
        "documents": review.documents.defer("text"),
    }
    return render(request, "workspace/review.html", context)
