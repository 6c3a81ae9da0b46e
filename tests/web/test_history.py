"""The history page by role, what it shows of changes, undo from it, heads, erasure, commands."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from heedweb import audit_commands
from heedweb.accounts.models import User
from heedweb.workspace import access, worker
from heedweb.workspace.domain import (
    activity,
    blobs,
    decisions,
    erasing,
    examples,
    originals,
    taxonomies,
    verifying,
)
from heedweb.workspace.models import (
    Activity,
    BlobCheck,
    Chain,
    DailyHead,
    Example,
    Recommendation,
    SourceDocument,
    Step,
)
from heedweb.workspace.queries import differences, history
from heedweb.workspace.queries.names import PeopleNames


def page(cast, person="alice", name="history", **asked):
    where = reverse(f"workspace:{name}", args=[cast.workspace.slug])
    client = cast.client(person)
    # A table is taken along, which is told; a page is looked at.
    return client.post(where) if name == "history-table" else client.get(where, asked)


def shown(cast, person):
    """A page's bytes but for the token of the session."""
    return re.sub(rb'name="csrfmiddlewaretoken" value="\w+"', b"", page(cast, person).content)


def first(cast):
    return Recommendation.objects.filter(review__workspace=cast.workspace).order_by("order")[0]


def corrected(cast, text="Ratify the other Convention"):
    row = first(cast)
    return decisions.correct(
        workspace=cast.workspace, seen={row.pk: row.revision}, fields={"text": text},
        by=cast.alice, note="as printed",
    )  # fmt: skip


def room_of(table, name):
    return table.organisations[name].room


@pytest.fixture
def rooms(table):
    """An act in a room of each of four organisations, and one of the focal point's own."""
    for name, who in (
        ("health", "authority"), ("justice", "focal_elsewhere"), ("institution", "nhri_member"),
        ("league", "cso_member"),
    ):  # fmt: skip
        activity.record(
            workspace=table.workspace, by=table.people[who], verb="note_written",
            subject=f"secret of {name}", room=room_of(table, name), why=f"reason of {name}",
        )  # fmt: skip
    activity.record(
        workspace=table.workspace, by=table.people["focal"], verb="note_written",
        subject="own of focal", room=room_of(table, "health"),
    )  # fmt: skip
    return table


SEEN = {
    "focal": {"own of focal"},
    "alternate": set(),
    "authority": {"secret of health", "own of focal"},
    "focal_elsewhere": {"secret of justice"},
    "coordinator": set(),
    "nhri_member": {"secret of institution"},
    "nhri_approver": {"secret of institution"},
    "cso_member": {"secret of league"},
    "cso_approver": {"secret of league"},
    "cso_elsewhere": set(),
    "employer": set(),
    "auditor": set(),
}


@pytest.mark.parametrize(("who", "expected"), SEEN.items())
def test_each_role_sees_its_part_of_the_history(rooms, who, expected):
    said = page(rooms, who).content.decode()
    table = b"".join(page(rooms, who, "history-table").streaming_content).decode()
    names = ("health", "justice", "institution", "league")
    secrets = {f"secret of {name}" for name in names} | {"own of focal"}
    assert {one for one in secrets if one in said} == expected
    assert {one for one in secrets if one in table} == expected


@pytest.mark.parametrize(
    ("who", "status"), [("reader", 403), ("suspended", 404), ("stranger", 404)]
)
def test_others_have_no_history(rooms, who, status):
    assert page(rooms, who).status_code == status
    assert page(rooms, who, "history-table").status_code == status


def test_an_auditor_sees_every_act_and_none_of_its_words(rooms):
    seat_page = page(rooms, "auditor")
    said = seat_page.content.decode()
    assert (
        seat_page.context["listing"].pages.total
        == Activity.objects.filter(workspace=rooms.workspace).count()
    )
    assert "NHRI member, institution" in said
    assert "room of an organisation" in said
    for hidden in ("reason of", "nhri_member@example.org", "secret of"):
        assert hidden not in said
    narrowed = page(rooms, "auditor", record="institution", who=rooms.people["focal"].pk)
    assert narrowed.context["listing"].pages.total == seat_page.context["listing"].pages.total


def test_a_hidden_act_changes_no_byte_of_what_others_see(rooms):
    before = shown(rooms, "cso_elsewhere")
    activity.record(
        workspace=rooms.workspace, by=rooms.people["nhri_member"], verb="note_hidden",
        subject="x", room=room_of(rooms, "institution"),
    )  # fmt: skip
    assert shown(rooms, "cso_elsewhere") == before


