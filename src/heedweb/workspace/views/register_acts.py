"""What an event or a promise has to do with, as it is sent: one way for both."""

from __future__ import annotations

from django.http import HttpRequest

from heedweb.workspace.access import Seat
from heedweb.workspace.domain import promises
from heedweb.workspace.domain.promises import Bears
from heedweb.workspace.forms.bearing import BearingForm
from heedweb.workspace.numbers import number_of
from heedweb.workspace.queries import bearing


def carry_out(request: HttpRequest, seat: Seat, held: Bears) -> None:
    """Add what was chosen, or take away what was pressed. Raises `Refused`."""
    if "drop" in request.POST:
        mine = held.bearings.filter(pk=number_of(request.POST["drop"]))
        promises.bear_no_more(held, on=mine, by=seat)
    else:
        form = BearingForm(bearing.choices(seat), request.POST)
        promises.bear(held, on=form.things(seat), by=seat)
