"""What pages call many times is answered from memory, and as the framework would answer."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.apps import apps
from django.db.models import Model
from django.template import defaultfilters, engines
from django.urls import NoReverseMatch, reverse, set_script_prefix
from django.utils import translation

from heedweb.workspace.models import Measure

MODELS = list(apps.get_app_config("workspace").get_models())


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
@pytest.mark.parametrize("pattern", ["DATE_FORMAT", "SHORT_DATE_FORMAT", "Y-m-d", "j F"])
def test_a_day_is_written_as_the_framework_does_in_each_language(language, pattern):
    shown = engines["django"].from_string(f'{{{{ at|date:"{pattern}" }}}}')
    with translation.override(language):
        for at in (date(2027, 3, 5), datetime(2027, 3, 5, 9, tzinfo=UTC), None, ""):
            for _ in range(2):
                assert shown.render({"at": at}) == str(defaultfilters.date(at, pattern))


def test_each_choice_has_the_word_that_the_framework_has_for_it():
    seen = 0
    for model in MODELS:
        for field in model._meta.concrete_fields:
            for value, _ in field.flatchoices or ():
                record = model(**{field.attname: value})
                own = getattr(record, f"get_{field.name}_display")()
                assert own == Model._get_FIELD_display(record, field)
                seen += 1
    assert seen > 100


def test_what_is_no_choice_is_shown_as_it_is():
    assert Measure(state="elsewhere").get_state_display() == "elsewhere"
    assert Measure(state=None).get_state_display() is None


def test_an_address_is_written_as_the_framework_does():
    shown = engines["django"].from_string(
        "{% url 'workspace:measure' slug 7 %} "
        "{% url 'workspace:measure' slug pk as held %}{{ held }}"
    )
    for slug in ("aurelia", "b-c"):
        one, other = shown.render({"slug": slug, "pk": "8"}).split()
        assert one == reverse("workspace:measure", args=[slug, 7])
        assert other == reverse("workspace:measure", args=[slug, 8])


def test_an_address_follows_where_the_site_is_mounted():
    shown = engines["django"].from_string("{% url 'workspace:today' 'aurelia' %}")
    plain = shown.render({})
    set_script_prefix("/heed/")
    try:
        assert shown.render({}) == f"/heed{plain}"
    finally:
        set_script_prefix("/")
    assert shown.render({}) == plain


def test_a_page_that_is_not_there_is_an_error_each_time():
    shown = engines["django"].from_string("{% url 'workspace:nowhere' 'aurelia' %}")
    for _ in range(2):
        with pytest.raises(NoReverseMatch):
            shown.render({})
