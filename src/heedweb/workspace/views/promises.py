"""Promises, and the briefing sheet for the next meeting."""

from __future__ import annotations

from functools import partial

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from heedweb.workspace import access, dialogue_access
from heedweb.workspace.access import Seat
from heedweb.workspace.domain import briefings
from heedweb.workspace.domain import promises as domain
from heedweb.workspace.domain.refusals import Refused
from heedweb.workspace.forms.bearing import BearingForm
from heedweb.workspace.forms.dialogue import PromiseForm
from heedweb.workspace.models import Organisation, Promise
from heedweb.workspace.queries import bearing, briefing
from heedweb.workspace.queries import promises as queries
from heedweb.workspace.queries.briefing_file import DOCX, written
from heedweb.workspace.queries.names import names_for
from heedweb.workspace.roles import Act
from heedweb.workspace.views import downloads, register_acts
from heedweb.workspace.views.editor import Editor
from heedweb.workspace.views.refused import status_of


@login_required
@require_safe
def listing(request: HttpRequest, workspace: str) -> HttpResponse:
    """List the promises of the register, what is due first."""
    seat = access.seat(request, workspace)
    context = {"workspace": seat.workspace, "listing": queries.listing(seat, request.GET.dict())}
    return render(request, "workspace/promises.html", context)


@login_required
@require_safe
def one(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Show a promise."""
    seat = access.seat(request, workspace)
    return _page(request, dialogue_access.promise(seat, pk))


def _page(request: HttpRequest, held: Promise, refused: Refused | None = None) -> HttpResponse:
    names = names_for(request)
    context = {
        "workspace": held.workspace, "promise": held, "whole": queries.whole(names, held),
        "told": refused.line if refused else "",
        "bearing": BearingForm(bearing.choices(names.seat)),
    }  # fmt: skip
    return render(request, "workspace/promise.html", context, status=status_of(refused))


def _form(seat: Seat) -> partial[PromiseForm]:
    bodies = Organisation.objects.filter(workspace=seat.workspace, closed__isnull=True)
    return partial(PromiseForm, dialogue_access.events(seat), bodies)


@login_required
def new(request: HttpRequest, workspace: str) -> HttpResponse:
    """Enter a promise that no item tells of."""
    seat = access.seat(request, workspace, Act.WRITE)
    return Editor(
        request, seat, _form(seat), None, "promise:new", _("New promise"),
        reverse("workspace:promises", args=[workspace]),
        save=lambda words, _seen: domain.begin(words=words, by=seat),
        after=lambda held: reverse("workspace:promise", args=[workspace, held.pk]),
    ).respond()  # fmt: skip


@login_required
def edit(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Write in a promise."""
    seat = access.seat(request, workspace, Act.WRITE)
    held = dialogue_access.promise(seat, pk)
    address = reverse("workspace:promise", args=[workspace, pk])
    return Editor(
        request, seat, _form(seat), held, f"promise:{pk}", _("Promise"), address,
        save=lambda words, seen: domain.write(held, words=words, seen=seen, by=seat),
        after=lambda _held: address,
    ).respond()  # fmt: skip


@login_required
@require_POST
def bears(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Say what a promise has to do with, or with what no more."""
    seat = access.seat(request, workspace, Act.WRITE)
    held = dialogue_access.promise(seat, pk)
    return register_acts.bears(request, seat, held, _page)


@login_required
@require_POST
def delete(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Delete a promise; it can be brought back."""
    seat = access.seat(request, workspace, Act.WRITE)
    held = dialogue_access.promise(seat, pk)
    return register_acts.deleted(
        request, held, lambda why: domain.delete(held, why=why, by=seat), _page
    )


@login_required
@require_safe
def sheet(request: HttpRequest, workspace: str) -> HttpResponse:
    """Show the briefing sheet for the next meeting with a person or a body."""
    seat = access.seat(request, workspace)
    context = {
        "workspace": seat.workspace, "choice": briefing.choice(seat),
        "sheet": briefing.sheet(seat, request.GET.dict()), "asked": request.GET.dict(),
    }  # fmt: skip
    return render(request, "workspace/briefing.html", context)


@login_required
@require_POST
def sheet_file(request: HttpRequest, workspace: str) -> HttpResponse:
    """Give the briefing sheet as a Word file."""
    seat = access.seat(request, workspace, Act.EXPORT)
    held = briefing.sheet(seat, request.POST.dict())
    if held is None:
        raise Http404
    name = downloads.named(seat, "briefing", "docx")
    data = written(held)
    briefings.note_taken(who=held.who, name=name, by=seat)
    return downloads.attached(HttpResponse(data, content_type=DOCX), name)
