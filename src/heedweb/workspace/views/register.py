"""Events and people of the register, and what was said: lists, pages, writing."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from heedweb.workspace import access, dialogue_access
from heedweb.workspace.domain import gathered
from heedweb.workspace.domain.refusals import Refused
from heedweb.workspace.forms.bearing import BearingForm
from heedweb.workspace.forms.dialogue import EventForm, OfficialForm
from heedweb.workspace.models import Event, Official
from heedweb.workspace.numbers import number_of
from heedweb.workspace.queries import bearing, events, officials, statements
from heedweb.workspace.queries.names import names_for
from heedweb.workspace.roles import Act
from heedweb.workspace.views import register_acts
from heedweb.workspace.views.editor import Editor
from heedweb.workspace.views.refused import status_of


@login_required
@require_safe
def event_list(request: HttpRequest, workspace: str) -> HttpResponse:
    """List the events of the register."""
    seat = access.seat(request, workspace)
    context = {"workspace": seat.workspace, "listing": events.listing(seat, request.GET.dict())}
    return render(request, "workspace/events.html", context)


@login_required
@require_safe
def event(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Show an event with its sources side by side."""
    seat = access.seat(request, workspace)
    return _event(request, dialogue_access.event(seat, pk))


def _event(request: HttpRequest, held: Event, refused: Refused | None = None) -> HttpResponse:
    names = names_for(request)
    context = {
        "workspace": held.workspace, "event": held, "whole": events.whole(names, held),
        "told": refused.line if refused else "",
        "bearing": BearingForm(bearing.choices(names.seat)),
    }  # fmt: skip
    return render(request, "workspace/event.html", context, status=status_of(refused))


@login_required
def event_new(request: HttpRequest, workspace: str) -> HttpResponse:
    """Enter an event that no item tells of."""
    seat = access.seat(request, workspace, Act.WRITE)
    return Editor(
        request, seat, EventForm, None, "event:new", _("New event"),
        reverse("workspace:events", args=[workspace]),
        save=lambda words, _seen: gathered.begin(words=words, by=seat),
        after=lambda held: reverse("workspace:event", args=[workspace, held.pk]),
    ).respond()  # fmt: skip


@login_required
def event_write(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Write in an event."""
    seat = access.seat(request, workspace, Act.WRITE)
    held = dialogue_access.event(seat, pk)
    address = reverse("workspace:event", args=[workspace, pk])
    return Editor(
        request, seat, EventForm, held, f"event:{pk}", str(held), address,
        save=lambda words, seen: gathered.write(held, words=words, seen=seen, by=seat),
        after=lambda _held: address,
    ).respond()  # fmt: skip


@login_required
@require_POST
def event_bears(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Say what an event has to do with, or with what no more."""
    seat = access.seat(request, workspace, Act.WRITE)
    held = dialogue_access.event(seat, pk)
    return register_acts.bears(request, seat, held, _event)


@login_required
@require_POST
def event_delete(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Delete an event; it can be brought back."""
    seat = access.seat(request, workspace, Act.WRITE)
    held = dialogue_access.event(seat, pk)
    return register_acts.deleted(
        request, held, lambda why: gathered.delete(held, why=why, by=seat), _event
    )


@login_required
@require_safe
def official_list(request: HttpRequest, workspace: str) -> HttpResponse:
    """List the people of the register."""
    seat = access.seat(request, workspace)
    context = {"workspace": seat.workspace, "listing": officials.listing(seat, request.GET.dict())}
    return render(request, "workspace/officials.html", context)


@login_required
@require_safe
def official(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Show somebody of the register with the offices of the days of events."""
    seat = access.seat(request, workspace)
    return _official(request, dialogue_access.official(seat, pk))


def _official(request: HttpRequest, held: Official, refused: Refused | None = None) -> HttpResponse:
    context = {
        "workspace": held.workspace, "official": held,
        "whole": officials.whole(names_for(request), held), "told": refused.line if refused else "",
    }  # fmt: skip
    return render(request, "workspace/official.html", context, status=status_of(refused))


@login_required
def official_write(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Write what somebody of the register is called."""
    seat = access.seat(request, workspace, Act.WRITE)
    held = dialogue_access.official(seat, pk)
    address = reverse("workspace:official", args=[workspace, pk])
    return Editor(
        request, seat, OfficialForm, held, f"official:{pk}", str(held), address,
        save=lambda words, seen: gathered.write_official(held, words=words, seen=seen, by=seat),
        after=lambda _held: address,
    ).respond()  # fmt: skip


@login_required
@require_POST
def official_same(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Say that somebody of the register is somebody else of it."""
    seat = access.seat(request, workspace, Act.WRITE)
    held = dialogue_access.official(seat, pk)
    other = dialogue_access.officials(seat).filter(pk=number_of(request.POST.get("as"))).first()
    try:
        now = gathered.same(held, as_=other or held, by=seat)
    except Refused as refused:
        return _official(request, held, refused)
    messages.success(request, _("They are one person in the register now."))
    return HttpResponseRedirect(reverse("workspace:official", args=[workspace, now.pk]))


@login_required
@require_safe
def statement_list(request: HttpRequest, workspace: str) -> HttpResponse:
    """List what people confirmed to have been said, by whom, as reported by whom."""
    seat = access.seat(request, workspace)
    context = {"workspace": seat.workspace, "listing": statements.listing(seat, request.GET.dict())}
    return render(request, "workspace/statements.html", context)
