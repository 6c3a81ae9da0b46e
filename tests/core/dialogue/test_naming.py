"""Whether two names can be one person's."""

from __future__ import annotations

import pytest

from heed.dialogue.naming import alike, nominative, same_person


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mirela Dovan", "Dovan"),
        ("M. Dovan", "Mirela Dovan"),
        ("Darius AbdiKarsu", "Abdi-Karsu"),
        ("Lê Văn Đông", "Dong"),
        ("Bruno Aral de Mar", "Bruno Aral"),
        ("Omar Salim Karsu", "Salim Karsu"),
        ("Wei Ming", "Wei"),
    ],
)
def test_shorter_and_other_spellings_are_the_same_person(one, other):
    assert same_person(one, other)
    assert same_person(other, one)


@pytest.mark.parametrize(
    ("one", "other"), [("Mirela Dovan", "Petra Dovan"), ("Mirela Dovan", "Mirela Dorn"), ("", "A")]
)
def test_other_names_are_other_persons(one, other):
    assert not same_person(one, other)


def test_names_in_the_cases_of_russian_are_the_same_person():
    assert same_person("Тобиасом Ленком", "Ленка", cases=True)
    assert not same_person("Тобиасом Ленком", "Лебедева", cases=True)


@pytest.mark.parametrize(
    ("written", "case", "name"),
    [
        ("Тобиасом Ленком", "instrumental", "Тобиас Ленк"),
        ("Марией Ивановой", "instrumental", "Мария Иванова"),
        ("Раду Петрова", "genitive", "Раду Петров"),
        ("Анной Восс", "instrumental", "Анна Восс"),
        ("Тобиасом Ленком", "", "Тобиасом Ленком"),
    ],
)
def test_a_case_that_a_preposition_shows_is_undone(written, case, name):
    assert nominative(written, case) == name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mirela Dovan", "Мирела Дован"),
        ("Tobias Lenk", "Тобиасом Ленком"),
        ("Ryschenko", "Ryzhenko"),
    ],
)
def test_names_in_several_scripts_sound_alike(one, other):
    assert alike([one], [other])


def test_other_names_do_not_sound_alike():
    assert not alike(["Mirela Dovan"], ["Тобиас Ленк"])
