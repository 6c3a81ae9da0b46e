"""Deletions and acts on many rows are undone in one step, or say in one line why they cannot be."""

from __future__ import annotations

import ast
from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import timezone

from heed.exchange.taxonomies import outlined
from heedweb.accounts.models import User
from heedweb.workspace.domain import (
    examples,
    letting_go,
    people,
    people_lists,
    taxonomies,
    training,
    undoables,
    verifying,
    views,
)
from heedweb.workspace.domain.reversing import CannotUndo
from heedweb.workspace.domain.taxonomies import Words
from heedweb.workspace.models import (
    Activity,
    Chain,
    Membership,
    OwnLabel,
    OwnTaxonomy,
    Trained,
    Undoable,
    View,
)
from heedweb.workspace.roles import Role
from tests.web.test_notes import room, seat

DOMAIN = Path("src/heedweb/workspace/domain")
# Functions that delete, and how what they delete comes back.
KINDS = {
    "views.delete": "view",
    "examples.remove_text": "text",
    "taxonomies.remove_label": "label",
    "taxonomies.remove": "taxonomy",
    "training.remove": "labeller",
    "people.remove": "place",
}
# Those of plans, undone in tests/web/test_undoing_plans.py.
OF_PLANS = {
    "chapters.delete",
    "milestones.delete",
    "assignments.take_away",
    "measures.aim_no_more",
    "ties.need_no_more",
    "ties.untie",
}
MACHINE = "what a run proposed or the database derives; it is made anew from what stays"
READ = "what was read from a document; the earlier version is made the current one again"
# Functions that delete what has no undo, and why. docs/audit.md lists them in people's words.
WITHOUT = {
    "catalogue.keep_lead_ins": READ,
    "projection.rewrite": READ,
    "readings._write_gone": READ,
    "projection.remove": READ,
    "clustering._replace": MACHINE,
    "members._members": MACHINE,
    "pairing.drop": MACHINE,
    "pairing.forget": MACHINE,
    "tags._batch": MACHINE,
    "proposing._write": MACHINE,
    "taxonomies.forget": MACHINE,
    "gatherings.restand": "who took part by one source; it is made anew from what people decided",
    "gatherings.write_people": "who took part as a page says it; it is made anew from that",
    "promises.bear_no_more": "what a promise has to do with; it is said once more on its page",
    "visits.rest_no_more": "an item that a visit rests on; it is tied once more on its page",
    "evidence.remove": "an address or a file beside a draft in its room; it is given once more",
    "indicators.tie_no_more": "what an indicator measures; it is said once more on its page",
    "decisions.look": "what is open on whose screen",
    "erasing._close": "sign-in links and addresses of a person whose words were erased for good",
    "typing_kept.drop": "what one person was typing, and saved or wants no more",
    "typing_kept.sweep": "what one person was typing and came back to in thirty days no more",
    "publishing.let_go": "what nobody restored in thirty days",
    "reversing.forget": "what can be undone no more",
    "reversing._take_back": "the undoing itself",
}


def deleting():
    """Every function of the domain that calls `.delete()`, as `module.function`."""
    found = set()
    for path in sorted(DOMAIN.glob("*.py")):
        for top in ast.walk(ast.parse(path.read_text())):
            if not isinstance(top, ast.FunctionDef):
                continue
            calls = (one for one in ast.walk(top) if isinstance(one, ast.Call))
            names = [one.func.attr for one in calls if isinstance(one.func, ast.Attribute)]
            if "delete" in names:
                found.add(f"{path.stem}.{top.name}")
    return found


def test_every_function_that_deletes_is_undone_or_is_listed_with_a_reason():
    assert deleting() == set(KINDS) | OF_PLANS | set(WITHOUT)
    assert not (set(KINDS) | OF_PLANS) & set(WITHOUT)


def rows():
    """Everything in the workspace that people make, without its history."""
    left = ("Activity", "Chain", "DailyHead", "Undoable", "LabelRun", "Workspace")
    models = [
        one for one in apps.get_app_config("workspace").get_models() if one.__name__ not in left
    ]
    return {one.__name__: list(one.objects.order_by("pk").values()) for one in models}