def test_differences_are_marked_by_sign_and_element(filled):
    corrected(filled)
    said = page(filled).content.decode()
    assert '<ins><span class="sign">+</span>' in said
    assert '<del><span class="sign">−</span>' in said
    assert "as printed" in said
    own = filled.client("alice").get(
        reverse("workspace:recommendation", args=[filled.workspace.slug, first(filled).pk])
    )
    assert '<ins><span class="sign">+</span>' in own.content.decode()


def test_before_is_what_stood_then(filled):
    said = first(filled).text
    corrected(filled, "one")
    corrected(filled, "two")
    shown = history.of_recommendation(PeopleNames(seat_of(filled)), first(filled))
    assert [(c.before, c.after) for one in shown for c in one.changes] == [
        ("one", "two"), (said, "one"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("before", "after", "kinds"),
    [
        ("", "", []),
        ("a b", "a b", ["same"]),
        ("ratify the treaty", "sign the treaty", ["gone", "new", "same"]),
        ("", "new", ["new"]),
        ("old", "", ["gone"]),
    ],
)
def test_runs_turn_the_old_into_the_new(before, after, kinds):
    runs = differences.words(before, after)
    assert [run.kind for run in runs] == kinds
    assert "".join(run.text for run in runs if run.kind != "new") == before
    assert "".join(run.text for run in runs if run.kind != "gone") == after


def test_filters_narrow_and_pages_turn(filled):
    corrected(filled)
    only = page(filled, verb="correct").context["listing"]
    assert [one.verb for one in only.entries] == ["correct"]
    by = page(filled, who=filled.bob.pk).context["listing"]
    assert by.entries == []
    today = timezone.now().date()
    assert page(filled, to=str(today - timedelta(days=1))).context["listing"].entries == []
    number = first(filled).paragraph
    named = page(filled, record=number).context["listing"]
    assert "correct" in {one.verb for one in named.entries}
    assert page(filled, page="99", **{"from": "nonsense"}).context["listing"].pages.number == 1


def test_the_page_costs_the_same_for_one_and_for_three(filled, django_assert_num_queries):
    client = filled.client("alice")
    where = reverse("workspace:history", args=[filled.workspace.slug])
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    corrected(filled)
    client.get(where)
    with CaptureQueriesContext(connection) as one:
        client.get(where)
    corrected(filled, "other")
    corrected(filled, "third")
    with django_assert_num_queries(len(one)):
        client.get(where)


def test_a_step_is_undone_from_the_history_in_one_click(filled):
    step = corrected(filled)
    where = reverse("workspace:history-undo", args=[filled.workspace.slug, step.pk])
    assert where in page(filled).content.decode()
    assert where not in page(filled, "bob").content.decode()
    done = filled.client("alice").post(where, {"query": "verb=correct"}, follow=True)
    assert "Undone." in done.content.decode()
    assert done.redirect_chain[0][0].endswith("?verb=correct")
    assert Step.objects.get(pk=step.pk).undone_by == filled.alice
    assert where not in page(filled).content.decode()
    assert filled.client("bob").post(where).status_code == 404


def test_an_undo_says_why_it_cannot_be(filled):
    step = corrected(filled)
    row = first(filled)
    decisions.accept(workspace=filled.workspace, seen={row.pk: row.revision}, by=filled.bob)
    where = reverse("workspace:history-undo", args=[filled.workspace.slug, step.pk])
    said = filled.client("alice").post(where, follow=True).content.decode()
    assert f"bob@example.org has decided on {row.paragraph} since." in said


def test_after_thirty_days_no_undo_is_offered(filled):
    step = corrected(filled)
    Step.objects.filter(pk=step.pk).update(at=timezone.now() - timedelta(days=31))
    assert history.listing(PeopleNames(seat_of(filled)), {}).entries[0].undo is None


def seat_of(cast, who="alice"):
    from django.test import RequestFactory

    request = RequestFactory().get("/")
    request.user = getattr(cast, who)
    return access.seat(request, cast.workspace.slug)


def test_the_history_of_a_record_is_found_by_it(cast):
    held = taxonomies.create(
        workspace=cast.workspace, words=taxonomies.Words("Ours"),
        labels=[taxonomies.Label("a", "A"), taxonomies.Label("b", "B")], by=cast.alice,
    )  # fmt: skip
    examples.add_texts(taxonomy=held, texts=["a text"], by=cast.alice)
    text = Example.objects.get()
    examples.tag_text(example=text, codes=["a"], by=cast.alice)
    examples.untag_text(example=text, by=cast.alice)
    taxonomies.edit(taxonomy=held, words=taxonomies.Words("Theirs"), by=cast.alice)
    found = history.of(PeopleNames(seat_of(cast)), text)
    assert [one.verb for one in found] == ["example_untagged", "example_tagged"]
    assert [(c.before, c.after) for one in found for c in one.changes] == [("a", ""), ("", "a")]
    edited = history.of(PeopleNames(seat_of(cast)), held)[0]
    assert [(c.field, c.before, c.after) for c in edited.changes] == [("name", "Ours", "Theirs")]


# The days and their seals.


def test_each_day_that_ended_has_a_head_made_once(cast):
    held = Chain.objects.get(workspace=cast.workspace)
    later = held.at + timedelta(days=3)
    worker._kept.clear()
    worker.keep_once(later)
    assert [one.day for one in held.heads.order_by("day")] == [
        held.at.date() + timedelta(days=n) for n in range(3)
    ]
    worker._kept.clear()
    worker.keep_once(later)
    assert held.heads.count() == 3
    assert len({one.seal for one in held.heads.all()}) == 3
    assert list(verifying.findings(held)) == []


def test_the_first_act_of_a_day_closes_the_day_before(cast, monkeypatch):
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(days=2))
    told = history.heads(cast.workspace)
    activity.record(workspace=cast.workspace, by=cast.alice, verb="accept", subject="1")
    kept = DailyHead.objects.filter(chain__workspace=cast.workspace)
    assert [(one.day, one.seal) for one in kept] == told
    assert history.heads(cast.workspace) == told
    assert told[0][1] in page(cast).content.decode()


