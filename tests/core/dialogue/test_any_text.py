"""Whatever a text holds, it is read, and every value stands within it."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from heed.dialogue.files import read_text

_PIECES = [
    *(
        "Foreign Minister ",
        "Radu Holm",
        " met with ",
        "UN High Commissioner",
        " in Geneva",
        "“",
        "”",
    ),
    *("«", "»", '"', "said", " the ministry", ".\n\n", ", ", ". ", "(", ")", " - ", " on Monday"),
    *(
        "он встретился с ",
        "Президентом ",
        "Иваном Петровым",
        " 3 мая",
        " 31 February",
        "ENDS",
        "\t",
    ),
    *(
        "\f",
        "سعادة السيد ",
        "التقى ",
        "The two sides discussed ",
        "will ratify",
        "invited to",
        "a) ",
    ),
    *("Photo: ", "...", "Poland", "’s "),
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(_PIECES) | st.text(max_size=6), max_size=40).map("".join))
def test_spans_lie_within_the_text_and_every_statement_has_a_speaker(text):
    item = read_text(text, publisher="The Courier", published="2027-11-04", name="a")
    for one in item.paragraphs:
        assert 0 <= one.start < one.end <= len(item.text)
    for statement in item.statements:
        assert item.text[statement.start : statement.end] == statement.quote
        assert statement.speaker
        assert statement.spoken_via
    for meeting in item.meetings:
        assert len({person.side for person in meeting.participants}) >= 1
        for at in (meeting.at, meeting.date_at, meeting.place_at, meeting.occasion_at):
            assert at is None or 0 <= at.start <= at.end <= len(item.text)
    for one in item.commitments:
        assert one.who
        assert 0 <= one.start < one.end <= len(item.text)
