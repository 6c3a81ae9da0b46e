"""Countries in the languages that dialogue is read in."""

from __future__ import annotations

import pytest

from heed.dialogue.countries import countries
from heed.dialogue.words import LANGUAGES
from heed.vocab import states
from heed.vocab.packaged import load


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("the Polish minister in Geneva", "en", ["Poland", "Geneva"]),
        ("Việt Nam and the U.S. agree", "en", ["Viet Nam", "United States of America"]),
        ("президента Узбекистана и белорусского посла", "ru", ["Uzbekistan", "Belarus"]),
        ("у Женеві та в Литві", "uk", ["Geneva", "Lithuania"]),
        ("der aserbaidschanische Minister aus Genf", "de", ["Azerbaijan", "Geneva"]),
        ("la délégation camerounaise à Yaoundé", "fr", ["Cameroon", "Cameroon"]),
        ("el ministro guatemalteco", "es", ["Guatemala"]),
        ("وزير خارجية قطر في جنيف", "ar", ["Qatar", "Geneva"]),
    ],
)
def test_countries_adjectives_and_cities_are_found_in_each_language(text, language, found):
    assert [one.country or one.city for one in countries(text, language)] == found


def test_a_state_in_no_list_is_found_by_the_names_that_were_given():
    found = countries("Aurelian and Polish envoys in Aurelia", "en", ("Aurelia", "Aurelian"))
    assert [one.country for one in found] == ["Aurelia", "Poland", "Aurelia"]


def test_every_state_of_the_united_nations_is_in_the_list_in_every_language():
    rows = {
        row["iso3"]: row["names"] for row in load("data/countries.yaml", "heed.dialogue")["entries"]
    }
    assert sorted(rows) == sorted(one.iso3 for one in states.all_states())
    missing = [(code, language) for code, names in rows.items() for language in LANGUAGES
               if not names[language]]  # fmt: skip
    assert missing == []