def test_a_clock_that_is_set_back_turns_nothing_around(cast, monkeypatch):
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now - timedelta(days=2))
    activity.record(workspace=cast.workspace, by=cast.alice, verb="accept", subject="1")
    assert list(verifying.findings(Chain.objects.get(workspace=cast.workspace))) == []


def test_what_a_step_wrote_is_bound_too(filled):
    step = corrected(filled)
    step.decisions.update(note="something else")
    found = list(verifying.findings(Chain.objects.get(workspace=filled.workspace)))
    assert len(found) == 1
    assert found[0].line.startswith("what was decided in row ")


# The commands.


def test_verify_says_whole_and_names_faults(filled, capsys, tmp_path):
    assert audit_commands.audit(["heads"]) == 0
    kept = tmp_path / "heads.txt"
    kept.write_text(capsys.readouterr().out)
    assert audit_commands.audit(["verify", "--heads", str(kept)]) == 0
    assert "aurelia: whole, " in capsys.readouterr().out
    Activity.objects.filter(workspace=filled.workspace, number=2).update(subject="Other")
    assert audit_commands.audit(["verify", "--workspace", "Aurelia"]) == 1
    said = capsys.readouterr()
    assert "aurelia: what row 2 (organisation_added, " in said.err
    assert audit_commands.audit(["verify", "--workspace", "Nowhere"]) == 1
    assert "There is no workspace called Nowhere" in capsys.readouterr().err


@pytest.mark.parametrize("line", ["aurelia", "aurelia yesterday abc", "\x00 \x00"])
def test_a_file_that_holds_no_heads_is_refused_in_one_line(cast, capsys, tmp_path, line):
    kept = tmp_path / "heads.txt"
    kept.write_text(line)
    assert audit_commands.audit(["verify", "--heads", str(kept)]) == 1
    assert capsys.readouterr().err.count("\n") == 1
    assert audit_commands.audit(["verify", "--heads", str(tmp_path / "none")]) == 1
    with pytest.raises(SystemExit) as wrong:
        audit_commands.audit(["verfy"])
    assert wrong.value.code == 2


# Originals.


def damage(how):
    document = SourceDocument.objects.order_by("pk")[0]
    path = blobs.path_of(document.blob.sha256)
    kept = path.read_bytes()
    if how == "changed":
        path.chmod(0o600)
        path.write_bytes(kept[:-1] + bytes([kept[-1] ^ 1]))
    else:
        path.unlink()
    return document, lambda: path.write_bytes(kept)


