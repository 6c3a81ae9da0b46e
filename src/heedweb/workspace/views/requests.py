"""Requests for reports: the list, asking with a preview, one, its day and its end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from heedweb.workspace import access, plan_access
from heedweb.workspace.access import Seat
from heedweb.workspace.domain import requests as domain
from heedweb.workspace.domain.refusals import Refused
from heedweb.workspace.forms.requests import AskForm, CloseForm, MoveForm
from heedweb.workspace.models import Measure, Organisation, Request
from heedweb.workspace.queries import asking, requests
from heedweb.workspace.roles import Act
from heedweb.workspace.views.refused import status_of


@login_required
@require_safe
def listing(request: HttpRequest, workspace: str) -> HttpResponse:
    """List requests: all to coordinators, to others those of their institution."""
    seat = access.seat(request, workspace, Act.ANSWER)
    context = {"workspace": seat.workspace, "listing": requests.listing(seat, request.GET)}
    return render(request, "workspace/requests.html", context)


@login_required
def new(request: HttpRequest, workspace: str) -> HttpResponse:
    """Choose what to ask reports on, say by when, look at what would be asked, and ask."""
    seat = access.seat(request, workspace, Act.PLAN)
    chosen = asking.chosen(seat, request.GET)
    if request.method != "POST":
        return _page(request, seat, chosen, AskForm(_bodies(seat)))
    form = AskForm(_bodies(seat), request.POST)
    if not form.is_valid():
        return _page(request, seat, chosen, form, status=422)
    preview = asking.preview(seat, chosen.abouts, form.cleaned_data["bodies"])
    seen = request.POST.get("seen")
    if seen != str(len(preview.wanted)) or not preview.wanted:
        return _page(request, seat, chosen, form, preview, changed=seen is not None)
    return _asked(request, seat, chosen, form, preview)


def _asked(
    request: HttpRequest,
    seat: Seat,
    chosen: asking.Chosen,
    form: AskForm,
    preview: asking.Preview,
) -> HttpResponse:
    words = {name: form.cleaned_data[name] for name in ("due", "question", "every")}
    try:
        made = domain.ask(preview.wanted, by=seat, **words)
    except Refused as refused:
        form.add_error(None, refused.line)
        return _page(request, seat, chosen, form, preview, status=status_of(refused))
    said = ngettext("{n} report is asked for.", "{n} reports are asked for.", len(made))
    messages.success(request, said.format(n=len(made)))
    return redirect("workspace:requests", workspace=seat.workspace.slug)


def _page(
    request: HttpRequest,
    seat: Seat,
    chosen: asking.Chosen,
    form: AskForm,
    preview: asking.Preview | None = None,
    *,
    changed: bool = False,
    status: int = 200,
) -> HttpResponse:
    context = {
        "workspace": seat.workspace, "chosen": chosen, "form": form, "preview": preview,
        "changed": changed, "plans": plan_access.plans(seat), "states": Measure.State.choices,
        "bodies": _bodies(seat), "most": asking.MOST,
    }  # fmt: skip
    return render(request, "workspace/request_new.html", context, status=status)


@login_required
@require_safe
def one(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Show a request and what came of it."""
    seat = access.seat(request, workspace, Act.ANSWER)
    return _one(request, seat, plan_access.request(seat, pk), MoveForm(), CloseForm())


def _one(
    request: HttpRequest,
    seat: Seat,
    held: Request,
    move: MoveForm,
    close: CloseForm,
    status: int = 200,
) -> HttpResponse:
    context = {
        "workspace": seat.workspace, "whole": requests.whole(seat, held), "move": move,
        "close": close, "mine": held.organisation_id == plan_access.takes_part(seat),
    }  # fmt: skip
    return render(request, "workspace/request.html", context, status=status)


@login_required
@require_POST
def act(request: HttpRequest, workspace: str, pk: int, verb: str) -> HttpResponse:
    """Change the day of a request, or close it."""
    if verb not in _ACTS:
        raise Http404
    seat = access.seat(request, workspace, Act.PLAN)
    held = plan_access.request(seat, pk)
    asked, carry_out, said = _ACTS[verb]
    form = asked(request.POST)
    forms = {"move": MoveForm(), "close": CloseForm(), verb: form}
    if not form.is_valid():
        return _one(request, seat, held, forms["move"], forms["close"], 422)
    try:
        carry_out(held, form.cleaned_data, seat)
    except Refused as refused:
        form.add_error(None, refused.line)
        return _one(request, seat, held, forms["move"], forms["close"], status_of(refused))
    messages.success(request, said())
    return redirect("workspace:request", workspace=seat.workspace.slug, pk=pk)


def _bodies(seat: Seat) -> QuerySet[Organisation]:
    kinds = ("government", "coordination")
    found = Organisation.objects.filter(workspace=seat.workspace, closed__isnull=True)
    return found.filter(kind__in=kinds)


_Words = dict[str, Any]
_ACTS: dict[str, tuple[type, Callable[[Request, _Words, Seat], object], Callable[[], str]]] = {
    "move": (
        MoveForm,
        lambda held, words, seat: domain.move(held, due=words["due"], why=words["why"], by=seat),
        lambda: _("The day is changed; the institution is told."),
    ),
    "close": (
        CloseForm,
        lambda held, words, seat: domain.close(held, why=words["why"], by=seat),
        lambda: _("Nobody waits for it any more; the institution is told."),
    ),
}
