"""What changed from review to review."""

from heed.links.changes import Asked, Change, Facts, Turn, changes, facts, turns

ASKED = [
    Asked("1.1", "1", 3, "noted", ("XAU", "FRA")),
    Asked("2.1", "2", 5, "supported", ("FRA",)),
    Asked("2.2", "2", 4, "noted", ("FRA", "KEN")),
    Asked("4.1", "4", 5, None, ("KEN",)),
]
REVIEWS = ["1", "2", "3", "4"]


def test_each_review_is_told_against_the_one_before():
    assert changes(ASKED, REVIEWS) == [
        Change("1", "new", ("1.1",), None, 3.0),
        Change("2", "stronger", ("2.1", "2.2"), 3.0, 4.5),
        Change("3", "dropped", (), 4.5, None),
        Change("4", "returned", ("4.1",), None, 5.0),
    ]


def test_as_much_again_is_repeated_and_less_is_weaker():
    asked = [Asked("a", "1", 4), Asked("b", "2", 4), Asked("c", "3", 2)]
    assert [one.change for one in changes(asked, REVIEWS)] == [
        "new", "repeated", "weaker", "dropped",
    ]  # fmt: skip


def test_silence_after_silence_is_no_change():
    assert changes([Asked("a", "1", 4)], ["1", "2", "3"])[-1].review == "2"
    assert changes([], REVIEWS) == []


def test_facts_say_when_it_was_asked_and_answered():
    assert facts(ASKED, REVIEWS) == Facts(("1", "2", "4"), ("2",), ("1", "2"), each=False)
    assert facts(ASKED, ["1", "2"]).each
    assert not facts([], []).each


def test_each_state_has_its_turns():
    assert turns(ASKED, REVIEWS) == {
        "FRA": [Turn("1", ("1.1",), ("noted",)), Turn("2", ("2.1", "2.2"), ("supported", "noted"))],
        "KEN": [Turn("2", ("2.2",), ("noted",)), Turn("4", ("4.1",), (None,))],
        "XAU": [Turn("1", ("1.1",), ("noted",))],
    }
