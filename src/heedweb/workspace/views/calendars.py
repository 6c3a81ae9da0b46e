"""A person's calendar, by its secret address alone, and the secret itself."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from heedweb.workspace import access, plan_access
from heedweb.workspace.domain import notices
from heedweb.workspace.queries import ics
from heedweb.workspace.roles import Act


@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """Give the calendar that a secret is of, as the person sees it now."""
    seat = plan_access.seat_of_calendar(secret)
    if seat is None:
        raise Http404
    text = ics.calendar(seat, timezone.now())
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="heed.ics"'
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response


@login_required
@require_POST
def act(request: HttpRequest, workspace: str, verb: str) -> HttpResponse:
    """Give the calendar a new secret, or end it."""
    seat = access.seat(request, workspace, Act.KEEP)
    if verb == "new":
        notices.new_calendar(by=seat)
        messages.success(request, _("This is the address now; one that was before leads nowhere."))
    elif verb == "end":
        notices.end_calendar(by=seat)
        messages.success(request, _("The address leads nowhere any more."))
    else:
        raise Http404
    return redirect("workspace:notice-wishes", workspace=seat.workspace.slug)
