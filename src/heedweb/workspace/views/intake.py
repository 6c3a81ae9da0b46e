"""Items from an address, and what a person found in an item that no reading did."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from heed.errors import InputProblem
from heedweb.workspace import access, dialogue_access
from heedweb.workspace.domain import findings as domain
from heedweb.workspace.domain import intake
from heedweb.workspace.domain.refusals import Refused
from heedweb.workspace.forms.dialogue import FORMS, AddressForm, PassageForm
from heedweb.workspace.models import Finding
from heedweb.workspace.roles import Act
from heedweb.workspace.storage import StorageProblem
from heedweb.workspace.views.refused import status_of


@login_required
def fetch(request: HttpRequest, workspace: str) -> HttpResponse:
    """Take in what is at an address that the administrator allows."""
    seat = access.seat(request, workspace, Act.WRITE)
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        held = form.cleaned_data
        try:
            item = intake.from_address(
                address=held["address"], note=held["note"], words=form.words, by=seat
            )
        except (InputProblem, StorageProblem, Refused) as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("It was taken in. Decide on what was found in it."))
            return redirect("workspace:item", workspace=workspace, pk=item.pk)
    context = {
        "workspace": seat.workspace, "form": form, "shut": intake.shut(), "hosts": intake.hosts(),
    }  # fmt: skip
    return render(request, "workspace/item_fetch.html", context, status=422 if form.errors else 200)


@login_required
def add(request: HttpRequest, workspace: str, pk: int, verb: str) -> HttpResponse:
    """Write a meeting, a statement or a commitment that no reading found in an item."""
    seat = access.seat(request, workspace, Act.WRITE)
    item = dialogue_access.item(seat, pk)
    passage, form = _forms(request, verb)
    status = 422 if form.is_bound else 200
    if passage.is_valid() and form.is_valid():
        quoted = passage.cleaned_data["passage"]
        try:
            made = domain.add(item, kind=verb, passage=quoted, words=form.words, by=seat)
        except Refused as refused:
            passage.add_error("passage", refused.line)
            status = status_of(refused)
        else:
            messages.success(request, _("Saved."))
            address = reverse("workspace:item", args=[workspace, pk])
            return HttpResponseRedirect(f"{address}#f{made.pk}")
    context = {
        "workspace": item.workspace, "item": item, "passage": passage, "form": form,
        "kind": Finding.Kind(verb).label,
    }  # fmt: skip
    return render(request, "workspace/finding_add.html", context, status=status)


def _forms(request: HttpRequest, kind: str) -> tuple[PassageForm, Any]:
    """Return the forms of a passage and of what was found in it. Raises `Http404`."""
    if kind not in FORMS:
        raise Http404
    sent = request.POST if request.method == "POST" else None
    form = FORMS[kind](sent)
    if "what" in form.fields:
        form.fields["what"].required = False
        form.fields["what"].help_text = _("Left empty: the words above.")
    return PassageForm(sent), form
