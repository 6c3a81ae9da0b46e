"""Lists taken along (CSV, Excel, print) and kept under a name."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from heed.exchange import sheets
from heedweb.workspace import access
from heedweb.workspace.domain import exports
from heedweb.workspace.domain import views as domain
from heedweb.workspace.forms.lists import NameForm, SaveForm
from heedweb.workspace.queries import columns, exchange, export, history
from heedweb.workspace.queries.address import line
from heedweb.workspace.queries.names import PeopleNames, names_for
from heedweb.workspace.queries.recommendations import Found, asked_of
from heedweb.workspace.queries.taxonomies import vocabulary
from heedweb.workspace.roles import Act
from heedweb.workspace.views import downloads


@login_required
@require_POST
def take(request: HttpRequest, workspace: str) -> HttpResponseBase:
    """Give the list of the address, all pages of it: CSV, XLSX, or another system's form."""
    seat = access.seat(request, workspace, Act.EXPORT)
    held = seat.workspace
    asked = request.POST.get("format", "")
    asked = request.POST.get("form", "") if asked == "form" else asked
    form = exchange.FORMS.get(asked)
    suffix = form.suffix if form else "xlsx" if asked == "xlsx" else "csv"
    found = Found(held, asked_of(request.GET))
    name = f"{held.slug}-{timezone.now():%Y-%m-%d}.{suffix}"
    exports.note(
        workspace=held,
        by=seat.user,
        room=access.room_of_acts(seat),
        name=name,
        rows=found.total,
        query=line(found.asked),
    )
    return downloads.attached(_written(found, suffix, form, names_for(request)), name)


def _written(
    found: Found, suffix: str, form: exchange.Form | None, people: PeopleNames
) -> HttpResponseBase:
    if form is not None:
        data = exchange.written(found.rows(exchange.MOST), form)
        return HttpResponse(data, content_type=form.media)
    shown = columns.chosen(found.asked.columns, vocabulary(found.workspace), people.called)
    if suffix == "xlsx":
        return HttpResponse(export.as_xlsx(shown, found.rows()), content_type=sheets.MEDIA)
    lines = export.as_csv(shown, found.rows())
    return StreamingHttpResponse(lines, content_type=downloads.CSV)


@login_required
def saved(request: HttpRequest, workspace: str) -> HttpResponse:
    """Keep a list under a name, or show what is kept."""
    seat = access.seat(request, workspace, Act.KEEP)
    if request.method == "POST":
        return _save(request, seat)
    views = list(access.views(seat))
    theirs = {view.pk for view in views if domain.may_change(view=view, by=seat)}
    context = {"workspace": seat.workspace, "views": views, "theirs": theirs}
    context["deleted"] = history.deleted_views(seat)
    return render(request, "workspace/views.html", context)


@login_required
@require_POST
def rename(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Give a kept list another name."""
    seat = access.seat(request, workspace, Act.KEEP)
    view = access.view(seat, pk)
    form = NameForm(request.POST)
    try:
        if form.is_valid():
            domain.rename(view=view, name=form.cleaned_data["name"], by=seat)
        else:
            messages.error(request, _("Give the list a name of at most 120 letters."))
    except domain.NameTaken:
        messages.error(request, _("You have a list of this name already; choose another."))
    except domain.NotYours:
        messages.error(request, _("Only who made it, or a coordinator, may rename it."))
    return redirect("workspace:views", workspace=seat.workspace.slug)


@login_required
@require_POST
def delete(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Delete a kept list."""
    seat = access.seat(request, workspace, Act.KEEP)
    try:
        domain.delete(view=access.view(seat, pk), by=seat)
        messages.success(request, _("Deleted. You can restore it here for thirty days."))
    except domain.NotYours:
        messages.error(request, _("Only who made it, or a coordinator, may delete it."))
    return redirect("workspace:views", workspace=seat.workspace.slug)


def _save(request: HttpRequest, seat: access.Seat) -> HttpResponse:
    form = SaveForm(request.POST)
    held = seat.workspace
    address = reverse("workspace:recommendations", args=[held.slug])
    query = str(request.POST.get("query", ""))
    if not form.is_valid():
        for errors in form.errors.values():
            messages.error(request, str(errors[0]))
        return redirect(f"{address}?{query[:4000]}")
    given = form.cleaned_data
    try:
        domain.save(
            workspace=held,
            name=given["name"],
            query=given["query"],
            room=access.shares_with(seat) if given["shared"] else None,
            by=seat.user,
        )
        messages.success(request, _("Saved as “{name}”.").format(name=given["name"]))
    except domain.NameTaken:
        messages.error(request, _("You have a list of this name already; choose another."))
    return redirect(f"{address}?{given['query']}")
