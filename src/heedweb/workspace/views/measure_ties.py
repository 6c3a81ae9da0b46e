"""Adding to a measure what it answers, waits for, and is tied to: look for it, tick it, add it."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from heedweb.workspace import access, plan_access
from heedweb.workspace.access import Seat
from heedweb.workspace.domain import measures, ties
from heedweb.workspace.domain.refusals import Refused
from heedweb.workspace.models import Cluster, Measure, Recommendation
from heedweb.workspace.numbers import number_of
from heedweb.workspace.queries.measure_choices import MOST, WHAT, choices, label_of
from heedweb.workspace.roles import Act

_LONGEST = 200


@login_required
def add(request: HttpRequest, workspace: str, pk: int, verb: str) -> HttpResponse:
    """Find things of one kind (`WHAT`) by words and add those that are ticked."""
    if verb not in WHAT:
        raise Http404
    seat = access.seat(request, workspace, Act.PLAN)
    held = plan_access.measure(seat, pk)
    typed = " ".join(request.GET.get("q", "").split())[:_LONGEST]
    told = ""
    if request.method == "POST":
        try:
            added = _added(seat, held, verb, request.POST.getlist("one")[:MOST])
        except Refused as refused:
            told = refused.line
        else:
            messages.success(request, _("Added.") if added else _("There was nothing to add."))
            return redirect("workspace:measure", workspace=workspace, pk=pk)
    context = {
        "workspace": seat.workspace, "measure": held, "what": verb, "title": WHAT[verb],
        "typed": typed, "choices": choices(seat, held, verb, typed), "most": MOST, "told": told,
        "typing_first": verb in ("recommendations", "ties"),
    }  # fmt: skip
    return render(request, "workspace/measure_add.html", context, status=409 if told else 200)


def _added(seat: Seat, held: Measure, what: str, given: Sequence[str]) -> int:
    if what == "ties":
        labels = [one for one in (label_of(seat, value) for value in given) if one is not None]
        return ties.tie(held, labels=labels, by=seat)
    keys = [number_of(value) for value in given]
    if what == "needs":
        return ties.need(held, needed=plan_access.measures(seat).filter(pk__in=keys), by=seat)
    return measures.aim(held, at=answerable(seat, **{what: keys}), by=seat)


def answerable(
    seat: Seat, recommendations: Sequence[int] = (), clusters: Sequence[int] = ()
) -> list[Recommendation | Cluster]:
    """Return what a measure of the workspace can answer, of these primary keys."""
    rows = Recommendation.objects.filter(review__workspace=seat.workspace, pk__in=recommendations)
    rows = rows.exclude(state__in=Recommendation.UNLISTED).order_by("review", "order")
    held = Cluster.objects.filter(workspace=seat.workspace, gone=False, pk__in=clusters)
    return [*rows.select_related("review"), *held]
