"""The workspace's commands."""

from __future__ import annotations

import pytest
from django.utils import timezone

from heedweb import commands
from heedweb.accounts.models import User
from heedweb.demo import OTHERS
from heedweb.workspace.models import Activity, Membership, Recommendation, Workspace

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


def test_a_link_is_made_for_nobody_who_can_have_no_account(capsys):
    assert commands.invite(["me at example"]) == 1
    assert capsys.readouterr().err.endswith("me at example is no e-mail address.\n")
    assert User.objects.count() == 0
    assert commands.invite(["Me@Example.org"]) == 0
    User.objects.update(is_active=False)
    assert commands.invite(["me@example.org"]) == 1
    assert "The account of me@example.org is suspended" in capsys.readouterr().err


def test_commands_act_for_no_coordinator_who_is_suspended(capsys):
    assert commands.workspace(["create", "Aurelia", "--by", "me@example.org"]) == 0
    place = ["--role", "coordinator", "--workspace", "Aurelia"]
    assert commands.invite(["you@example.org", *place]) == 0
    Membership.objects.filter(user__email="me@example.org").update(suspended=timezone.now())
    assert commands.workspace(["open", "Aurelia"]) == 0
    assert Activity.objects.get(verb="public_opened").by.email == "you@example.org"
    User.objects.filter(email="you@example.org").update(is_active=False)
    capsys.readouterr()
    assert commands.workspace(["close", "Aurelia"]) == 1
    assert commands.take_in([SAMPLE]) == 1
    line = "Nobody coordinates Aurelia; let somebody in: heed invite --help\n"
    assert capsys.readouterr().err == line * 2


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