@pytest.mark.parametrize("how", ["changed", "missing"])
def test_a_damaged_original_is_found_and_not_given_out(filled, capsys, how):
    assert audit_commands.blobs(["verify"]) == 0
    document, mend = damage(how)
    try:
        where = reverse("workspace:original", args=[filled.workspace.slug, document.pk])
        response = filled.client("alice").get(where)
        assert response.status_code == 500
        assert "is not given out" in response.content.decode()
        capsys.readouterr()
        assert audit_commands.blobs(["verify"]) == 1
        assert f"({document.symbol})" in capsys.readouterr().err
        BlobCheck.objects.all().delete()
        for _ in range(10):
            worker.keep_once()
        assert [one.fault for one in originals.damaged()] == [how]
    finally:
        mend()


def test_who_takes_an_original_is_told_to_their_room_alone(table, filled):
    document = SourceDocument.objects.order_by("pk")[0]
    where = reverse("workspace:original", args=[table.workspace.slug, document.pk])
    got = table.client("nhri_member").get(where)
    assert b"".join(got.streaming_content) == blobs.path_of(document.blob.sha256).read_bytes()
    told = Activity.objects.first()
    assert (told.verb, told.subject) == ("original_opened", document.symbol)
    assert told.room == table.organisations["institution"].room
    assert "original_opened" not in dict(page(table, "focal").context["listing"].verbs)
    assert "original_opened" in dict(page(table, "nhri_approver").context["listing"].verbs)


# Erasure.


def test_a_person_is_erased_and_the_chain_stays_valid(cast, capsys):
    dora = User.objects.create_user("dora@example.org", "Dora Nowak")
    from heedweb.workspace.domain import workspaces

    workspaces.add_member(workspace=cast.workspace, user=dora, by=cast.alice)
    activity.record(
        workspace=cast.workspace, by=dora, verb="note_written", subject="Asked by DORA NOWAK",
        detail={"who": ["dora@example.org"]}, why="Dora Nowakowska is another person",
    )  # fmt: skip
    sealed = history.heads(cast.workspace)
    assert audit_commands.audit(
        ["erase", "--person", "dora@example.org", "--why", "decision 7/2026",
         "--by", "alice@example.org"]
    ) == 0  # fmt: skip
    assert "2 acts" in capsys.readouterr().out
    values = list(Activity.objects.values_list("subject", "detail", "changes", "why"))
    assert "dora@example.org" not in str(values)
    assert "DORA NOWAK" not in str(values)
    assert "Dora Nowakowska is another person" in str(values)
    dora.refresh_from_db()
    assert (dora.is_active, dora.email) == (False, f"erased-{dora.pk}@erased.invalid")
    assert history.heads(cast.workspace) == sealed
    assert audit_commands.audit(["verify"]) == 0
    said = capsys.readouterr().out
    assert said.count(f"were erased by person {cast.alice.pk}, ") == 2
    assert "decision 7/2026" in said
    told = page(cast).content.decode()
    assert "somebody outside" in told
    assert "dora@example.org" not in told


def test_what_is_erased_is_bound_and_can_be_erased_again(cast):
    for n in (1, 2):
        User.objects.create_user(f"p{n}@example.org", f"Person{n}")
    activity.record(workspace=cast.workspace, by=cast.bob, verb="x", subject="Person1 met Person2")
    people = User.objects.filter(name__startswith="Person").order_by("pk")
    erasing.erase(person=people[0], why="asked for, with Person2", by=cast.alice)
    erasing.erase(person=people[0], why="asked for", by=cast.alice)
    held = Chain.objects.get(workspace=cast.workspace)
    found = list(verifying.findings(held))
    assert [one.fault for one in found] == [False, False]
    row = Activity.objects.get(verb="x")
    assert row.subject == "[erased] met [erased]"
    Activity.objects.filter(pk=row.pk).update(subject="Somebody met nobody")
    assert [one.line for one in verifying.findings(held) if one.fault] == [
        f"what row {row.number} (x, {row.at:%Y-%m-%d}) says was changed."
    ]


def test_nobody_erases_themselves_or_without_a_reason(cast, capsys):
    for person, why in (("alice", "asked"), ("bob", " ")):
        with pytest.raises(erasing.CannotErase):
            erasing.erase(person=getattr(cast, person), why=why, by=cast.alice)
    assert audit_commands.audit(
        ["erase", "--person", "nobody@example.org", "--why", "x", "--by", "alice@example.org"]
    ) == 1  # fmt: skip
    assert "There is no account" in capsys.readouterr().err
