"""Letting others see a measure or an indicator: asked for by one, let go by another, taken back."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from django.utils.translation import gettext as _

from heedweb.workspace import access
from heedweb.workspace.access import Seat
from heedweb.workspace.domain import moving
from heedweb.workspace.domain.refusals import Lacking
from heedweb.workspace.forms.measures import OutForm, WhyForm
from heedweb.workspace.models import Indicator, Measure
from heedweb.workspace.numbers import number_of
from heedweb.workspace.views.roomed import keep

Held = Measure | Indicator


def why(request: HttpRequest) -> str:
    """Return the reason that was typed. Raises `Lacking` where it is too long."""
    form = WhyForm(request.POST)
    if not form.is_valid():
        raise Lacking(_("Say it in 2,000 letters at most."))
    return str(form.cleaned_data["why"]).strip()


def _ask(request: HttpRequest, seat: Seat, held: Held) -> None:
    form = OutForm(request.POST)
    if not form.is_valid():
        raise Lacking(_("Say who is to see it."))
    moving.ask(held, to=access.room_for_all(seat, form.cleaned_data["to"]), by=seat)


def _drop(_request: HttpRequest, seat: Seat, held: Held) -> None:
    moving.drop(held, by=seat)


def _let(request: HttpRequest, seat: Seat, held: Held) -> None:
    moving.let(held, seen=number_of(request.POST.get("version", "")), by=seat)


def _take_back(request: HttpRequest, seat: Seat, held: Held) -> None:
    moving.take_back(held, reason=why(request), by=seat)


# What is done, and what is said then.
ACTS: dict[str, tuple[Callable[[HttpRequest, Seat, Held], None], Callable[[], str]]] = {
    "ask": (_ask, lambda: _("Another coordinator can let it go now.")),
    "drop": (_drop, lambda: _("It stays where it is.")),
    "let": (_let, lambda: _("They see it now.")),
    "take-back": (_take_back, lambda: _("It is taken back.")),
    "keep": (keep, lambda: _("The words stay, with your reason.")),
}
