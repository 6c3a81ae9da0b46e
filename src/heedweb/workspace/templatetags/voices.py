"""What parties say, on the pages of others: `{% assessments_on row %}`."""

from __future__ import annotations

from django import template
from django.template import Context

from heedweb.workspace import access, assessment_words
from heedweb.workspace.domain import comments as speaking
from heedweb.workspace.forms.comments import CommentForm
from heedweb.workspace.models import Cluster, Indicator, Measure, Recommendation
from heedweb.workspace.queries import assessments, comments, rounds
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


@register.inclusion_tag("parts/comments.html", takes_context=True)
def comments_on(
    context: Context, about: Recommendation | Cluster | Measure | Indicator
) -> dict[str, object]:
    """Return what was said and asked on a record, with the form to say something."""
    request = context["request"]
    seat = access.seat_of(request)
    speaks = seat.may(Act.WRITE) and bool(seat.rooms)
    form = CommentForm(speaking.colleagues(seat), speaking.bodies_on(about, seat))
    return {
        "request": request,
        "workspace": seat.workspace,
        "said": comments.on(seat, about),
        "form": form if speaks else None,
        "about": about,
        "say_url": f"workspace:comment-on-{type(about).__name__.lower()}",
    }


@register.inclusion_tag("parts/voices_waiting.html", takes_context=True)
def voices_waiting(context: Context) -> dict[str, object]:
    """Return what waits for a person of what others say and ask, for the first page."""
    seat = access.seat_of(context["request"])
    return {
        "workspace": seat.workspace,
        "questions": comments.waiting(seat),
        "rounds": rounds.waiting(seat),
        "assessments": assessments.waiting(seat),
    }
