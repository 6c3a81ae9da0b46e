"""Milestones of a measure: set, written, reached, deleted."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from heedweb.workspace import access, plan_access
from heedweb.workspace.access import Seat
from heedweb.workspace.domain import milestones as domain
from heedweb.workspace.domain.refusals import Lacking, Refused
from heedweb.workspace.forms.measures import MilestoneForm, ReachedForm
from heedweb.workspace.models import Milestone
from heedweb.workspace.roles import Act
from heedweb.workspace.views.editor import Editor
from heedweb.workspace.views.measure_pages import page


@login_required
def new(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Set a milestone of a measure."""
    seat = access.seat(request, workspace, Act.PLAN)
    measure = plan_access.measure(seat, pk)
    back = reverse("workspace:measure", args=[workspace, pk])
    return Editor(
        request, seat, MilestoneForm, None, f"milestone:new:{pk}", _("New milestone"), back,
        save=lambda words, _seen: domain.add(measure=measure, words=words, by=seat),
        after=lambda _held: back,
    ).respond()  # fmt: skip


@login_required
def edit(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Write in a milestone."""
    seat = access.seat(request, workspace, Act.PLAN)
    held = plan_access.milestone(seat, pk)
    back = reverse("workspace:measure", args=[workspace, held.measure_id])
    return Editor(
        request, seat, MilestoneForm, held, f"milestone:{pk}", str(held), back,
        save=lambda words, seen: domain.write(held, words=words, seen=seen, by=seat),
        after=lambda _held: back,
    ).respond()  # fmt: skip


@login_required
@require_POST
def act(request: HttpRequest, workspace: str, pk: int, verb: str) -> HttpResponse:
    """Say on which day a milestone was reached, or delete it."""
    if verb not in ("reach", "delete"):
        raise Http404
    seat = access.seat(request, workspace, Act.PLAN if verb == "delete" else Act.ANSWER)
    held = plan_access.milestone(seat, pk)
    measure = held.measure_id
    try:
        if verb == "delete":
            domain.delete(held, by=seat)
        else:
            _reach(request, seat, held)
    except Refused as refused:
        return page(request, plan_access.measure(seat, measure), refused)
    messages.success(request, _("The milestone is deleted.") if verb == "delete" else _("Saved."))
    return redirect("workspace:measure", workspace=workspace, pk=measure)


def _reach(request: HttpRequest, seat: Seat, held: Milestone) -> None:
    form = ReachedForm(request.POST)
    if not form.is_valid():
        raise Lacking(_("Write a day."))
    domain.reach(held, on=form.cleaned_data["on"], by=seat)