@pytest.fixture
def own(read):
    """An own taxonomy with a label under another, texts, and a version of a labeller."""
    by = read.people["coordinator"]
    held = taxonomies.create(
        workspace=read.workspace,
        words=Words("Works"),
        labels=outlined("Wells\n  Pumps\nLamps"),
        by=by,
    )
    examples.add_texts(taxonomy=held, texts=["Dig a well", "Light a lamp"], by=by)
    text = held.examples.first()
    examples.tag_text(example=text, codes=["lamps"], by=by)
    for number in (1, 2):
        Trained.objects.create(
            workspace=read.workspace,
            taxonomy=held.code,
            number=number,
            by=by,
            state="done",
            current=number == 2,
            card={"n": number},
        )
    return held


def deletions(table, own):
    """What does each deletion, by its kind."""
    by = table.people["coordinator"]
    held = seat(table, "coordinator")
    view = views.save(
        workspace=table.workspace, name="Wells", query="q=wells", room=room(table, "shared"), by=by
    )
    wells = own.labels.get(name="Wells")
    place = Membership.objects.get(user=table.people["alternate"])
    return {
        "view": lambda: views.delete(view=view, by=held),
        "text": lambda: examples.remove_text(example=own.examples.first(), by=by),
        "label": lambda: taxonomies.remove_label(label=wells, by=by),
        "taxonomy": lambda: taxonomies.remove(taxonomy=own, by=by),
        "labeller": lambda: training.remove(trained=Trained.objects.get(number=1), by=by),
        "place": lambda: people.remove(membership=place, by=by, why="He left."),
    }


@pytest.mark.parametrize("kind", KINDS.values())
def test_a_deletion_is_undone_from_the_history_in_one_step(read, own, kind):
    act = deletions(read, own)[kind]
    before, count = rows(), Activity.objects.count()
    act()
    assert rows() != before
    assert Activity.objects.count() == count + 1
    client = read.client("coordinator")
    undoable = Undoable.objects.first()
    assert undoable.kind == kind
    where = reverse("workspace:history-undo-act", args=["aurelia", undoable.pk])
    page = client.get(reverse("workspace:history", args=["aurelia"])).content.decode()
    assert where in page
    page = client.post(where, follow=True).content.decode()
    assert "Undone." in page
    assert where not in page
    assert rows() == before
    assert Activity.objects.first().verb == "act_undone"
    assert Activity.objects.count() == count + 2
    with pytest.raises(CannotUndo, match="undone already"):
        undoables.undo(undoable=undoable, by=seat(read, "coordinator"))


@pytest.mark.parametrize("kind", KINDS.values())
def test_who_may_not_do_it_may_not_undo_it(read, own, kind):
    deletions(read, own)[kind]()
    undoable, before = Undoable.objects.first(), rows()
    where = reverse("workspace:history-undo-act", args=["aurelia", undoable.pk])
    for who in ("focal", "nhri_approver", "reader", "auditor", "stranger", "admin", "suspended"):
        assert read.client(who).post(where).status_code in (302, 403, 404)
        assert rows() == before, who
    assert read.client("stranger").post(where).status_code == 404


@pytest.mark.parametrize("kind", KINDS.values())
def test_after_thirty_days_it_is_gone_for_good(read, own, kind):
    deletions(read, own)[kind]()
    now = timezone.now()
    assert letting_go.sweep(now + timedelta(days=29)) == 0
    assert letting_go.sweep(now + timedelta(days=31)) > 0
    assert not Undoable.objects.exists()
    assert Activity.objects.filter(verb="deleted_for_good").count() == 1
    held = Chain.objects.get(workspace=read.workspace)
    assert [one.line for one in verifying.findings(held) if one.fault] == []


def test_a_list_of_ones_own_comes_back_on_the_page_of_lists_and_nobody_else_knows(read):
    reader = seat(read, "reader")
    view = views.save(workspace=read.workspace, name="Quagga", query="", room=None, by=reader.user)
    count = Activity.objects.count()
    views.delete(view=view, by=reader)
    undoable = Undoable.objects.get()
    address = reverse("workspace:views", args=["aurelia"])
    where = reverse("workspace:history-undo-act", args=["aurelia", undoable.pk])
    assert where in read.client("reader").get(address).content.decode()
    for who in ("coordinator", "focal"):
        assert "Quagga" not in read.client(who).get(address).content.decode()
        assert read.client(who).post(where).status_code == 404
    assert read.client("reader").post(where)["Location"] == address
    assert View.objects.get().name == "Quagga"
    assert Activity.objects.count() == count
    views.delete(view=View.objects.get(), by=reader)
    letting_go.sweep(timezone.now() + timedelta(days=31))
    assert not Undoable.objects.exists()
    assert Activity.objects.count() == count


