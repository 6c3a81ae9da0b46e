"""Dropping documents and watching them being read."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST
from django_htmx.middleware import HtmxDetails

from heed.kinds.registry import LISTS
from heedweb.workspace import access
from heedweb.workspace.domain import fetches, imports, parsers
from heedweb.workspace.forms.fetching import FetchForm
from heedweb.workspace.forms.imports import ImportForm
from heedweb.workspace.models import ImportJob, Workspace
from heedweb.workspace.queries import reviews, sheets, sources
from heedweb.workspace.roles import Act


@login_required
def listing(request: HttpRequest, workspace: str) -> HttpResponse:
    """Take dropped files, or list the imports so far."""
    held = access.workspace(request, workspace, Act.IMPORT)
    dropped = request.method == "POST"
    form = ImportForm(request.POST, request.FILES) if dropped else ImportForm()
    if dropped and form.is_valid():
        job = imports.start(
            workspace=held,
            uploads=form.cleaned_data["documents"],
            by=access.person(request),
            keep_others=form.cleaned_data["keep_others"],
        )
        return redirect("workspace:import", workspace=held.slug, pk=job.pk)
    status = 422 if form.errors else 200
    return render(request, "workspace/imports.html", _context(held, form=form), status=status)


@login_required
@require_POST
def fetch(request: HttpRequest, workspace: str) -> HttpResponse:
    """Fetch a document by its symbol and take it in, where an administrator allows it."""
    held = access.workspace(request, workspace, Act.IMPORT)
    if not settings.FETCH_POLICY().on:
        raise Http404
    form = FetchForm(request.POST)
    if form.is_valid():
        asked = form.cleaned_data
        job = fetches.start(
            workspace=held,
            symbol=asked["symbol"],
            language=asked["language"] or "en",
            by=access.person(request),
        )
        return redirect("workspace:import", workspace=held.slug, pk=job.pk)
    return render(request, "workspace/imports.html", _context(held, fetch=form), status=422)


def _context(held: Workspace, **forms: Form) -> dict[str, object]:
    """Return what the import page shows: its forms, what waits, and the imports so far."""
    return {
        "workspace": held,
        "form": ImportForm(),
        "fetch": FetchForm() if settings.FETCH_POLICY().on else None,
        "imports": reviews.imports(held),
        "sheets": sheets.waiting(held),
        "differences": sources.open_count(held),
        "confined": parsers.holds().all,
        **forms,
    }


@login_required
def progress(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Show how far an import has come; the part that changes is asked for again."""
    held = access.workspace(request, workspace, Act.IMPORT)
    job = access.import_job(held, pk)
    files = list(job.files.select_related("document__review"))
    settled = sum(file.state not in ("waiting", "reading") for file in files)
    context = {
        "workspace": held,
        "job": job,
        "files": files,
        "settled": settled,
        "lists": LISTS,
        "done": job.state in (ImportJob.State.DONE, ImportJob.State.CANCELLED),
        "stopped": job.state == ImportJob.State.STOPPED,
        "now": next((f for f in files if f.state == "reading"), None),
    }
    htmx = getattr(request, "htmx", None)
    partial = isinstance(htmx, HtmxDetails) and bool(htmx)
    name = "workspace/_progress.html" if partial else "workspace/import.html"
    return render(request, name, context)


@login_required
@require_POST
def cancel(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """End an import; what is taken in stays."""
    held = access.workspace(request, workspace, Act.IMPORT)
    imports.cancel(job=access.import_job(held, pk), by=access.person(request))
    return redirect("workspace:import", workspace=held.slug, pk=pk)


@login_required
@require_POST
def again(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Try an import again that a full disk stopped."""
    held = access.workspace(request, workspace, Act.IMPORT)
    imports.try_again(job=access.import_job(held, pk), by=access.person(request))
    return redirect("workspace:import", workspace=held.slug, pk=pk)
