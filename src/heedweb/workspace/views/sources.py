"""Differences between the list and files of data, and what a person does about each."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from heedweb.accounts.models import User
from heedweb.workspace import access
from heedweb.workspace.domain import sources
from heedweb.workspace.domain.decisions import Overtaken
from heedweb.workspace.forms.deciding import SeenForm
from heedweb.workspace.models import DataRow, Workspace
from heedweb.workspace.queries import sources as queries
from heedweb.workspace.roles import Act


@login_required
def listing(request: HttpRequest, workspace: str) -> HttpResponse:
    """List where files of data and the list differ, a page at a time."""
    held = access.workspace(request, workspace, Act.IMPORT)
    context = {
        "workspace": held,
        "differing": queries.differing(held, request.GET.dict()),
        "files": queries.files(held),
    }
    return render(request, "workspace/sources.html", context)


@login_required
@require_POST
def act(request: HttpRequest, workspace: str, pk: int, verb: str) -> HttpResponse:
    """Keep the list, take the row's words, add the row, or open the difference again."""
    held = access.workspace(request, workspace, Act.IMPORT)
    row = access.data_row(held, pk)
    try:
        _act(request, row, verb, access.person(request))
    except Overtaken as problem:
        messages.error(request, str(problem))
    return _back(request, held, "show", "about", "file", "page")


@login_required
@require_POST
def act_on_all(request: HttpRequest, workspace: str) -> HttpResponse:
    """Keep the list for all rows of the address, or take the answers that they agree on."""
    held = access.workspace(request, workspace, Act.IMPORT)
    by = access.person(request)
    rows = queries.narrowed(held, request.GET.dict())
    if request.POST.get("act") == "answers":
        step = sources.take_answers(rows=rows, workspace=held, by=by)
        list_ = reverse("workspace:recommendations", args=[held.slug])
        if step is not None:
            return redirect(f"{list_}?step={step.pk}")
        messages.info(request, _("There is no answer left that can be taken."))
    else:
        count = sources.keep_all(rows=rows, workspace=held, by=by)
        told = ngettext("{n} difference is settled.", "{n} differences are settled.", count)
        messages.success(request, told.format(n=count))
    # Of what was shown nothing is left; what else the file says is.
    return _back(request, held, "file")


def _back(request: HttpRequest, held: Workspace, *names: str) -> HttpResponse:
    """Lead back to the differences, with these parameters of the address."""
    kept = {name: request.GET[name] for name in names if name in request.GET}
    query = f"?{urlencode(kept)}" if kept else ""
    return redirect(f"{reverse('workspace:sources', args=[held.slug])}{query}")


def _act(request: HttpRequest, row: DataRow, verb: str, by: User) -> None:
    form = SeenForm(request.POST)
    if verb == "keep":
        sources.keep(row=row, by=by)
    elif verb == "take" and row.recommendation is not None and form.is_valid():
        sources.take(row=row, revision=form.cleaned_data["revision"], by=by)
    elif verb == "add" and row.recommendation is None:
        sources.add(row=row, by=by)
    elif verb == "reopen":
        sources.reopen(row=row, by=by)
    else:
        raise Http404
