"""The watch over the tests sees what is not recorded, and what cannot be recorded is not done."""

from __future__ import annotations

import pytest
from django.db import transaction

from heedweb.accounts.models import User
from heedweb.workspace.domain import decisions, views, workspaces
from heedweb.workspace.models import Activity, Membership, Recommendation, Step, View
from heedweb.workspace.roles import OrganisationKind
from tests.web import completeness


def unrecorded(monkeypatch, module):
    monkeypatch.setattr(module, "record", lambda **_told: None)


def test_a_change_without_its_row_fails_with_the_table(cast, monkeypatch):
    unrecorded(monkeypatch, workspaces)
    with pytest.raises(completeness.Unrecorded) as fault:
        workspaces.add_organisation(
            workspace=cast.workspace, name="Ministry", kind=OrganisationKind.GOVERNMENT,
            by=cast.alice,
        )  # fmt: skip
    assert "wrote to workspace_organisation, workspace_room and recorded" in str(fault.value)
    assert not cast.workspace.organisations.filter(name="Ministry").exists()


def test_a_list_of_ones_own_needs_no_row_one_of_a_room_does(cast, monkeypatch):
    unrecorded(monkeypatch, views)
    views.save(workspace=cast.workspace, name="mine", query="", room=None, by=cast.alice)
    assert View.objects.count() == 1
    room = cast.workspace.rooms.first()
    with pytest.raises(completeness.Unrecorded, match="workspace_view"):
        views.save(workspace=cast.workspace, name="ours", query="", room=room, by=cast.alice)


def test_what_tests_write_themselves_is_not_looked_at(cast):
    with transaction.atomic():
        Membership.objects.filter(user=cast.bob).update(role="reader", organisation=None)


def test_what_tests_wrote_is_not_laid_to_what_heed_writes_next(cast):
    with transaction.atomic():
        Membership.objects.filter(user=cast.bob).update(role="reader", organisation=None)
    assert User.objects.create_user("dora@example.org").pk


def test_every_table_is_watched_or_left_out_for_a_reason():
    names = {one.__name__ for one in completeness.apps.get_app_config("workspace").get_models()}
    assert set(completeness.LEFT_OUT) <= names
    assert all(completeness.LEFT_OUT.values())
    assert len(completeness.audited()) > 25


def test_what_cannot_be_recorded_is_not_done(filled, monkeypatch):
    def failing(**_told):
        raise RuntimeError("the history cannot be written")

    row = Recommendation.objects.filter(review__workspace=filled.workspace)[0]
    before, steps = Activity.objects.count(), Step.objects.count()
    monkeypatch.setattr(decisions, "record", failing)
    with pytest.raises(RuntimeError):
        decisions.accept(workspace=filled.workspace, seen={row.pk: row.revision}, by=filled.alice)
    now = Recommendation.objects.get(pk=row.pk)
    assert (now.state, now.revision) == (row.state, row.revision)
    assert (Activity.objects.count(), Step.objects.count()) == (before, steps)
