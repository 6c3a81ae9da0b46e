"""Feeds that a room asks for: the list, one with its entries, asking for one and stopping it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from heedweb.workspace import access, dialogue_access
from heedweb.workspace.domain import feeds as domain
from heedweb.workspace.domain import intake
from heedweb.workspace.domain.refusals import Refused
from heedweb.workspace.models import Feed
from heedweb.workspace.numbers import number_of
from heedweb.workspace.queries import feeds as queries
from heedweb.workspace.roles import Act
from heedweb.workspace.views.refused import status_of


@login_required
def listing(request: HttpRequest, workspace: str) -> HttpResponse:
    """List the feeds of the person's room; ask for one that the administrator allows."""
    seat = access.seat(request, workspace, Act.WRITE)
    refused: Refused | None = None
    if request.method == "POST":
        try:
            held = domain.ask_for(address=request.POST.get("address", "")[:2000], by=seat)
        except Refused as why:
            refused = why
        else:
            messages.success(request, _("It is asked within the minute, then once an hour."))
            return redirect("workspace:feed", workspace=workspace, pk=held.pk)
    context = {
        "workspace": seat.workspace, "listing": queries.listing(seat), "shut": intake.shut(),
        "told": refused.line if refused else "",
    }  # fmt: skip
    return render(request, "workspace/feeds.html", context, status=status_of(refused))


@login_required
@require_safe
def one(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Show a feed and what became of its entries."""
    seat = access.seat(request, workspace)
    return _page(request, dialogue_access.feed(seat, pk))


@login_required
@require_POST
def act(request: HttpRequest, workspace: str, pk: int, verb: str) -> HttpResponse:
    """Let a feed be asked next, or stop it."""
    if verb not in ("ask", "stop"):
        raise Http404
    seat = access.seat(request, workspace, Act.WRITE)
    held = dialogue_access.feed(seat, pk)
    try:
        (domain.stop if verb == "stop" else domain.ask_soon)(held, by=seat)
    except Refused as refused:
        return _page(request, held, refused)
    said = (
        _("It is stopped. What was taken in stays.") if verb == "stop" else _("It is asked next.")
    )
    messages.success(request, said)
    return redirect("workspace:feed", workspace=workspace, pk=pk)


def _page(request: HttpRequest, held: Feed, refused: Refused | None = None) -> HttpResponse:
    context = {
        "workspace": held.workspace, "feed": held, "shut": intake.shut(),
        "listing": queries.whole(held, number_of(request.GET.get("page"))),
        "told": refused.line if refused else "",
    }  # fmt: skip
    return render(request, "workspace/feed.html", context, status=status_of(refused))
