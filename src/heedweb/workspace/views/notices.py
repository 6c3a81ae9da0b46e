"""What a person was told, and how they want to be told."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from heedweb.workspace import access, plan_access
from heedweb.workspace.domain import notices as domain
from heedweb.workspace.forms.notices import WishForm
from heedweb.workspace.queries import notices as queries
from heedweb.workspace.roles import Act


@login_required
@require_safe
def listing(request: HttpRequest, workspace: str) -> HttpResponse:
    """List what the person was told, the unread first."""
    seat = access.seat(request, workspace)
    context = {"workspace": seat.workspace, "listing": queries.listing(seat, request.GET)}
    return render(request, "workspace/notices.html", context)


@login_required
@require_POST
def read_all(request: HttpRequest, workspace: str) -> HttpResponse:
    """Mark all as read."""
    seat = access.seat(request, workspace, Act.READ)
    domain.see(plan_access.notices(seat))
    return redirect("workspace:notices", workspace=seat.workspace.slug)


@login_required
@require_POST
def follow(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Mark one as read and go where it leads."""
    seat = access.seat(request, workspace, Act.READ)
    held = plan_access.notice(seat, pk)
    domain.see(plan_access.notices(seat).filter(pk=held.pk))
    return HttpResponseRedirect(held.url)


@login_required
def wishes(request: HttpRequest, workspace: str) -> HttpResponse:
    """Choose how to be told, and give the calendar an address."""
    seat = access.seat(request, workspace, Act.READ if request.method == "GET" else Act.KEEP)
    held = domain.wish_of(seat)
    form = WishForm(request.POST or None, initial={"mails": held.mails})
    if request.method == "POST" and form.is_valid():
        domain.wish(mails=form.cleaned_data["mails"], by=seat)
        messages.success(request, _("Saved."))
        return redirect("workspace:notice-wishes", workspace=seat.workspace.slug)
    path = reverse("calendar", args=[held.calendar]) if held.calendar else ""
    calendar = f"{settings.BASE_URL}{path}" if path else ""
    context = {"workspace": seat.workspace, "form": form, "calendar": calendar}
    return render(request, "workspace/notice_wishes.html", context, status=_status(form))


def _status(form: WishForm) -> int:
    return 422 if form.is_bound and form.errors else 200
