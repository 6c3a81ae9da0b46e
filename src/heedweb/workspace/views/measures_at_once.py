"""Many measures at once: a preview, then all of it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from heedweb.workspace import access
from heedweb.workspace.access import Seat
from heedweb.workspace.domain import editing
from heedweb.workspace.domain import measures_at_once as domain
from heedweb.workspace.domain.measures_at_once import Deed
from heedweb.workspace.domain.refusals import Refused
from heedweb.workspace.forms.measures import AtOnceForm
from heedweb.workspace.queries.assignments import bodies
from heedweb.workspace.queries.measures import Asked, found
from heedweb.workspace.queries.measures_at_once import Preview, preview
from heedweb.workspace.roles import Act


@login_required
@require_POST
def look(request: HttpRequest, workspace: str) -> HttpResponse:
    """Show which measures would change and how, which would not and why."""
    seat = access.seat(request, workspace, Act.PLAN)
    form = AtOnceForm(bodies(seat), request.POST)
    if not form.is_valid():
        for line in (error for errors in form.errors.values() for error in errors):
            messages.error(request, str(line))
        return redirect(_address(seat, str(request.POST.get("query", ""))))
    return _show(request, seat, form)


@login_required
@require_POST
def carry_out(request: HttpRequest, workspace: str) -> HttpResponse:
    """Do what was previewed; preview again if anything moved since."""
    seat = access.seat(request, workspace, Act.PLAN)
    form = AtOnceForm(bodies(seat), request.POST)
    if not form.is_valid():
        return look(request, workspace)
    made = _preview(seat, form)
    if made.stamp != form.cleaned_data["stamp"] or not made.count:
        return _show(request, seat, form, moved=True)
    try:
        n = domain.carry_out([one.measure for one in made.lines], deed=made.deed, by=seat)
    except (Refused, editing.Overtaken):
        return _show(request, seat, form, moved=True)
    messages.success(request, _said(n, undone=made.deed.what in domain.UNDONE))
    return redirect(_address(seat, form.cleaned_data["query"]))


def _said(n: int, *, undone: bool) -> str:
    line = ngettext("{n} measure is changed.", "{n} measures are changed.", n).format(n=n)
    if not undone:
        return line
    return _("{line} It is one step, undone in the history for thirty days.").format(line=line)


def _preview(seat: Seat, form: AtOnceForm) -> Preview:
    given = form.cleaned_data
    to = access.room_for_all(seat, given["to"]) if given["what"] == domain.ASK else None
    deed = Deed(
        given["what"], body=given["body"], part=given["part"], due=given["due"], to=to,
        why=given["why"],
    )  # fmt: skip
    if given["all"]:
        facts, _counts = found(seat, Asked.of(QueryDict(given["query"]).dict()))
        return preview(seat, deed, [one.pk for one in facts], {})
    return preview(seat, deed, given["row"], given["row"])


def _show(
    request: HttpRequest, seat: Seat, form: AtOnceForm, *, moved: bool = False
) -> HttpResponse:
    given = form.cleaned_data
    made = _preview(seat, form)
    context = {
        "workspace": seat.workspace,
        "given": given,
        "made": made,
        "title": dict(form.fields["what"].choices)[given["what"]],  # type: ignore[attr-defined]
        "picked": [] if given["all"] else given["row"].items(),
        "moved": moved,
        "undone": made.deed.what in domain.UNDONE,
        "back": _address(seat, given["query"]),
    }
    status = 409 if moved else 200
    return render(request, "workspace/measures_at_once.html", context, status=status)


def _address(seat: Seat, query: str) -> str:
    """Return the list's address; a query is only ever behind the question mark."""
    address = reverse("workspace:measures", args=[seat.workspace.slug])
    query = QueryDict(query).urlencode()
    return f"{address}?{query}" if query else address
