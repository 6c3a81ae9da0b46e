"""Visits and standing invitations: the list, one, writing, deleting, sources."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from heedweb.workspace import access, dialogue_access
from heedweb.workspace.access import Seat
from heedweb.workspace.domain import visits as domain
from heedweb.workspace.domain.refusals import Lacking, Refused
from heedweb.workspace.forms.bearing import BearingForm
from heedweb.workspace.forms.visits import InvitationForm, PaperForm, VisitForm
from heedweb.workspace.models import Organisation, Visit
from heedweb.workspace.numbers import number_of
from heedweb.workspace.queries import bearing
from heedweb.workspace.queries import visits as queries
from heedweb.workspace.queries.names import names_for
from heedweb.workspace.roles import Act
from heedweb.workspace.views import register_acts
from heedweb.workspace.views.downloads import given
from heedweb.workspace.views.editor import Editor
from heedweb.workspace.views.refused import status_of


@login_required
@require_safe
def listing(request: HttpRequest, workspace: str) -> HttpResponse:
    """List the visits of the register."""
    seat = access.seat(request, workspace)
    context = {"workspace": seat.workspace, "listing": queries.listing(seat, request.GET.dict())}
    return render(request, "workspace/visits.html", context)


@login_required
@require_POST
def table(request: HttpRequest, workspace: str) -> StreamingHttpResponse:
    """Give the visits as CSV."""
    seat = access.seat(request, workspace, Act.EXPORT)
    return given(request, seat, "visits", queries.lines(seat, request.GET.dict()))


@login_required
@require_safe
def one(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Show a visit."""
    seat = access.seat(request, workspace)
    return _page(request, dialogue_access.visit(seat, pk))


def _page(request: HttpRequest, held: Visit, refused: Refused | None = None) -> HttpResponse:
    names = names_for(request)
    context = {
        "workspace": held.workspace, "visit": held, "whole": queries.whole(names, held),
        "told": refused.line if refused else "",
        "bearing": BearingForm(bearing.choices(names.seat)),
        "paper": PaperForm(dialogue_access.items(names.seat)),
    }  # fmt: skip
    return render(request, "workspace/visit.html", context, status=status_of(refused))


def _form(seat: Seat) -> partial[VisitForm]:
    bodies = Organisation.objects.filter(workspace=seat.workspace, closed__isnull=True)
    return partial(
        VisitForm, dialogue_access.events(seat), dialogue_access.promises(seat), bodies
    )  # fmt: skip


@login_required
def new(request: HttpRequest, workspace: str) -> HttpResponse:
    """Enter a visit."""
    seat = access.seat(request, workspace, Act.WRITE)
    return Editor(
        request, seat, _form(seat), None, "visit:new", _("New visit"),
        reverse("workspace:visits", args=[workspace]),
        save=lambda words, _seen: domain.begin(words=words, by=seat),
        after=lambda held: reverse("workspace:visit", args=[workspace, held.pk]),
    ).respond()  # fmt: skip


@login_required
def edit(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Write in a visit."""
    seat = access.seat(request, workspace, Act.WRITE)
    held = dialogue_access.visit(seat, pk)
    address = reverse("workspace:visit", args=[workspace, pk])
    return Editor(
        request, seat, _form(seat), held, f"visit:{pk}", str(held), address,
        save=lambda words, seen: domain.write(held, words=words, seen=seen, by=seat),
        after=lambda _held: address,
    ).respond()  # fmt: skip


@login_required
@require_POST
def bears(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Say what a visit has to do with, or with what no more."""
    seat = access.seat(request, workspace, Act.WRITE)
    held = dialogue_access.visit(seat, pk)
    return register_acts.bears(request, seat, held, _page)


@login_required
@require_POST
def rests(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Tie an item to a visit as the source of a part of it, or take one away."""
    seat = access.seat(request, workspace, Act.WRITE)
    held = dialogue_access.visit(seat, pk)
    return register_acts.saved(request, held, lambda: _rest(request, seat, held), _page)


def _rest(request: HttpRequest, seat: Seat, held: Visit) -> None:
    if "drop" in request.POST:
        for paper in held.papers.filter(pk=number_of(request.POST["drop"])):
            domain.rest_no_more(held, on=paper, by=seat)
        return
    form = PaperForm(dialogue_access.items(seat), request.POST)
    if not form.is_valid():
        raise Lacking(_("Choose an item, and of what it is the source."))
    domain.rest(held, on=form.cleaned_data["item"], part=form.cleaned_data["part"], by=seat)


@login_required
@require_POST
def delete(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Delete a visit; it can be brought back."""
    seat = access.seat(request, workspace, Act.WRITE)
    held = dialogue_access.visit(seat, pk)
    return register_acts.deleted(
        request, held, lambda why: domain.delete(held, why=why, by=seat), _page
    )


@login_required
def invitation_new(request: HttpRequest, workspace: str) -> HttpResponse:
    """Enter a standing invitation."""
    seat = access.seat(request, workspace, Act.WRITE)
    return Editor(
        request, seat, InvitationForm, None, "invitation:new", _("Standing invitation"),
        reverse("workspace:visits", args=[workspace]),
        save=lambda words, _seen: domain.invite(words=words, by=seat),
        after=lambda held: reverse("workspace:invitation", args=[workspace, held.pk]),
        initial={"whom": _("thematic special procedures")},
    ).respond()  # fmt: skip


@login_required
@require_safe
def invitation(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Show a standing invitation."""
    seat = access.seat(request, workspace)
    held = dialogue_access.invitation(seat, pk)
    context = {"workspace": seat.workspace, "whole": queries.invited(names_for(request), held)}
    return render(request, "workspace/invitation.html", context)


@login_required
def invitation_write(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Write in a standing invitation."""
    seat = access.seat(request, workspace, Act.WRITE)
    held = dialogue_access.invitation(seat, pk)
    address = reverse("workspace:invitation", args=[workspace, pk])
    return Editor(
        request, seat, InvitationForm, held, f"invitation:{pk}", _("Standing invitation"), address,
        save=lambda words, seen: domain.write_invitation(held, words=words, seen=seen, by=seat),
        after=lambda _held: address,
    ).respond()  # fmt: skip


@login_required
@require_POST
def invitation_delete(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Delete a standing invitation; it can be brought back."""
    seat = access.seat(request, workspace, Act.WRITE)
    held = dialogue_access.invitation(seat, pk)
    domain.delete_invitation(held, why=register_acts.why(request), by=seat)
    messages.success(request, str(register_acts.DELETED))
    return redirect("workspace:visits", workspace=workspace)
