"""The dialogue on pages: who said what as reported by whom, and on what a value rests."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context
from django.utils import timezone
from django.utils.translation import gettext as _

from heedweb.workspace import access
from heedweb.workspace.dialogue_words import basis_text
from heedweb.workspace.models import Cluster, Event, Measure, Recommendation
from heedweb.workspace.models import Promise as Promised
from heedweb.workspace.queries import dialogue_search
from heedweb.workspace.queries.attribution import attributed, day_text
from heedweb.workspace.queries.bearing import promises_on
from heedweb.workspace.queries.dialogue_days import coming, days
from heedweb.workspace.queries.items import waiting
from heedweb.workspace.queries.promises import due
from heedweb.workspace.queries.visits import around
from heedweb.workspace.words import field_name

register = template.Library()
register.filter("attributed", attributed)
register.filter("basis", basis_text)
register.filter("field_word", field_name)


@register.filter
def iso_day(value: Any) -> str:  # noqa: ANN401
    """Return a day of ISO 8601, or a span of them, in the reader's form; what is none as it is."""
    if not value:
        return ""
    return " – ".join(day_text(one) or one for one in str(value).split("/"))


@register.filter
def promise_kind(code: str) -> str:
    """Return what a kind of promise is called."""
    return str(dict(Promised.Kind.choices).get(code, code))


@register.filter
def listed(values: Any) -> str:  # noqa: ANN401
    """Return names parted by commas."""
    return ", ".join(str(one) for one in values or [])


@register.filter
def read_as(value: Any) -> str:  # noqa: ANN401
    """Return what a machine read as a person reads it."""
    if isinstance(value, list):
        return "; ".join(_person(one) if isinstance(one, dict) else str(one) for one in value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(value or _("not stated"))


def _person(one: dict[str, Any]) -> str:
    said = (str(one.get(name) or "") for name in ("name", "office", "organisation", "side"))
    return ", ".join(filter(None, said))


@register.inclusion_tag("parts/dialogue_due.html", takes_context=True)
def dialogue_due(context: Context) -> dict[str, object]:
    """Return what the dialogue asks of who reads the page: promises, replies, proposals."""
    seat = access.seat_of(context["request"])
    return {
        "workspace": seat.workspace, "due": due(seat), "waits": waiting(seat),
        "coming": coming(seat),
    }  # fmt: skip


@register.inclusion_tag("parts/dialogue_days.html", takes_context=True)
def dialogue_days(context: Context) -> dict[str, object]:
    """Return what is due and what comes in the dialogue of the reader's room."""
    seat = access.seat_of(context["request"])
    today = timezone.localdate()
    return {"workspace": seat.workspace, "days": days(seat, today), "today": today}


@register.simple_tag(takes_context=True)
def dialogue_found(context: Context, text: str) -> int:
    """Return how much of the dialogue of the reader's room is found by what was typed."""
    return dialogue_search.count(access.seat_of(context["request"]), text)


@register.inclusion_tag("parts/promises_on.html", takes_context=True)
def promises_of(context: Context, what: Recommendation | Cluster | Measure) -> dict[str, object]:
    """Return the promises of the reader's room that have to do with something."""
    seat = access.seat_of(context["request"])
    return {"workspace": seat.workspace, "promises": promises_on(seat, what)}


@register.inclusion_tag("parts/visits_around.html", takes_context=True)
def visits_of(context: Context, what: Event | Promised) -> dict[str, object]:
    """Return the visits of the reader's room that are tied to an event or a promise."""
    seat = access.seat_of(context["request"])
    return {"workspace": seat.workspace, "visits": around(seat, what)}
