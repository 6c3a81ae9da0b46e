"""What reviews are called, and in which order they stand."""

from __future__ import annotations

from heedweb.workspace import dating
from heedweb.workspace.link_words import review_name, review_short
from heedweb.workspace.models import Review

UPR = Review(mechanism="upr", symbol="A/HRC/30/97", cycle=2, session=22)
DATED = Review(mechanism="cedaw", symbol="CEDAW/C/XAU/CO/5", session=72, dated="2019-03")
UNDATED = Review(mechanism="cedaw", symbol="CEDAW/C/XAU/CO/6", session=87)
TOLD_APART = Review(mechanism="cedaw", symbol="CEDAW/C/XAU/CO/4", session=60)


def test_reviews_of_one_body_are_told_apart_without_a_date():
    assert [review_short(r) for r in (UPR, DATED, UNDATED)] == [
        "UPR 2", "CEDAW 2019", "CEDAW/C/XAU/CO/6",
    ]  # fmt: skip
    assert review_name(UNDATED) != review_name(TOLD_APART)
    assert "CEDAW/C/XAU/CO/6" in review_name(UNDATED)
    assert review_name(DATED).endswith("(2019)")


def test_only_sessions_of_the_working_group_tell_a_year():
    in_order = sorted((UPR, DATED, UNDATED), key=dating.in_order)
    assert in_order == [UNDATED, UPR, DATED]
    assert dating.in_order(UPR)[0] == "2015"
