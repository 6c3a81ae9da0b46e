"""Many rows at once: a preview, then one step, which can be undone."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from heedweb.workspace import access
from heedweb.workspace.domain import bulk as domain
from heedweb.workspace.domain import decisions
from heedweb.workspace.forms.lists import BulkForm
from heedweb.workspace.models import Workspace
from heedweb.workspace.queries import bulk, columns
from heedweb.workspace.queries.index import index_of
from heedweb.workspace.queries.recommendations import Found, asked_of
from heedweb.workspace.roles import Act
from heedweb.workspace.views.steps import undone

_EXAMPLES = 10


@login_required
@require_POST
def preview(request: HttpRequest, workspace: str) -> HttpResponse:
    """Show what would change, what would not and why."""
    held = access.workspace(request, workspace, Act.DECIDE)
    form = BulkForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose what to do, and try again."))
        return redirect(_address(held, str(request.POST.get("query", ""))))
    if not form.cleaned_data["all"] and not form.cleaned_data["row"]:
        messages.error(request, _("Tick one or more rows first, or all that match."))
        return redirect(_address(held, form.cleaned_data["query"]))
    return _show(request, held, form)


@login_required
@require_POST
def carry_out(request: HttpRequest, workspace: str) -> HttpResponse:
    """Do what was previewed; preview again if anything moved since."""
    held = access.workspace(request, workspace, Act.DECIDE)
    form = BulkForm(request.POST)
    if not form.is_valid():
        return preview(request, workspace)
    plan = _plan(held, form)
    moved = form.cleaned_data["all"] and form.cleaned_data["revision"] != held.revision
    if moved or plan.count != form.cleaned_data["count"] or not plan.count:
        return _show(request, held, form, moved=True)
    try:
        step = domain.carry_out(workspace=held, plan=plan, by=access.person(request))
    except decisions.Overtaken:
        held.refresh_from_db()
        return _show(request, held, form, moved=True)
    query = form.cleaned_data["query"]
    return redirect(_address(held, f"{query}&step={step.pk}" if query else f"step={step.pk}"))


@login_required
@require_POST
def undo(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Undo one of the person's steps as a whole."""
    held = undone(request, workspace, pk)
    return redirect(_address(held, str(request.POST.get("query", ""))))


def _show(
    request: HttpRequest, held: Workspace, form: BulkForm, *, moved: bool = False
) -> HttpResponse:
    given = form.cleaned_data
    plan = _plan(held, form)
    rows = columns.loaded(list(plan.seen)[:_EXAMPLES])
    context = {
        "workspace": held,
        "given": given,
        "plan": plan,
        "label": dict(bulk.actions())[given["action"]],
        "examples": [(row, *bulk.before_and_after(row, plan.action)) for row in rows],
        "rows": [] if given["all"] else given["row"].items(),
        "revision": held.revision,
        "moved": moved,
        "back": _address(held, given["query"]),
    }
    return render(request, "workspace/bulk.html", context, status=409 if moved else 200)


def _plan(held: Workspace, form: BulkForm) -> bulk.Plan:
    given = form.cleaned_data
    action = bulk.action_of(given["action"])
    if given["all"]:
        found = Found(held, asked_of(QueryDict(given["query"])))
        return bulk.plan(found.index, action, found.keys(), {}, reopened=given["reopened"])
    seen: dict[int, int] = given["row"]
    return bulk.plan(index_of(held), action, seen, seen, reopened=given["reopened"])


def _address(held: Workspace, query: str) -> str:
    """Return the list's address; a query is only ever behind the question mark."""
    address = reverse("workspace:recommendations", args=[held.slug])
    query = QueryDict(query).urlencode(safe=",/")
    return f"{address}?{query}" if query else address
