"""How right proposals were so far, what another version would change, and runs on demand."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from heedweb.workspace import access
from heedweb.workspace.domain import proposing
from heedweb.workspace.models import LabelRun
from heedweb.workspace.queries import label_overview, label_record, runs
from heedweb.workspace.queries.taxonomies import vocabulary
from heedweb.workspace.roles import Act


@login_required
@require_safe
def record(request: HttpRequest, workspace: str) -> HttpResponse:
    """Show how right the proposals were so far, by taxonomy, label, score and version."""
    held = access.workspace(request, workspace)
    records = label_record.records(held, vocabulary(held))
    context = {
        "workspace": held,
        "records": [(one, label_record.dots(one)) for one in records],
        "ticks": label_record.ticks(),
        "size": label_record.SIZE,
        "ends": (label_record.across(0), label_record.up(0), label_record.across(1),
                 label_record.up(1)),
    }  # fmt: skip
    return render(request, "workspace/label_record.html", context)


@login_required
@require_safe
def changes(request: HttpRequest, workspace: str) -> HttpResponse:
    """Show what another version of the labellers would change."""
    held = access.workspace(request, workspace)
    context = {
        "workspace": held,
        "changes": label_overview.what_changes(held, vocabulary(held)),
        "run": runs.at_hand(held.label_runs),
    }
    return render(request, "workspace/label_changes.html", context)


@login_required
@require_POST
def run(request: HttpRequest, workspace: str) -> HttpResponse:
    """Queue a run: of what is new, a trial of another version, or adopt one."""
    held = access.workspace(request, workspace, Act.DECIDE)
    kind = request.POST.get("kind", "")
    kind = kind if kind in LabelRun.Kind.values else LabelRun.Kind.NEW
    only = request.POST.getlist("taxonomy")
    proposing.start(workspace=held, by=access.person(request), kind=kind, only=only)
    messages.success(request, _("The labellers are at work; you can go on meanwhile."))
    return redirect("workspace:labels", workspace=held.slug)
