"""Support access: opened by administrators, ended by either side, and watched."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from heedweb.workspace import access
from heedweb.workspace.domain import support as domain
from heedweb.workspace.domain.refusals import Refused
from heedweb.workspace.forms.support import SupportForm
from heedweb.workspace.queries import support
from heedweb.workspace.roles import Act

_MOST = 20


class Watched:
    """Writes each page that an administrator opens under support access into the room's history.

    A page whose opening cannot be written is not given.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the page once it is written who opened it."""
        response = self.get_response(request)
        seat = access.here(request)
        if seat is not None and seat.support:
            domain.seen(rooms=seat.rooms, path=request.get_full_path(), by=seat.user)
        return response


@login_required
def listing(request: HttpRequest) -> HttpResponse:
    """Open a room for support, and show what was opened; for administrators alone."""
    user = access.person(request)
    if not user.administrator:
        raise Http404
    form = SupportForm(request.POST if request.method == "POST" else None)
    form.fields["room"].queryset = support.rooms()  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            domain.begin(room=given["room"], reason=given["reason"], by=user)
            messages.success(request, _("Opened for an hour. The room has been told."))
            return redirect("workspace:notes", workspace=given["room"].workspace.slug)
        except Refused as refused:
            form.add_error(None, refused.line)
    context = {"form": form, "held": support.of(user)[:_MOST], "now": timezone.now()}
    return render(request, "workspace/support.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def end_own(request: HttpRequest, pk: int) -> HttpResponse:
    """End one's own support access."""
    user = access.person(request)
    held = support.of(user).filter(pk=pk).first()
    if not user.administrator or held is None:
        raise Http404
    try:
        domain.end(support=held, by=user)
        messages.success(request, _("Ended."))
    except Refused as refused:
        messages.error(request, refused.line)
    return redirect("support")


@login_required
@require_POST
def end(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """End the support access in one's own room."""
    seat = access.seat(request, workspace, Act.WRITE)
    held = next((one for one in support.lasting(seat) if one.pk == pk), None)
    if held is None:
        raise Http404
    try:
        domain.end(support=held, by=seat.user)
        messages.success(request, _("Ended. Nobody from outside reads in your room."))
    except Refused as refused:
        messages.error(request, refused.line)
    return redirect("workspace:today", workspace=seat.workspace.slug)
