"""Many clusters at once: choose, look at a preview, confirm, and undo if need be."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from heedweb.workspace import access
from heedweb.workspace.domain import cluster_decisions
from heedweb.workspace.domain.cluster_decisions import ClusterOvertaken, NothingToGroup
from heedweb.workspace.forms.cluster_bulk import ClusterBulkForm
from heedweb.workspace.models import Workspace
from heedweb.workspace.queries import cluster_bulk
from heedweb.workspace.roles import Act
from heedweb.workspace.views import steps


@login_required
@require_safe
def choose(request: HttpRequest, workspace: str) -> HttpResponse:
    """Choose how certain, and see what confirming would do."""
    held = access.workspace(request, workspace, Act.DECIDE)
    return _show(request, held, request.GET)


@login_required
@require_POST
def carry_out(request: HttpRequest, workspace: str) -> HttpResponse:
    """Confirm what was previewed; preview again if anything moved since."""
    held = access.workspace(request, workspace, Act.DECIDE)
    form = ClusterBulkForm(request.POST)
    if not form.is_valid():
        return _show(request, held, request.POST, status=422)
    plan = cluster_bulk.plan(held, form.cleaned_data["least"])
    if not plan.clusters or plan.stamp != form.cleaned_data["stamp"]:
        return _show(request, held, request.POST, moved=True, status=409)
    try:
        step = cluster_decisions.confirm(
            workspace=held, seen=plan.seen, rows=plan.members, by=access.person(request), bulk=True
        )
    except (ClusterOvertaken, NothingToGroup):
        return _show(request, held, request.POST, moved=True, status=409)
    return redirect(f"{_here(held)}?{urlencode({'least': plan.least, 'step': step.pk})}")


@login_required
@require_POST
def undo(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Undo one of the person's steps as a whole."""
    return redirect(_here(steps.undone(request, workspace, pk)))


def _here(held: Workspace) -> str:
    return reverse("workspace:cluster-bulk", args=[held.slug])


def _show(
    request: HttpRequest,
    held: Workspace,
    data: QueryDict,
    *,
    moved: bool = False,
    status: int = 200,
) -> HttpResponse:
    filled = data.copy()
    filled.setdefault("least", str(cluster_bulk.USUAL))
    form = ClusterBulkForm(filled)
    least = form.cleaned_data["least"] if form.is_valid() else cluster_bulk.USUAL
    for errors in form.errors.values():
        messages.error(request, str(errors[0]))
    plan = cluster_bulk.plan(held, least) if form.is_valid() else cluster_bulk.Plan(least)
    context = {
        "workspace": held,
        "plan": plan,
        "moved": moved,
        "step": access.done_cluster_step(held, access.person(request), request.GET.get("step")),
    }
    return render(request, "workspace/cluster_bulk.html", context, status=status)
