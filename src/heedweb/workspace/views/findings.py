"""What people do with what was found in an item: confirm, correct, reject, place."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from heedweb.workspace import access, dialogue_access
from heedweb.workspace.access import Seat
from heedweb.workspace.domain import findings as domain
from heedweb.workspace.domain.refusals import NotNow, Refused
from heedweb.workspace.forms.dialogue import FORMS
from heedweb.workspace.models import Event, Finding
from heedweb.workspace.numbers import number_of
from heedweb.workspace.roles import Act
from heedweb.workspace.views.item_pages import page
from heedweb.workspace.views.refused import status_of
from heedweb.workspace.views.register_acts import why


@login_required
@require_POST
def act(request: HttpRequest, workspace: str, pk: int, verb: str) -> HttpResponse:
    """Confirm, reject, open again or place what was found."""
    if verb not in _ACTS:
        raise Http404
    seat = access.seat(request, workspace, Act.WRITE)
    held = dialogue_access.finding(seat, pk)
    try:
        _ACTS[verb](request, seat, held)
    except Refused as refused:
        return page(request, dialogue_access.item(seat, held.item_id), refused)
    messages.success(request, _("Saved."))
    return HttpResponseRedirect(_address(workspace, held))


@login_required
def edit(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Write what a finding says in one's own words; what was read stays beside them."""
    seat = access.seat(request, workspace, Act.WRITE)
    held = dialogue_access.finding(seat, pk)
    if request.method != "POST":
        return _form(request, held, FORMS[held.kind](initial=_initial(held)))
    form = FORMS[held.kind](request.POST)
    if not form.is_valid():
        return _form(request, held, form, status=422)
    try:
        domain.correct(
            held, words=form.words, seen=_seen(request), event=_event(request, seat), by=seat
        )
    except Refused as refused:
        form.add_error(None, refused.line)
        return _form(request, held, form, status=status_of(refused))
    messages.success(request, _("Saved."))
    return HttpResponseRedirect(_address(workspace, held))


def _form(request: HttpRequest, held: Finding, form: object, status: int = 200) -> HttpResponse:
    context = {
        "workspace": held.item.workspace, "item": held.item, "finding": held, "form": form,
    }  # fmt: skip
    return render(request, "workspace/finding_write.html", context, status=status)


def _initial(held: Finding) -> dict[str, object]:
    said = held.said
    if held.kind == Finding.Kind.STATEMENT:
        said["about"] = "; ".join(said.get("about", []))
    if held.kind == Finding.Kind.COMMITMENT:
        said["by_when"] = str(said.get("by_when") or "").split("/")[-1]
    return said


def _seen(request: HttpRequest) -> int:
    return number_of(request.POST.get("seen"))


def _event(request: HttpRequest, seat: Seat) -> Event | None:
    """Return the event that was chosen; None where it is one of its own."""
    pk = number_of(request.POST.get("event"))
    return dialogue_access.event(seat, pk) if pk else None


def _address(workspace: str, held: Finding) -> str:
    return reverse("workspace:item", args=[workspace, held.item_id]) + f"#f{held.pk}"


def _confirm(request: HttpRequest, seat: Seat, held: Finding) -> None:
    domain.confirm(held, seen=_seen(request), event=_event(request, seat), by=seat)


def _reject(request: HttpRequest, seat: Seat, held: Finding) -> None:
    domain.reject(held, seen=_seen(request), why=why(request), by=seat)


def _reopen(request: HttpRequest, seat: Seat, held: Finding) -> None:
    domain.reopen(held, seen=_seen(request), by=seat)


def _place(request: HttpRequest, seat: Seat, held: Finding) -> None:
    domain.place(held, seen=_seen(request), event=_event(request, seat), by=seat)


def _answer(request: HttpRequest, seat: Seat, held: Finding) -> None:
    pk = number_of(request.POST.get("to"))
    to = dialogue_access.findings(seat).filter(pk=pk).first() if pk else None
    if pk and to is None:
        raise NotNow(_("That statement is not there any more."))
    domain.answer(held, to=to, seen=_seen(request), by=seat)


_ACTS: dict[str, Callable[[HttpRequest, Seat, Finding], None]] = {
    "confirm": _confirm,
    "reject": _reject,
    "reopen": _reopen,
    "place": _place,
    "answer": _answer,
}
