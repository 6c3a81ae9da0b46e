"""Taxonomies: those that come with heed, and a team's own, made on a page or from a file."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from heed.errors import InputProblem
from heed.exchange.taxonomies import FORMS, write
from heedweb.workspace import access
from heedweb.workspace.domain import exports, taxonomy_files
from heedweb.workspace.domain import taxonomies as domain
from heedweb.workspace.forms.taxonomies import (
    AboutForm,
    FileForm,
    LabelForm,
    OutlineForm,
    TaxonomyForm,
)
from heedweb.workspace.models import OwnTaxonomy, Workspace
from heedweb.workspace.queries import own_taxonomies as queries
from heedweb.workspace.queries import teaching
from heedweb.workspace.queries.taxonomies import vocabulary
from heedweb.workspace.queries.teaching import Teaching
from heedweb.workspace.roles import Act
from heedweb.workspace.storage import StorageProblem
from heedweb.workspace.views import downloads

# What of a file's labels and examples a preview shows.
_SHOWN_LABELS, _SHOWN_EXAMPLES = 60, 5
# A taxonomy with more labels is not moved up and down by hand.
_MOST_UNFOLDED = 200


def found(request: HttpRequest, workspace: str, code: str, to: Act | None = None) -> Teaching:
    """Return a taxonomy of a workspace of the person, own or shipped. Raises as `access.seat`."""
    held = access.workspace(request, workspace, to)
    own = access.own_taxonomy(held, code)
    taxonomy = queries.as_taxonomy(own) if own else vocabulary(held).taxonomies.get(code)
    if taxonomy is None:
        raise Http404
    return Teaching(held, taxonomy, own)


def owned(request: HttpRequest, workspace: str, code: str) -> OwnTaxonomy:
    """Return an own taxonomy of a workspace of the person. Raises `Http404`."""
    held = access.own_taxonomy(access.workspace(request, workspace, Act.TEACH), code)
    if held is None:
        raise Http404
    return held


def acted(request: HttpRequest, act: Callable[[], object], done: str = "") -> bool:
    """Do something and say on the next page what came of it. Return whether it was done."""
    try:
        act()
    except domain.NotYours:
        messages.error(request, _("Only a coordinator of this workspace may do that."))
        return False
    except domain.CannotEdit as why:
        messages.error(request, str(why))
        return False
    if done:
        messages.success(request, done)
    return True


@login_required
def listing(request: HttpRequest, workspace: str) -> HttpResponse:
    """List the taxonomies."""
    held = access.workspace(request, workspace)
    mine, shipped = queries.listing(held)
    context = {"workspace": held, "mine": mine, "shipped": shipped}
    return render(request, "workspace/taxonomies.html", context)


@login_required
def new(request: HttpRequest, workspace: str) -> HttpResponse:
    """Make a taxonomy of what was typed."""
    held = access.workspace(request, workspace, Act.TEACH)
    sent = request.method == "POST"
    form = TaxonomyForm(request.POST if sent else None)
    if sent and form.is_valid():
        labels, by = form.cleaned_data["outline"], access.person(request)
        try:
            made = domain.create(workspace=held, words=form.words(), labels=labels, by=by)
        except domain.NotYours:
            form.add_error(None, _("Only a coordinator of this workspace may do that."))
        else:
            return redirect("workspace:taxonomy", workspace=held.slug, code=made.code)
    context = {"workspace": held, "form": form}
    status = 422 if form.errors else 200
    return render(request, "workspace/taxonomy_new.html", context, status=status)


@login_required
def from_file(request: HttpRequest, workspace: str) -> HttpResponse:
    """Show what a file holds; take it in when the person says so."""
    held = access.workspace(request, workspace, Act.TEACH)
    if request.method == "POST" and "note" in request.POST:
        return _take(request, held)
    sent = request.method == "POST"
    form = FileForm(request.POST if sent else None, request.FILES if sent else None)
    received = problem = None
    if sent and form.is_valid():
        upload, by = form.cleaned_data["file"], access.person(request)
        try:
            received = taxonomy_files.receive(workspace=held, upload=upload, by=by)
        except domain.NotYours:
            problem = _("Only a coordinator of this workspace may do that.")
        except (InputProblem, StorageProblem) as error:
            problem = str(error)
    context = {"workspace": held, "form": form, "problem": problem}
    if received is not None:
        given = received.held
        context |= {"received": received, "given": given.taxonomy}
        context["branches"] = queries.branches(given.taxonomy, None, {})[:_SHOWN_LABELS]
        context["examples"] = given.examples[:_SHOWN_EXAMPLES]
    status = 422 if form.errors or problem else 200
    return render(request, "workspace/taxonomy_file.html", context, status=status)


def _take(request: HttpRequest, held: Workspace) -> HttpResponse:
    note, by = request.POST["note"], access.person(request)
    try:
        made = taxonomy_files.take_in(workspace=held, note=note, by=by)
    except domain.NotYours:
        messages.error(request, _("Only a coordinator of this workspace may do that."))
    except (taxonomy_files.Forgotten, InputProblem):
        messages.error(request, _("The file is not here any more; choose it again."))
    else:
        return redirect("workspace:taxonomy", workspace=held.slug, code=made.code)
    return redirect("workspace:taxonomy-file", workspace=held.slug)


@login_required
def detail(request: HttpRequest, workspace: str, code: str) -> HttpResponse:
    """Show a taxonomy: its labels and what they mean, how much is tagged, what may be done."""
    return _page(request, found(request, workspace, code))


def _page(
    request: HttpRequest, about: Teaching, add: OutlineForm | None = None,
    edit: AboutForm | None = None,
) -> HttpResponse:  # fmt: skip
    own = about.held
    counted = teaching.tally(about)
    context = {
        "workspace": about.workspace,
        "taxonomy": about.taxonomy,
        "own": own,
        "tally": counted,
        "branches": queries.branches(about.taxonomy, own, counted.by_code),
        "folded": len(about.taxonomy.labels) > _MOST_UNFOLDED,
        "versions": queries.versions(about),
        "forms": FORMS.values(),
        "add": add or OutlineForm(),
        "edit": edit or AboutForm(initial=AboutForm.initial_of(own)) if own else None,
    }
    bad = any(form is not None and form.errors for form in (add, edit))
    return render(request, "workspace/taxonomy.html", context, status=422 if bad else 200)


@login_required
@require_POST
def edit(request: HttpRequest, workspace: str, code: str) -> HttpResponse:
    """Say anew what a taxonomy is called and what it is."""
    held = owned(request, workspace, code)
    form = AboutForm(request.POST)
    if not form.is_valid():
        return _page(request, found(request, workspace, code), edit=form)
    words, by = form.words(), access.person(request)
    acted(request, lambda: domain.edit(taxonomy=held, words=words, by=by))
    return redirect("workspace:taxonomy", workspace=workspace, code=code)


@login_required
@require_POST
def add_labels(request: HttpRequest, workspace: str, code: str) -> HttpResponse:
    """Add labels that were typed."""
    held = owned(request, workspace, code)
    taken = frozenset(held.labels.values_list("code", flat=True))
    form = OutlineForm(request.POST, taken=taken)
    if not form.is_valid():
        return _page(request, found(request, workspace, code), add=form)
    labels, by = form.cleaned_data["outline"], access.person(request)
    acted(request, lambda: domain.add_labels(taxonomy=held, labels=labels, by=by))
    return redirect("workspace:taxonomy", workspace=workspace, code=code)


@login_required
@require_POST
def remove(request: HttpRequest, workspace: str, code: str) -> HttpResponse:
    """Remove a taxonomy, or bring a retired one back."""
    held, by = owned(request, workspace, code), access.person(request)
    if request.POST.get("act") == "restore":
        acted(request, lambda: domain.restore(taxonomy=held, by=by))
        return redirect("workspace:taxonomy", workspace=workspace, code=code)
    said = _("“{name}” is removed. What people decided by it stays.").format(name=held.name)
    acted(request, lambda: domain.remove(taxonomy=held, by=by), said)
    return redirect("workspace:taxonomies", workspace=workspace)


@login_required
def label(request: HttpRequest, workspace: str, code: str, pk: int) -> HttpResponse:
    """Show one label with what is tagged with it; change, move, retire it or bring it back."""
    about = found(request, workspace, code, Act.TEACH)
    held, by = access.own_label(about.workspace, code, pk), access.person(request)
    form = LabelForm(held, request.POST if request.POST.get("act") == "save" else None)
    if request.method == "POST" and (not form.is_bound or form.is_valid()):
        act = request.POST.get("act")
        acts: dict[str | None, Callable[[], object]] = {
            "save": lambda: domain.edit_label(label=held, as_said=form.as_said(), by=by),
            "up": lambda: domain.move_label(label=held, up=True, by=by),
            "down": lambda: domain.move_label(label=held, up=False, by=by),
            "remove": lambda: domain.remove_label(label=held, by=by),
            "restore": lambda: domain.restore_label(label=held, by=by),
        }
        acted(request, acts.get(act, lambda: None))
        return redirect("workspace:taxonomy", workspace=workspace, code=code)
    context = {
        "workspace": about.workspace,
        "taxonomy": about.taxonomy,
        "label": held,
        "form": form,
        "tagged": queries.with_label(about, held.code),
    }
    status = 422 if form.errors else 200
    return render(request, "workspace/taxonomy_label.html", context, status=status)


@login_required
@require_POST
def export(request: HttpRequest, workspace: str, code: str) -> HttpResponse:
    """Give a taxonomy with what is tagged by it, in one of the forms."""
    about = found(request, workspace, code, Act.EXPORT)
    seat = access.seat_of(request)
    form = FORMS.get(request.POST.get("form", ""), FORMS["skos"])
    held = queries.as_file(about.workspace, about.taxonomy, about.held)
    name = f"{code}.{form.suffix}"
    exports.note(
        workspace=about.workspace,
        by=seat.user,
        room=access.room_of_acts(seat),
        name=name,
        rows=len(held.examples),
        query="",
    )
    response = HttpResponse(write(held, form.code), content_type=form.media)
    return downloads.attached(response, name)
