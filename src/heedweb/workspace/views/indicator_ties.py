"""What an indicator measures the progress of, said from its page or from the other's."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heedweb.workspace import access, plan_access
from heedweb.workspace.access import Seat
from heedweb.workspace.domain import indicators as domain
from heedweb.workspace.domain.indicators import Measured
from heedweb.workspace.models import Indicator
from heedweb.workspace.numbers import number_of
from heedweb.workspace.queries import indicator_ties as queries
from heedweb.workspace.queries.indicators import tied
from heedweb.workspace.roles import Act

_MOST = 100


@login_required
def of_indicator(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Choose what an indicator measures; take away what it no longer does."""
    seat = access.seat(request, workspace, Act.PLAN)
    held = plan_access.indicator(seat, pk)
    if request.method == "POST":
        _tie(request, seat, held)
        return redirect("workspace:indicator", workspace=seat.workspace.slug, pk=pk)
    typed = request.GET.get("find", "").strip()[:200]
    context = {
        "workspace": seat.workspace, "indicator": held, "looked_for": typed,
        "tied": tied(seat, held), "found": queries.candidates(seat, held, typed),
    }  # fmt: skip
    return render(request, "workspace/indicator_ties.html", context)


@login_required
def of_measure(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Choose the indicators of a measure."""
    seat = access.seat(request, workspace, Act.PLAN)
    held = plan_access.measure(seat, pk)
    return _choose(request, seat, held, reverse("workspace:measure", args=[workspace, pk]))


@login_required
def of_recommendation(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Choose the indicators of a recommendation."""
    seat = access.seat(request, workspace, Act.PLAN)
    held = access.recommendation(seat.workspace, pk)
    back = reverse("workspace:recommendation", args=[workspace, pk])
    return _choose(request, seat, held, back)


@login_required
def of_cluster(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Choose the indicators of a cluster."""
    seat = access.seat(request, workspace, Act.PLAN)
    held = access.cluster(seat.workspace, pk)
    return _choose(request, seat, held, reverse("workspace:cluster", args=[workspace, pk]))


def _choose(request: HttpRequest, seat: Seat, held: Measured, back: str) -> HttpResponse:
    if request.method == "POST":
        ticked = [number_of(one) for one in request.POST.getlist("indicator")[:_MOST]]
        found = plan_access.indicators(seat).filter(pk__in=ticked)
        _said(request, sum(domain.tie(one, to=[held], by=seat) for one in found))
        return redirect(back)
    typed = request.GET.get("find", "").strip()[:200]
    context = {
        "workspace": seat.workspace, "held": held, "looked_for": typed, "back": back,
        "found": queries.to_choose(seat, held, typed),
    }  # fmt: skip
    return render(request, "workspace/indicator_choose.html", context)


def _tie(request: HttpRequest, seat: Seat, held: Indicator) -> None:
    """Tie an indicator to what is ticked, and untie what was ticked to be taken away."""
    ticked = {
        name: [number_of(one) for one in request.POST.getlist(name)[:_MOST]]
        for name in ("measure", "recommendation", "cluster", "drop")
    }
    new: list[Measured] = [
        *plan_access.measures(seat).filter(pk__in=ticked["measure"]),
        *plan_access.recommendations(seat, ticked["recommendation"]),
        *plan_access.clusters(seat, ticked["cluster"]),
    ]
    count = domain.tie(held, to=new, by=seat)
    gone = held.uses.filter(pk__in=ticked["drop"])
    gone = gone.select_related("measure", "recommendation", "cluster")
    _said(request, count + domain.tie_no_more(held, to=gone, by=seat))


def _said(request: HttpRequest, count: int) -> None:
    if count:
        line = ngettext("{n} tie is changed.", "{n} ties are changed.", count)
        messages.success(request, line.format(n=count))
    else:
        messages.error(request, _("Tick something first."))
