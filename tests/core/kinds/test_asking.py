"""What a sentence does, where a paragraph asks, of whom, and in which lettered parts."""

from __future__ import annotations

import pytest

from heed.kinds import articles, asking, dates, lettered
from heed.kinds.lines import Run
from heed.kinds.printed import Line

COMMITTEE = asking.voice("cedaw")
EXPERTS = asking.voice("ceacr")
CONCERN_THEN_ASK = (
    "The Committee notes the new Act. It is concerned that few wells are dug (art. 7). The State "
    "party should: (a) Dig wells; (b) Keep them clean. It should also count them."
)


def test_ask_begins_with_the_first_asking_sentence_and_concern_stands_before():
    found = asking.ask(CONCERN_THEN_ASK, COMMITTEE)
    assert CONCERN_THEN_ASK[found.start :].startswith("The State party should: (a)")
    concern = CONCERN_THEN_ASK[slice(*found.concern)]
    assert concern == (
        "The Committee notes the new Act. It is concerned that few wells are dug (art. 7)."
    )


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("The Committee welcomes the plan but is concerned that it is not funded.", "concern"),
        ("The Committee notes with appreciation that schools were built.", "positive"),
        ("The Committee considered the report at its fifth meeting.", "other"),
        ("The delegation stated that the State party should have more judges.", "other"),
        ("Under the law, judges should be paid.", "other"),
        ("Judges should be paid.", "weak"),
        ("The Committee is concerned that judges should pay a fee.", "concern"),
    ],
)
def test_paragraph_that_asks_nothing(text, role):
    assert asking.ask(text, COMMITTEE) is None
    sentence = asking.told(text, COMMITTEE)[0]
    assert sentence.role == role


@pytest.mark.parametrize(
    "text",
    [
        "In view of the above, the Committee strongly urges the State party to open schools.",
        "The Committee is concerned at delays and recommends that the State party set limits.",
        "The Committee, recalling its comment No. 9 (2006), calls upon the State party to act.",
        "The State party, together with the regions, should open schools.",
        "The State party is invited to ratify the Protocol.",
        "The Committee would appreciate receiving figures.",
        "The Committee considers that a register should be kept.",
        "It further recommends ratification of the Protocol.",
    ],
)
def test_paragraph_that_asks_the_state(text):
    found = asking.ask(text, COMMITTEE)
    assert (found.start, found.unclear, found.addressees) == (0, False, ())


def test_words_for_the_state_come_from_the_mechanism():
    text = "The Committee asks the Government to send a copy of the Act."
    assert asking.ask(text, EXPERTS).start == 0
    concerned = asking.voice("hrc")
    assert asking.ask("Urges the State concerned to cooperate;", concerned).start == 0


def test_ask_of_others_alone_is_none_of_the_state():
    text = "The Committee requests the Secretary-General to publish the report."
    assert asking.ask(text, COMMITTEE) is None
    assert asking.asks_others(text, COMMITTEE) == ("the Secretary-General",)


def test_ask_of_somebody_unnamed_in_the_list_is_unclear():
    found = asking.ask("The Committee invites the guild of millers to comment.", COMMITTEE)
    assert found.unclear
    assert found.addressees == ("the guild of millers",)


def test_weak_asks_count_only_where_wanted():
    text = "Legislation on wells should be issued."
    assert asking.ask(text, COMMITTEE) is None
    assert asking.ask(text, COMMITTEE, weak=True).start == 0


def test_lettered_parts_keep_nested_ones_and_leave_references_alone():
    text = (
        "The State party should: (a) Act under article 7 (b) of the Act: (i) at once; (ii) fully; "
        "(b) Report in line with paragraph 12 (a); and (c) Pay."
    )
    found = lettered.parts(Run([Line(0, len(text), text)]), 0)
    assert [(p.label, p.text) for p in found] == [
        ("(a)", "Act under article 7 (b) of the Act: (i) at once; (ii) fully"),
        ("(b)", "Report in line with paragraph 12 (a)"),
        ("(c)", "Pay"),
    ]


def test_last_part_ends_where_the_body_speaks_again():
    text = (
        "The Committee urges the State party to: (a) Dig wells; (b) Clean them. Wells are deep. "
        "The Committee requests the State party to report on them."
    )
    found = lettered.parts(Run([Line(0, len(text), text)]), 0)
    assert [p.text for p in found] == ["Dig wells", "Clean them. Wells are deep"]


def test_letter_i_follows_h():
    text = "It should: " + "; ".join(f"({c}) Do {c}" for c in "abcdefghij") + "."
    found = lettered.parts(Run([Line(0, len(text), text)]), 0)
    assert [p.label for p in found] == [f"({c})" for c in "abcdefghij"]


def test_dashed_lines_are_parts_without_a_label():
    lines = ["The State party should:", "– Dig wells;", "– Keep them – always – clean."]
    found = lettered.parts(Run([Line(0, len(x), x) for x in lines]), 0)
    assert [(p.label, p.text) for p in found] == [
        ("", "Dig wells"),
        ("", "Keep them – always – clean"),
    ]


@pytest.mark.parametrize(
    ("heading", "bare", "numbers"),
    [
        ("Work and employment (art. 27)", "Work and employment", ("27",)),
        ("General measures (arts. 4, 42 and 44 (6))", "General measures", ("4", "42", "44")),
        ("Abuse (arts. 19, 37 (b)–(d) and 39)", "Abuse", ("19", "37", "39")),
        ("Privacy (arts. 24–26)", "Privacy", ("24", "25", "26")),
        ("Right to work (articles 6 and 7)", "Right to work", ("6", "7")),
        ("Plan (2020–2025)", "Plan (2020–2025)", ()),
    ],
)
def test_articles_of_a_heading(heading, bare, numbers):
    assert articles.split(heading) == (bare, numbers)


def test_articles_in_running_words():
    assert articles.named("Articles 1(a) and 2 to 4 of the Convention.") == ("1", "2", "3", "4")


@pytest.mark.parametrize(
    ("text", "on", "months"),
    [
        ("by 15 March 2027", "2027-03-15", None),
        ("no later than March 2027", "2027-03", None),
        ("which is due in 2027", "2027", None),
        ("within one year of adoption", None, 12),
        ("within a period of two years", None, 24),
        ("within eighteen months", None, 18),
        ("within twelve (12) months", None, 12),
        ("the 2030 Agenda", None, None),
    ],
)
def test_dates_are_as_precise_as_printed(text, on, months):
    found = dates.first(text)
    assert ((found.on, found.months) if found else (None, None)) == (on, months)


@pytest.mark.parametrize(
    "text",
    [
        "The Committee recommends the following:",
        "The Committee recommends that the State party take the following measures:",
        "In the light of the above, the Committee recommends as follows:",
    ],
)
def test_what_only_opens_a_list_of_paragraphs_asks_nothing(text):
    assert asking.ask(text, COMMITTEE, weak=True, others=True) is None


def test_what_opens_its_own_lettered_asks_is_an_ask():
    text = "The Committee recommends the following measures: (a) Dig wells; (b) Keep them clean."
    assert asking.ask(text, COMMITTEE) is not None
