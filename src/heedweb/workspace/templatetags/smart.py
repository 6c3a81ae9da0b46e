"""On a measure's page: advice by the SMART criteria."""

from __future__ import annotations

from django import template
from django.template import Context

from heed.plans import records
from heed.plans.smart import advice
from heedweb.workspace import access
from heedweb.workspace.models import Measure
from heedweb.workspace.queries.plan_data import measures_of
from heedweb.workspace.smart_words import CRITERIA, MISSING

register = template.Library()


@register.inclusion_tag("parts/smart.html", takes_context=True)
def smart(context: Context, measure: Measure) -> dict[str, object]:
    """Return advice on a measure, in words."""
    seat = access.seat_of(context["request"])
    (held,) = measures_of(seat, [measure])
    plan = records.Plan(measure.plan.name, first=measure.plan.first, last=measure.plan.last)
    said = [
        {"name": CRITERIA[one.criterion], "lines": [MISSING[code] for code in one.missing]}
        for one in advice(held, plan)
    ]
    return {"advice": said}
