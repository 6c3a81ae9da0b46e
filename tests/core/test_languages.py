"""Every set phrase does what its examples say, in every document language."""

from __future__ import annotations

import re
from importlib import resources

import pytest
import yaml

from heed import languages

CODES = sorted(
    path.name.removesuffix(".yaml")
    for path in resources.files("heed.languages").iterdir()
    if path.name.endswith(".yaml")
)
ENTRIES = [
    (code, group, phrase)
    for code in CODES
    for group in languages.groups(code)
    for phrase in languages.phrases(group, code)
]


def alone(code, group, phrase):
    """Return one entry of a group as it is used, without the entries beside it."""
    whole = languages.pattern(group, language=code).pattern
    mine = re.search(rf"\(\?P<{phrase.code}>(.*?)(?=\)\|\(\?P<|\)$)", whole, re.DOTALL)
    return re.compile(mine.group(1), re.IGNORECASE)


@pytest.mark.parametrize(("code", "group", "phrase"), ENTRIES, ids=lambda v: getattr(v, "code", v))
def test_phrase_matches_its_examples_and_no_counterexample(code, group, phrase):
    says = alone(code, group, phrase)
    assert phrase.match
    assert phrase.other
    assert [text for text in phrase.match if not says.search(text)] == []
    assert [text for text in phrase.other if says.search(text)] == []


def test_every_language_has_the_groups_and_words_of_english():
    english = yaml.safe_load(resources.files("heed.languages").joinpath("en.yaml").read_text())
    for code in CODES:
        assert languages.groups(code) == tuple(english["groups"])
        for name in english["words"]:
            assert languages.words(name, code)


def test_words_of_a_mechanism_stand_before_the_general_ones():
    assert languages.addressees("State concerned")[:2] == ("State concerned", "State party")
    assert len(languages.words("months")) == 12


def test_unknown_language_and_group_are_errors():
    with pytest.raises(FileNotFoundError):
        languages.groups("xx")
    with pytest.raises(KeyError):
        languages.phrases("nothing")
