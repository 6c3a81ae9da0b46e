"""Words of clusters, as filters and tags."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from heedweb.workspace import dating
from heedweb.workspace.cluster_words import sort_name
from heedweb.workspace.mechanism_words import mechanism_short
from heedweb.workspace.models import Cluster, Review, Step

register = template.Library()
register.filter("cluster_sort", sort_name)
_NAMED = 6


@register.filter
def review_short(review: Review) -> str:
    """Return a review as clusters name it: the mechanism with its cycle or year."""
    return f"{mechanism_short(review.mechanism)} {review.cycle or dating.year(review)}".strip()


@register.simple_tag
def range_of(codes: Sequence[str], names: Mapping[str, str]) -> SafeString:
    """Return the kinds of action asked, from the mildest to the strongest."""
    said = " – ".join(dict.fromkeys(names.get(code, code) for code in codes))
    return format_html('<span title="{}">{}</span>', _("kinds of action asked"), said)


@register.simple_tag
def told_of(step: Step, cluster: Cluster) -> str:
    """Return what a step said of a cluster: its members, the name, the other cluster."""
    numbers = dict.fromkeys(
        one.recommendation.paragraph for one in step.groupings.all() if one.cluster_id == cluster.pk
    )
    said = [", ".join([*numbers][:_NAMED]) + (" …" if len(numbers) > _NAMED else "")]
    for act in step.cluster_acts.all():
        if act.name and act.cluster_id == cluster.pk:
            said.append(f"“{act.name}”")
        if act.other_id and act.other_id != cluster.pk:
            said.append(f"→ {act.other}")
    found = "; ".join(part for part in said if part)
    return f": {found}" if found else ""
