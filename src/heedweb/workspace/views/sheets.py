"""Tables: a person says what the columns are, sees what that makes of them, and takes them in."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from heed.errors import InputProblem
from heedweb.workspace import access
from heedweb.workspace.domain import imports, sheets
from heedweb.workspace.forms.matching import MatchingForm
from heedweb.workspace.models import Sheet, Workspace
from heedweb.workspace.queries import sheets as queries
from heedweb.workspace.roles import Act
from heedweb.workspace.storage import StorageProblem


@login_required
def match(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Show the columns with what heed proposes; preview a matching, or take the table in."""
    held = access.workspace(request, workspace, Act.IMPORT)
    sheet = access.sheet(held, pk)
    sent = request.method == "POST"
    form = MatchingForm(sheet, held.state, request.POST if sent else None)
    preview = problem = None
    if sent and form.is_valid():
        if request.POST.get("act") == "take":
            return _take(request, held, sheet, form)
        try:
            preview = queries.preview(sheet, form.matching())
        except InputProblem as error:
            problem = str(error)
    context = {
        "workspace": held,
        "sheet": sheet,
        "form": form,
        "preview": preview,
        "problem": problem,
    }
    status = 422 if sent and (form.errors or problem) else 200
    return render(request, "workspace/sheet.html", context, status=status)


def _take(request: HttpRequest, held: Workspace, sheet: Sheet, form: MatchingForm) -> HttpResponse:
    by = access.person(request)
    name = form.cleaned_data["save_as"]
    try:
        job = imports.start_sheet(sheet=sheet, matching=form.plain(), by=by)
    except StorageProblem as problem:
        messages.error(request, str(problem))
        return redirect("workspace:sheet", workspace=held.slug, pk=sheet.pk)
    if name:
        sheets.save_matching(
            workspace=held, name=name, header=sheet.header, matching=form.matching(), by=by
        )
        messages.success(request, _("The matching is kept as “{name}”.").format(name=name))
    return redirect("workspace:import", workspace=held.slug, pk=job.pk)
