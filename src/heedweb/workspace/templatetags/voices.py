"""What parties say, on the pages of others: `{% assessments_on row %}`."""

from __future__ import annotations

from django import template
from django.template import Context

from heedweb.workspace import access, assessment_words
from heedweb.workspace.models import Cluster, Recommendation
from heedweb.workspace.queries import assessments
from heedweb.workspace.roles import Act

register = template.Library()
register.filter("level_name", assessment_words.level_name)
register.filter("scale_name", assessment_words.scale_name)


@register.inclusion_tag("parts/assessments.html", takes_context=True)
def assessments_on(context: Context, about: Recommendation | Cluster) -> dict[str, object]:
    """Return what parties say of something, side by side, with the way to say something too."""
    request = context["request"]
    seat = access.seat_of(request)
    return {
        "request": request,
        "workspace": seat.workspace,
        "voices": assessments.on(seat, about),
        "scales": assessments.scales_for(about) if seat.may(Act.WRITE) and seat.rooms else [],
        "about": about,
        "new_url": "workspace:assessment-new"
        if isinstance(about, Recommendation)
        else "workspace:assessment-new-on-cluster",
    }


@register.inclusion_tag("parts/assessments_public.html")
def public_assessments_on(row: Recommendation) -> dict[str, object]:
    """Return what parties say of a recommendation to everybody."""
    return {"voices": assessments.public_on(row)}
