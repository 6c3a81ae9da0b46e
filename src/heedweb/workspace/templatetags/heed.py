"""Words for codes, as filters."""

from __future__ import annotations

import datetime as dt

from django import template
from django.utils.formats import date_format

from heedweb.workspace import mechanism_words, words

register = template.Library()


@register.filter
def after_hash(key: str) -> str:
    """Return the paragraph of a key: `103.1` of `A/HRC/15/8#103.1`."""
    return key.rpartition("#")[2]


@register.filter
def iso_date(on: str) -> str:
    """Return an ISO date in the reader's form, as precise as it is: day, month or year.

    What is no ISO date (a source's own words) is returned as it is.
    """
    year, _, rest = on.partition("-")
    month, _, day = rest.partition("-")
    try:
        if day:
            return date_format(dt.date.fromisoformat(on), "DATE_FORMAT")
        return date_format(dt.date(int(year), int(month), 1), "YEAR_MONTH_FORMAT") if month else on
    except ValueError:
        return on


@register.filter
def word(mechanism: str, what: str) -> str:
    """Return a mechanism's own word: `addressee`, `round`, `asks` or `answer`."""
    return mechanism_words.word_of(mechanism, what)


register.filter("mechanism_name", mechanism_words.mechanism_name)
register.filter("mechanism_short", mechanism_words.mechanism_short)
register.filter("family_name", mechanism_words.family_name)
register.filter("takes_positions", mechanism_words.takes_positions)
register.filter("column_name", words.column_name)
register.filter("data_format_name", words.data_format_name)
register.filter("mark_name", words.mark_name)
register.filter("due_name", words.due_name)
register.filter("position_name", words.position_name)
register.filter("claim_text", words.claim_text)
register.filter("doubt_name", words.doubt_name)
register.filter("verb_text", words.verb_text)
register.filter("kind_name", words.kind_name)
register.filter("fact_name", words.fact_name)
register.filter("role_name", words.role_name)
register.filter("standing_name", words.standing_name)
register.filter("item_kind_name", words.item_kind_name)
register.filter("likelihood", words.likelihood)
register.filter("label_standing_name", words.label_standing_name)
register.filter("sort_name", words.sort_name)
register.filter("decision_name", words.decision_name)
register.filter("field_name", words.field_name)
register.filter("field_text", words.field_text)
