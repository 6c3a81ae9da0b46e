"""What buttons do to a record of the register: one way for all kinds.

Where it is refused, the record's page says why; `page` shows that. Else the next page says that it
was done.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heedweb.workspace.access import Seat
from heedweb.workspace.domain import promises
from heedweb.workspace.domain.promises import Bears
from heedweb.workspace.domain.refusals import Refused
from heedweb.workspace.forms.bearing import BearingForm
from heedweb.workspace.models import Event, Promise, Visit
from heedweb.workspace.numbers import number_of
from heedweb.workspace.queries import bearing

R = TypeVar("R", Event, Promise, Visit)
Page = Callable[[HttpRequest, R, Refused], HttpResponse]
DELETED = gettext_lazy("It is deleted; it can be brought back for thirty days.")
_LONGEST = 2000


def saved(request: HttpRequest, held: R, act: Callable[[], object], page: Page[R]) -> HttpResponse:
    """Do something to a record and show the record."""
    try:
        act()
    except Refused as refused:
        return page(request, held, refused)
    messages.success(request, _("Saved."))
    name = f"workspace:{type(held).__name__.lower()}"
    return redirect(name, workspace=held.workspace.slug, pk=held.pk)


def bears(request: HttpRequest, seat: Seat, held: R, page: Page[R]) -> HttpResponse:
    """Add what a record has to do with as it was chosen, or take away what was pressed."""
    return saved(request, held, lambda: _bear(request, seat, held), page)


def deleted(
    request: HttpRequest, held: R, delete: Callable[[str], object], page: Page[R]
) -> HttpResponse:
    """Delete a record for the reason that was typed, and show the list that it stood in."""
    try:
        delete(why(request))
    except Refused as refused:
        return page(request, held, refused)
    messages.success(request, str(DELETED))
    return redirect(f"workspace:{type(held).__name__.lower()}s", workspace=held.workspace.slug)


def why(request: HttpRequest) -> str:
    """Return the reason that was typed, as much of it as is kept."""
    return str(request.POST.get("why", ""))[:_LONGEST]


def _bear(request: HttpRequest, seat: Seat, held: Bears) -> None:
    if "drop" in request.POST:
        mine = held.bearings.filter(pk=number_of(request.POST["drop"]))
        promises.bear_no_more(held, on=mine, by=seat)
    else:
        form = BearingForm(bearing.choices(seat), request.POST)
        promises.bear(held, on=form.things(seat), by=seat)
