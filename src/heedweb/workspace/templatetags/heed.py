"""Words for codes, as filters."""

from __future__ import annotations

from django import template

from heedweb.workspace import words

register = template.Library()


@register.filter
def after_hash(key: str) -> str:
    """Return the paragraph of a key: `103.1` of `A/HRC/15/8#103.1`."""
    return key.rpartition("#")[2]


register.filter("position_name", words.position_name)
register.filter("claim_text", words.claim_text)
register.filter("doubt_name", words.doubt_name)
register.filter("verb_text", words.verb_text)
register.filter("kind_name", words.kind_name)
register.filter("fact_name", words.fact_name)
register.filter("role_name", words.role_name)
register.filter("standing_name", words.standing_name)
register.filter("item_kind_name", words.item_kind_name)
register.filter("sort_name", words.sort_name)
register.filter("decision_name", words.decision_name)
register.filter("field_name", words.field_name)
register.filter("field_text", words.field_text)