def undo(table, who="coordinator"):
    return undoables.undo(undoable=Undoable.objects.first(), by=seat(table, who))


def refused(table, line):
    before = rows()
    with pytest.raises(CannotUndo, match=line):
        undo(table)
    assert rows() == before


def test_a_list_whose_name_was_taken_is_not_put_back(read):
    held = seat(read, "coordinator")
    for _time in range(2):
        view = views.save(
            workspace=read.workspace,
            name="Wells",
            query="",
            room=room(read, "shared"),
            by=held.user,
        )
        if not Undoable.objects.exists():
            views.delete(view=view, by=held)
    refused(read, "has taken its name or its place")


def test_a_label_is_not_put_back_over_later_changes(read, own):
    by = read.people["coordinator"]
    taxonomies.remove_label(label=own.labels.get(name="Wells"), by=by)
    OwnLabel.objects.filter(name="Pumps").update(parent="lamps")
    refused(read, "was changed again since")


def test_a_text_of_a_taxonomy_that_is_gone_is_not_put_back(read, own):
    by = read.people["coordinator"]
    examples.remove_text(example=own.examples.first(), by=by)
    first = Undoable.objects.first()
    taxonomies.remove(taxonomy=own, by=by)
    with pytest.raises(CannotUndo, match="not there any more"):
        undoables.undo(undoable=first, by=seat(read, "coordinator"))
    undo(read)
    undoables.undo(undoable=first, by=seat(read, "coordinator"))
    assert OwnTaxonomy.objects.get().examples.count() == 2


def test_a_person_who_has_a_place_again_or_no_account_is_not_put_back(read):
    by = read.people["coordinator"]
    place = Membership.objects.get(user=read.people["alternate"])
    people.remove(membership=place, by=by, why="He left.")
    User.objects.filter(pk=place.user_id).update(is_active=False)
    refused(read, "account of the person is closed")
    User.objects.filter(pk=place.user_id).update(is_active=True)
    people.bring(
        workspace=read.workspace,
        email="alternate@example.org",
        role=Role.FOCAL_POINT,
        organisation=read.organisations["justice"],
        by=by,
    )
    refused(read, "has a place here again")


def test_a_person_of_an_independent_organisation_is_put_back_by_that_alone(read):
    head = read.people["nhri_approver"]
    User.objects.filter(pk=head.pk).update(last_login=timezone.now())
    place = Membership.objects.get(user=read.people["nhri_member"])
    people.remove(membership=place, by=head, why="She left.")
    where = reverse("workspace:history-undo-act", args=["aurelia", Undoable.objects.get().pk])
    assert read.client("coordinator").post(where).status_code == 404
    undo(read, "nhri_approver")
    assert Membership.objects.filter(user=read.people["nhri_member"]).exists()


# Acts that make many rows.

LIST = "Ann,ann@example.org,focal_point,health\nBen,ben@example.org,focal_point,justice"


def bulks(table, own):
    by = table.people["coordinator"]
    return {
        "people": lambda: people_lists.take_in(workspace=table.workspace, text=LIST, by=by),
        "texts": lambda: examples.add_texts(taxonomy=own, texts=["One.", "Two."], by=by),
        "labels": lambda: taxonomies.add_labels(
            taxonomy=own, labels=outlined("Roads\n  Bridges"), by=by
        ),
    }


@pytest.mark.parametrize("kind", ["people", "texts", "labels"])
def test_an_act_on_many_is_undone_in_one_step(read, own, kind):
    before = rows()
    bulks(read, own)[kind]()
    assert Undoable.objects.first().kind == kind
    assert rows() != before
    undo(read)
    assert rows() == before


def test_a_list_of_people_of_whom_one_has_come_stays(read, own):
    bulks(read, own)["people"]()
    later = timezone.now() + timedelta(minutes=1)
    User.objects.filter(email="ben@example.org").update(last_login=later)
    refused(read, "ben@example.org has signed in since")


def test_texts_of_which_one_is_tagged_stay(read, own):
    bulks(read, own)["texts"]()
    text = own.examples.get(text="Two.")
    examples.tag_text(example=text, codes=["lamps"], by=read.people["coordinator"])
    refused(read, "changed since")


def test_labels_of_which_one_is_used_stay(read, own):
    bulks(read, own)["labels"]()
    code = own.labels.get(name="Bridges").code
    text = own.examples.filter(tagged=False).first()
    examples.tag_text(example=text, codes=[code], by=read.people["coordinator"])
    refused(read, "“Bridges” was used since")
