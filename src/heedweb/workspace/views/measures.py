"""Measures: the list, as a table to take along, one, writing in it, and what was deleted."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from heedweb.workspace import access, plan_access
from heedweb.workspace.access import Seat
from heedweb.workspace.domain import measures as domain
from heedweb.workspace.domain import plans
from heedweb.workspace.domain.refusals import Lacking, Refused
from heedweb.workspace.forms.measures import MeasureForm
from heedweb.workspace.numbers import number_of
from heedweb.workspace.queries import assignments
from heedweb.workspace.queries import measures as queries
from heedweb.workspace.queries.measure_table import lines
from heedweb.workspace.roles import Act
from heedweb.workspace.views.downloads import given
from heedweb.workspace.views.editor import Editor
from heedweb.workspace.views.measure_pages import page


@login_required
@require_safe
def listing(request: HttpRequest, workspace: str) -> HttpResponse:
    """List the measures of all plans that the person sees."""
    seat = access.seat(request, workspace)
    context = {
        "workspace": seat.workspace,
        "listing": queries.listing(seat, request.GET.dict()),
        "bodies": assignments.bodies(seat),
    }
    return render(request, "workspace/measures.html", context)


@login_required
@require_POST
def table(request: HttpRequest, workspace: str) -> StreamingHttpResponse:
    """Give all measures that an address asks for as CSV."""
    seat = access.seat(request, workspace, Act.EXPORT)
    asked = queries.Asked.of(request.GET.dict())
    return given(request, seat, "measures", lines(seat, asked))


@login_required
@require_safe
def one(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Show a measure."""
    seat = access.seat(request, workspace)
    return page(request, plan_access.measure(seat, pk))


@login_required
def new(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Make a measure in a plan."""
    seat = access.seat(request, workspace, Act.PLAN)
    plan = plan_access.plan(seat, pk)
    chapter = plan.chapters.filter(pk=number_of(request.GET.get("chapter"))).first()
    return Editor(
        request, seat, partial(MeasureForm, plan), None, f"measure:new:{pk}", _("New measure"),
        reverse("workspace:plan", args=[workspace, pk]),
        save=lambda words, _seen: domain.make(plan=plan, words=words, by=seat),
        after=lambda held: reverse("workspace:measure", args=[workspace, held.pk]),
        initial={"currency": plan.currency, "chapter": chapter},
    ).respond()  # fmt: skip


@login_required
def edit(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Write in a measure."""
    seat = access.seat(request, workspace, Act.PLAN)
    measure = plan_access.measure(seat, pk)
    address = reverse("workspace:measure", args=[workspace, pk])
    return Editor(
        request, seat, partial(MeasureForm, measure.plan, held=True), measure, f"measure:{pk}",
        str(measure), address,
        save=lambda words, seen: domain.write(measure, words=words, seen=seen, by=seat),
        after=lambda _held: address,
    ).respond()  # fmt: skip


@login_required
def deleted(request: HttpRequest, workspace: str) -> HttpResponse:
    """List what was deleted in the last thirty days; bring one of it back."""
    seat = access.seat(request, workspace, Act.PLAN)
    told = ""
    if request.method == "POST":
        try:
            _bring_back(request, seat)
        except Refused as refused:
            told = refused.line
        else:
            messages.success(request, _("It is there again, as it was."))
            return redirect("workspace:plans-deleted", workspace=workspace)
    context = {
        "workspace": seat.workspace, "told": told,
        "plans": plan_access.deleted_plans(seat), "measures": plan_access.deleted_measures(seat),
    }  # fmt: skip
    return render(request, "workspace/plans_deleted.html", context, status=409 if told else 200)


def _bring_back(request: HttpRequest, seat: Seat) -> None:
    if not {"plan", "measure"} & set(request.POST):
        raise Lacking(_("Choose what is to be brought back."))
    if "plan" in request.POST:
        plan = plan_access.deleted_plan(seat, number_of(request.POST["plan"]))
        plans.bring_back(plan, by=seat)
    else:
        key = number_of(request.POST.get("measure"))
        domain.bring_back(plan_access.deleted_measure(seat, key), by=seat)
