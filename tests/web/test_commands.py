"""The workspace's commands."""

from __future__ import annotations

import pytest

from heedweb import commands
from heedweb.demo import OTHERS
from heedweb.workspace.models import Recommendation, Workspace

SAMPLE = "src/heedweb/demo/documents/AUR_cycle1_report.pdf"

pytestmark = pytest.mark.django_db(transaction=True)


def test_workspace_is_made_and_files_are_taken_in(capsys):
    make = ["create", "Aurelia", "--state", "XAU", "--by", "me@example.org"]
    assert commands.workspace(make) == 0
    assert "/sign-in/" in capsys.readouterr().out
    assert commands.take_in([SAMPLE]) == 0
    assert capsys.readouterr().out == "AUR_cycle1_report.pdf: taken in, 70 items\n"
    assert commands.take_in(["README.md"]) == 1
    assert "is no document that heed recognises." in capsys.readouterr().err
    assert Recommendation.objects.count() == 70


def test_take_in_without_a_workspace_says_what_to_do(capsys):
    assert commands.take_in([SAMPLE]) == 1
    assert "heed workspace create" in capsys.readouterr().err


def test_demo_imports_reviews_and_what_others_ask_and_prints_a_link(capsys):
    assert commands.demo(["--no-serve"]) == 0
    shown = capsys.readouterr().out
    assert shown.count("taken in") == 6 + len(OTHERS)
    assert "ministry_list.csv is a table; say first what its columns are." in shown
    assert "Sign in once within 30 minutes: http" in shown
    assert commands.demo(["--no-serve"]) == 0
    assert capsys.readouterr().out.count("is here already") == 7 + len(OTHERS)
    reviews = Workspace.objects.get().reviews
    assert reviews.filter(mechanism="upr").count() == 3
    # One is a report on follow-up, which has no list.
    assert reviews.count() == 3 + len(OTHERS) - 1
    mine = Recommendation.objects.filter(review__mechanism="upr")
    assert mine.count() == 70 + 123 + 138
