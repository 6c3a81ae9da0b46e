"""Plans: the list, one, and writing in it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from heedweb.workspace import access, plan_access
from heedweb.workspace.access import Seat
from heedweb.workspace.domain import plans as domain
from heedweb.workspace.domain.refusals import Refused
from heedweb.workspace.forms.plans import PlanForm
from heedweb.workspace.models import Written
from heedweb.workspace.queries import assignments, measures
from heedweb.workspace.queries import plans as queries
from heedweb.workspace.roles import Act
from heedweb.workspace.views.editor import Editor
from heedweb.workspace.views.letting import why


@login_required
def listing(request: HttpRequest, workspace: str) -> HttpResponse:
    """List the plans that the person sees."""
    seat = access.seat(request, workspace)
    context = {"workspace": seat.workspace, "plans": queries.listing(seat)}
    return render(request, "workspace/plans.html", context)


@login_required
def one(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Show a plan with its chapters and measures."""
    seat = access.seat(request, workspace)
    plan = plan_access.plan(seat, pk)
    context = {
        "workspace": seat.workspace,
        "plan": plan,
        "listing": measures.listing(seat, request.GET.dict(), plan),
        "bodies": assignments.bodies(seat),
    }
    return render(request, "workspace/plan.html", context)


@login_required
def new(request: HttpRequest, workspace: str) -> HttpResponse:
    """Begin a plan."""
    seat = access.seat(request, workspace, Act.PLAN)
    return Editor(
        request, seat, PlanForm, None, "plan:new", _("New plan"), _address(seat, "plans"),
        save=lambda words, _seen: domain.begin(words=words, by=seat),
        after=lambda held: _address(seat, "plan", held),
    ).respond()  # fmt: skip


@login_required
def edit(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Write in a plan."""
    seat = access.seat(request, workspace, Act.PLAN)
    plan = plan_access.plan(seat, pk)
    return Editor(
        request, seat, PlanForm, plan, f"plan:{pk}", str(plan), _address(seat, "plan", plan),
        save=lambda words, seen: domain.write(plan, words=words, seen=seen, by=seat),
        after=lambda held: _address(seat, "plan", held),
    ).respond()  # fmt: skip


@login_required
@require_POST
def delete(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Delete a plan with its measures; it can be brought back for thirty days."""
    seat = access.seat(request, workspace, Act.PLAN)
    try:
        domain.delete(plan_access.plan(seat, pk), by=seat, why=why(request))
    except Refused as refused:
        messages.error(request, refused.line)
        return redirect(_address(seat, "plans"))
    messages.success(request, _("It is deleted. It can be brought back for thirty days."))
    return redirect(_address(seat, "plans"))


def _address(seat: Seat, name: str, held: Written | None = None) -> str:
    keys = [seat.workspace.slug] if held is None else [seat.workspace.slug, held.pk]
    return reverse(f"workspace:{name}", args=keys)
