"""Items of the dialogue: the list, taking one in, one with what was found, and what was deleted."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from heed.errors import InputProblem
from heedweb.workspace import access, dialogue_access
from heedweb.workspace.access import Seat
from heedweb.workspace.domain import gathered, promises, visits
from heedweb.workspace.domain import items as domain
from heedweb.workspace.domain.refusals import Refused
from heedweb.workspace.forms.dialogue import ItemForm, TakeForm
from heedweb.workspace.models import Event, Item, Promise, StandingInvitation, Visit
from heedweb.workspace.numbers import number_of
from heedweb.workspace.queries import items as queries
from heedweb.workspace.roles import Act
from heedweb.workspace.storage import StorageProblem
from heedweb.workspace.views import downloads, register_acts
from heedweb.workspace.views.editor import Editor
from heedweb.workspace.views.item_pages import page


@login_required
@require_safe
def listing(request: HttpRequest, workspace: str) -> HttpResponse:
    """List the items that the person's room keeps."""
    seat = access.seat(request, workspace)
    context = {"workspace": seat.workspace, "listing": queries.listing(seat, request.GET.dict())}
    return render(request, "workspace/items.html", context)


@login_required
def new(request: HttpRequest, workspace: str) -> HttpResponse:
    """Take in an item that is pasted or a file."""
    seat = access.seat(request, workspace, Act.WRITE)
    form = TakeForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        held = form.cleaned_data
        try:
            item = domain.take_in(given=held["file"], text=held["text"], words=form.words, by=seat)
        except (InputProblem, StorageProblem, Refused) as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("It was taken in. Decide on what was found in it."))
            return redirect("workspace:item", workspace=workspace, pk=item.pk)
    context = {"workspace": seat.workspace, "form": form}
    return render(request, "workspace/item_new.html", context, status=422 if form.errors else 200)


@login_required
@require_safe
def one(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Show an item with what was found in it."""
    seat = access.seat(request, workspace)
    return page(request, dialogue_access.item(seat, pk))


@login_required
def edit(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Write what is known of an item."""
    seat = access.seat(request, workspace, Act.WRITE)
    held = dialogue_access.item(seat, pk)
    address = reverse("workspace:item", args=[workspace, pk])
    return Editor(
        request, seat, partial(ItemForm, dialogue_access.items(seat).exclude(pk=pk)), held,
        f"item:{pk}", str(held), address,
        save=lambda words, seen: domain.write(held, words=words, seen=seen, by=seat),
        after=lambda _held: address,
    ).respond()  # fmt: skip


@login_required
@require_POST
def act(request: HttpRequest, workspace: str, pk: int, verb: str) -> HttpResponse:
    """Read an item again, or delete it."""
    if verb not in ("read-again", "delete"):
        raise Http404
    seat = access.seat(request, workspace, Act.WRITE)
    held = dialogue_access.item(seat, pk)
    try:
        if verb == "delete":
            domain.delete(held, why=register_acts.why(request), by=seat)
        else:
            domain.read_again(held, by=seat)
    except Refused as refused:
        return page(request, dialogue_access.item(seat, pk), refused)
    if verb == "delete":
        messages.success(request, str(register_acts.DELETED))
        return redirect("workspace:items", workspace=workspace)
    messages.success(request, _("It was read again. What people decided stays."))
    return redirect("workspace:item", workspace=workspace, pk=pk)


@login_required
@require_safe
def original(request: HttpRequest, workspace: str, pk: int) -> HttpResponse | FileResponse:
    """Give the file of an item as it was handed in, as a download that no browser runs."""
    seat = access.seat(request, workspace)
    held = dialogue_access.item(seat, pk)
    back = reverse("workspace:item", args=[workspace, pk])
    return downloads.original(request, seat, held.blob.sha256, held.file, "item", back)


@login_required
def deleted(request: HttpRequest, workspace: str) -> HttpResponse:
    """List what was deleted in the last thirty days; bring one of it back."""
    seat = access.seat(request, workspace, Act.WRITE)
    if request.method == "POST":
        return _brought_back(request, seat)
    context = {
        "workspace": seat.workspace,
        **{f"{name}s": dialogue_access.gone(seat, kind) for name, (kind, _back) in _BACK.items()},
    }  # fmt: skip
    return render(request, "workspace/items_deleted.html", context)


def _brought_back(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Bring back what was pressed. Raises `Http404`."""
    for name, (kind, bring_back) in _BACK.items():
        if name in request.POST:
            gone = dialogue_access.gone(seat, kind)
            held = access.one_of(gone.filter(pk=number_of(request.POST[name])))
            bring_back(held, by=seat)
            messages.success(request, _("It is there again, as it was."))
            return redirect(f"workspace:{name}", workspace=seat.workspace.slug, pk=held.pk)
    raise Http404


# What can be brought back, by what its button and its page are called.
_BACK: dict[str, tuple[Any, Callable[..., Any]]] = {
    "item": (Item, domain.bring_back),
    "event": (Event, gathered.bring_back),
    "promise": (Promise, promises.bring_back),
    "visit": (Visit, visits.bring_back),
    "invitation": (StandingInvitation, visits.bring_invitation_back),
}
