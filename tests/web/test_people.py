"""People and organisations of a workspace: who lets whom in, and what nobody may."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from openpyxl import Workbook

from heedweb.accounts.models import SignInLink, User
from heedweb.workspace import hands
from heedweb.workspace.domain import inviting, organisations, people, workspaces
from heedweb.workspace.domain.refusals import Refused
from heedweb.workspace.models import Activity, Membership, Organisation
from heedweb.workspace.roles import HELD_IN, MAY, Act, OrganisationKind, Role

ROOT = "/w/aurelia/people/"
ORGS = f"{ROOT}organisations/"


@pytest.fixture
def arrived(table):
    """The table, where everybody has signed in once."""
    User.objects.update(last_login=timezone.now())
    return table


@pytest.fixture
def mailing(monkeypatch):
    monkeypatch.setenv("HEED_MAIL_HOST", "mail.example.org")


def place(table, who):
    return Membership.objects.get(workspace=table.workspace, user=table.people[who])


def page_of(table, who):
    return f"{ROOT}{place(table, who).pk}/"


def post(table, by, address, **told):
    return table.client(by).post(address, told)


def code(role, body):
    return f"{role.value}@{body.pk if body else ''}"


def link_in(response):
    return re.search(r'value="http://[^/]+(/sign-in/[^"]+)"', response.content.decode()).group(1)


def test_who_comes_to_the_pages(arrived):
    found = {
        who: [arrived.client(who).get(address).status_code
              for address in (ROOT, f"{ROOT}invite/", f"{ROOT}list/", ORGS)]
        for who in ("coordinator", "authority", "nhri_approver", "cso_approver", "worker", "focal",
                    "cso_member", "reader", "auditor", "stranger", "admin", "suspended", "public")
    }  # fmt: skip
    opened = ("coordinator", "authority", "nhri_approver", "cso_approver", "worker")
    inside = ("focal", "cso_member", "reader", "auditor")
    for who, statuses in found.items():
        status = 200 if who in opened else 403 if who in inside else 302 if who == "public" else 404
        assert statuses == [status] * 4, who


@pytest.mark.parametrize("verb", ["suspend", "remove", "let-in", "invite"])
def test_members_without_the_right_change_nobody(arrived, verb):
    address = f"{page_of(arrived, 'alternate')}act/{verb}/"
    for who, status in (("focal", 403), ("reader", 403), ("stranger", 404), ("public", 302)):
        assert post(arrived, who, address, why="x").status_code == status
    before = Activity.objects.count()
    assert post(arrived, "authority", address.replace(str(place(arrived, "alternate").pk), "999"),
                why="x").status_code == 404  # fmt: skip
    assert Activity.objects.count() == before


def test_coordinator_invites_and_hands_over_a_link_that_is_shown_once(table):
    body = table.organisations["health"]
    shown = post(table, "coordinator", f"{ROOT}invite/", email="New@Example.org", name="New One",
                 place=code(Role.FOCAL_POINT, body))  # fmt: skip
    assert shown.status_code == 200
    assert "no-store" in shown["Cache-Control"]
    link, client = link_in(shown), Client()
    assert client.post(link).status_code == 302
    assert client.get("/w/aurelia/").status_code == 200
    held = Membership.objects.get(user__email="new@example.org")
    assert (held.role, held.organisation, held.user.name) == (Role.FOCAL_POINT, body, "New One")
    told = Activity.objects.filter(subject="new@example.org")
    assert [(one.verb, one.by, one.detail["role"]) for one in told] == [
        ("member_added", table.people["coordinator"], "focal_point")
    ]


def test_where_mail_is_set_up_the_link_goes_by_mail_alone(table, mailing):
    shown = post(table, "coordinator", f"{ROOT}invite/", email="new@example.org",
                 place=code(Role.READER, None))  # fmt: skip
    assert "/sign-in/" in mail.outbox[0].body
    assert mail.outbox[0].to == ["new@example.org"]
    assert not re.search(r"/sign-in/[\w-]{20,}", shown.content.decode())


def test_no_link_is_shown_that_opens_more_than_this_place(table):
    known = User.objects.create_user("known@example.org")
    User.objects.filter(pk=known.pk).update(last_login=timezone.now())
    elsewhere = User.objects.create_user("elsewhere@example.org")
    other = workspaces.create(name="Third", state="XTH", by=table.people["stranger"])
    workspaces.add_member(workspace=other, user=elsewhere, by=table.people["stranger"])
    User.objects.create_user("keeper@example.org")
    User.objects.filter(email="keeper@example.org").update(administrator=True)
    for name in ("known", "elsewhere", "keeper"):
        shown = post(table, "coordinator", f"{ROOT}invite/", email=f"{name}@example.org",
                     place=code(Role.READER, None))  # fmt: skip
        assert shown.status_code == 200
        assert Membership.objects.filter(
            workspace=table.workspace, user__email=f"{name}@example.org"
        ).exists()
        assert not SignInLink.objects.filter(user__email=f"{name}@example.org").exists()


def test_an_older_link_ends_with_a_new_invitation_suspension_and_removal(table):
    address = f"{ROOT}invite/"
    first = link_in(post(table, "coordinator", address, email="new@example.org",
                         place=code(Role.READER, None)))  # fmt: skip
    pk = Membership.objects.get(user__email="new@example.org").pk
    second = link_in(post(table, "coordinator", f"{ROOT}{pk}/act/invite/"))
    assert Client().post(first).status_code == 410
    post(table, "coordinator", f"{ROOT}{pk}/act/remove/", why="wrong address")
    assert Client().post(second).status_code == 410


@pytest.mark.parametrize("kind", OrganisationKind)
def test_only_roles_that_can_be_held_there_are_offered(arrived, kind):
    hand = hands.of(arrived.workspace, arrived.people["coordinator"])
    body = Organisation.objects.create(workspace=arrived.workspace, name="New body", kind=kind)
    held = {role for role in Role if kind in HELD_IN[role]}
    independent = kind in hands.HEADS
    assert set(hand.roles(body)) == ({hands.HEADS[kind]} if independent else held)
    page = arrived.client("coordinator").get(f"{ROOT}invite/").content.decode()
    offered = set(re.findall(rf'value="(\w+)@{body.pk}"', page))
    assert offered == {role.value for role in hand.roles(body)}


def test_nobody_is_put_into_an_independent_room_after_its_first_approver_is_asked(table):
    alice, held = table.people["alice"], table.workspace
    body = workspaces.add_organisation(
        workspace=held, name="Union of fishers", kind=OrganisationKind.WORKERS, by=alice
    )
    commission = workspaces.add_organisation(
        workspace=held, name="Commission", kind=OrganisationKind.NHRI, by=alice
    )

    def bring(email, role, body, by=alice):
        return people.bring(workspace=held, email=email, role=role, organisation=body, by=by)

    with pytest.raises(Refused, match="Invite the first NHRI approver"):
        bring("a@example.org", Role.NHRI_MEMBER, commission)
    first = bring("first@example.org", Role.NHRI_APPROVER, commission)
    for role in (Role.NHRI_APPROVER, Role.NHRI_MEMBER, Role.READER):
        with pytest.raises(Refused, match="lets in all others"):
            bring("spy@example.org", role, commission)
    # As long as nobody has come a wrong address can be taken back.
    people.remove(membership=first, by=alice, why="wrong address")
    first = bring("right@example.org", Role.NHRI_APPROVER, commission)
    User.objects.filter(pk=first.user_id).update(last_login=timezone.now())
    for act in (
        lambda: bring("spy@example.org", Role.NHRI_APPROVER, commission),
        lambda: bring("spy@example.org", Role.READER, commission),
        lambda: people.remove(membership=first, by=alice, why="x"),
        lambda: people.suspend(membership=first, by=alice, why="x"),
        lambda: people.change(membership=first, role=Role.READER, organisation=None, by=alice,
                              why="x"),
        lambda: people.change(membership=place(table, "focal"), role=Role.NHRI_MEMBER,
                              organisation=commission, by=alice, why="x"),
    ):  # fmt: skip
        with pytest.raises(Refused):
            act()
    second = bring("member@example.org", Role.NHRI_MEMBER, commission, by=first.user)
    assert second.organisation == commission
    with pytest.raises(Refused):
        bring("spy@example.org", Role.PARTNER, commission, by=first.user)
    assert bring("p@example.org", Role.PARTNER, body).organisation == body


def test_coordinator_sees_people_of_independent_organisations_by_role_only(arrived):
    client = arrived.client("coordinator")
    body = arrived.organisations["league"]
    page = client.get(f"{ORGS}{body.pk}/").content.decode()
    assert "CSO member: 1" in page
    pages = [page, *(client.get(f"{ROOT}{more}").content.decode() for more in (
        "", "?q=cso_member", "?show=pending", "organisations/", "invite/"))]  # fmt: skip
    assert [one for one in pages if "cso_member@" in one or "nhri_member@" in one] == []
    assert client.get(page_of(arrived, "cso_member")).status_code == 404
    own = arrived.client("cso_approver").get(ROOT).content.decode()
    assert "cso_member@example.org" in own
    assert "focal@example.org" not in own
    assert "cso_elsewhere@example.org" not in own


def test_acts_on_people_of_an_independent_organisation_are_told_in_its_room_alone(arrived):
    body = arrived.organisations["league"]
    post(arrived, "cso_approver", f"{ROOT}invite/", email="quiet@example.org",
         place=code(Role.CSO_MEMBER, body))  # fmt: skip
    post(arrived, "cso_approver", f"{page_of(arrived, 'cso_member')}act/suspend/", why="left")
    rows = Activity.objects.filter(by=arrived.people["cso_approver"])
    assert [(row.verb, row.room) for row in rows] == [
        ("member_suspended", body.room), ("member_added", body.room)
    ]  # fmt: skip
    assert "quiet@" not in arrived.client("coordinator").get("/w/aurelia/").content.decode()


def test_who_speaks_for_an_organisation_changes_its_people_alone(arrived):
    health, justice = arrived.organisations["health"], arrived.organisations["justice"]
    client = arrived.client("authority")
    assert client.get(page_of(arrived, "focal")).status_code == 200
    assert client.get(page_of(arrived, "focal_elsewhere")).status_code == 404
    assert client.get(f"{ORGS}{justice.pk}/").status_code == 404
    assert client.post(ORGS, {"names": "x", "kind": "un"}).status_code == 403
    assert client.post(f"{ORGS}{health.pk}/act/close/", {"why": "x"}).status_code == 403
    for wrong in (code(Role.FOCAL_POINT, justice), code(Role.COORDINATOR, health),
                  code(Role.AUDITOR, health), code(Role.READER, None)):  # fmt: skip
        assert client.post(f"{ROOT}invite/", {"email": "x@example.org", "place": wrong},
                           ).status_code == 422  # fmt: skip
    assert not User.objects.filter(email="x@example.org").exists()
    told = {"place": code(Role.ALTERNATE, health)}
    assert client.post(page_of(arrived, "focal"), told).status_code == 302
    assert place(arrived, "focal").role == Role.ALTERNATE


def test_suspended_and_removed_people_find_nothing_at_the_next_request(arrived):
    focal, other = arrived.client("focal"), arrived.client("alternate")
    assert (focal.get("/w/aurelia/").status_code, other.get("/w/aurelia/").status_code) == (
        200,
        200,
    )
    post(arrived, "coordinator", f"{page_of(arrived, 'focal')}act/suspend/", why="left")
    removed = page_of(arrived, "alternate")
    post(arrived, "coordinator", f"{removed}act/remove/", why="left")
    for client in (focal, other):
        for address in ("/w/aurelia/", "/w/aurelia/recommendations/", ROOT):
            assert client.get(address).status_code == 404
        assert client.post("/w/aurelia/views/", {"name": "x", "query": ""}).status_code == 404
        assert "aurelia" not in client.get("/").content.decode()
    post(arrived, "coordinator", f"{page_of(arrived, 'focal')}act/let-in/")
    assert focal.get("/w/aurelia/").status_code == 200
    assert arrived.client("coordinator").get(removed).status_code == 404
    verbs = Activity.objects.filter(by=arrived.people["coordinator"]).values_list("verb", "why")
    assert list(verbs) == [
        ("member_let_in", ""), ("member_removed", "left"), ("member_suspended", "left")
    ]  # fmt: skip


def test_taking_rights_away_asks_for_a_reason(arrived):
    health, address = arrived.organisations["health"], page_of(arrived, "authority")
    down = {"place": code(Role.FOCAL_POINT, health)}
    assert post(arrived, "coordinator", address, **down).status_code == 422
    assert post(arrived, "coordinator", f"{address}act/suspend/").status_code == 422
    assert post(arrived, "coordinator", f"{address}act/remove/", why=" ").status_code == 422
    close = f"{ORGS}{health.pk}/act/close/"
    assert post(arrived, "coordinator", close).status_code == 422
    assert place(arrived, "authority").role == Role.AUTHORITY
    assert post(arrived, "coordinator", address, **down, why="new post").status_code == 302
    assert Activity.objects.filter(verb="role_changed").get().why == "new post"
    up = {"place": code(Role.AUTHORITY, health)}
    assert post(arrived, "coordinator", address, **up).status_code == 302


def test_nobody_changes_the_own_place(arrived):
    coordination = arrived.organisations[""]
    address = page_of(arrived, "coordinator")
    told = {"place": code(Role.READER, coordination), "why": "x"}
    assert post(arrived, "coordinator", address, **told).status_code == 422
    for verb in ("suspend", "remove"):
        post(arrived, "coordinator", f"{address}act/{verb}/", why="x")
    held = place(arrived, "coordinator")
    assert (held.role, held.suspended) == (Role.COORDINATOR, None)
    page = arrived.client("coordinator").get(address).content.decode()
    assert "Nobody changes the own place" in page
    assert "Suspend" not in page


def test_a_workspace_keeps_its_last_coordinator(arrived):
    alice = arrived.people["alice"]
    for name in ("bob", "coordinator"):
        held = Membership.objects.get(
            workspace=arrived.workspace, user__email=f"{name}@example.org"
        )
        people.suspend(membership=held, by=alice, why="x")
    with pytest.raises(Refused, match="no right"):
        people.suspend(
            membership=place(arrived, "alice"), by=arrived.people["coordinator"], why="x"
        )
    with pytest.raises(Refused, match="last coordinator"):
        people.must_stay(place(arrived, "alice"), None, None)
    with pytest.raises(Refused, match="cannot be closed"):
        organisations.close(organisation=arrived.organisations[""], by=alice, why="x")


def test_an_independent_organisation_keeps_who_speaks_for_it(arrived):
    body = arrived.organisations["workers"]
    worker, second = place(arrived, "worker"), place(arrived, "second_worker")
    people.suspend(membership=second, by=worker.user, why="left")
    with pytest.raises(Refused, match="no right"):
        people.suspend(membership=worker, by=second.user, why="x")
    with pytest.raises(Refused, match=f"last social-partner member of {body}"):
        people.must_stay(worker, Role.READER, body)


def test_closing_lets_nobody_of_it_in_and_opening_does_again(arrived):
    body = arrived.organisations["league"]
    client, address = arrived.client("cso_member"), f"{ORGS}{body.pk}/act/"
    assert post(arrived, "coordinator", f"{address}close/", why="dissolved").status_code == 302
    assert client.get("/w/aurelia/").status_code == 404
    with pytest.raises(Refused):
        people.bring(workspace=arrived.workspace, email="x@example.org", role=Role.CSO_APPROVER,
                     organisation=body, by=arrived.people["alice"])  # fmt: skip
    assert post(arrived, "coordinator", f"{address}reopen/").status_code == 302
    assert client.get("/w/aurelia/").status_code == 200


def test_organisations_are_added_renamed_and_keep_their_kind_once_used(arrived):
    names = "Ministry of Water\nMinistry of Roads\n\nMinistry of Water\n"
    assert post(arrived, "coordinator", ORGS, names=names, kind="government").status_code == 302
    water = Organisation.objects.get(name="Ministry of Water")
    assert water.room.workspace == arrived.workspace
    again = post(arrived, "coordinator", ORGS, names="ministry of roads", kind="government")
    assert again.status_code == 422
    assert post(arrived, "coordinator", ORGS, names="x", kind="coordination").status_code == 422
    address = f"{ORGS}{water.pk}/"
    told = {"name": "Ministry of Wells", "kind": "un"}
    assert post(arrived, "coordinator", address, **told).status_code == 302
    water.refresh_from_db()
    assert (water.name, water.kind) == ("Ministry of Wells", "un")
    league = arrived.organisations["league"]
    post(arrived, "coordinator", f"{ORGS}{league.pk}/", name="League", kind="government")
    league.refresh_from_db()
    assert (league.name, league.kind) == ("League", "cso")
    with pytest.raises(Refused, match="cannot change"):
        organisations.edit(organisation=league, name="League", kind=OrganisationKind.GOVERNMENT,
                           by=arrived.people["alice"])  # fmt: skip


PASTED = """Organisation\tE-mail\tRole\tName
Health\tone@example.org\tfocal point\tOne
health\ttwo@example.org\talternate\tTwo
\tthree@example.org\tAuditor\tThree
health\tfocal@example.org\tfocal point\t
"""


def test_a_pasted_list_is_shown_first_and_then_taken_in_whole(arrived):
    shown = post(arrived, "coordinator", f"{ROOT}list/", text=PASTED)
    assert shown.status_code == 200
    assert "Invite 3 people" in shown.content.decode()
    assert not User.objects.filter(email="one@example.org").exists()
    done = post(arrived, "coordinator", f"{ROOT}list/", text=PASTED, act="take")
    assert done.content.decode().count('readonly value="http') == 3
    places = Membership.objects.filter(user__email__in=("one@example.org", "three@example.org"))
    assert sorted(places.values_list("role", "organisation__name")) == [
        ("auditor", None), ("focal_point", "health")
    ]  # fmt: skip


def test_each_bad_row_has_its_line_and_nothing_is_written(arrived):
    rows = (
        "ok@example.org;reader;;",
        "One;no address;focal point;health",
        "Two;two@example.org;minister;health",
        "Three;three@example.org;focal point;Ministry of Magic",
        "Four;four@example.org;coordinator;health",
        "Five;five@example.org;CSO member;league",
        "Six;six@example.org;focal point;health",
        "Six;six@example.org;focal point;health",
        "Seven;focal@example.org;alternate;health",
    )
    before = (User.objects.count(), Activity.objects.count())
    for act in ("preview", "take"):
        shown = post(arrived, "coordinator", f"{ROOT}list/", text="\n".join(rows), act=act)
        assert shown.status_code == 422
    shown = post(arrived, "coordinator", f"{ROOT}list/", text="\n".join(rows))
    lines = re.findall(r"<li>(Row \d+): ", shown.content.decode())
    assert lines == [f"Row {n}" for n in (1, 2, 3, 4, 5, 6, 8, 9)]
    assert (User.objects.count(), Activity.objects.count()) == before


def test_a_list_cannot_ask_two_first_approvers(table):
    body = workspaces.add_organisation(
        workspace=table.workspace,
        name="Commission",
        kind=OrganisationKind.NHRI,
        by=table.people["alice"],
    )
    rows = "\n".join(f"x;{name}@example.org;NHRI approver;{body}" for name in ("a", "b"))
    shown = post(table, "coordinator", f"{ROOT}list/", text=rows)
    assert "Row 2: The first NHRI approver of Commission is invited" in shown.content.decode()


def test_a_spreadsheet_is_read_by_its_headings(arrived):
    book, held = Workbook(), BytesIO()
    for row in (("Role", "Organisation", "E-mail", "Name"),
                ("focal point", "justice", "sheet@example.org", "Sheet")):  # fmt: skip
        book.active.append(row)
    book.save(held)
    held.seek(0)
    held.name = "people.xlsx"
    shown = arrived.client("coordinator").post(f"{ROOT}list/", {"file": held})
    assert shown.status_code == 200
    assert "sheet@example.org" in shown.content.decode()
    bad = BytesIO(b"Name;Place\na;b\n")
    bad.name = "people.csv"
    shown = arrived.client("coordinator").post(f"{ROOT}list/", {"file": bad})
    assert "has no column with the heading E-mail" in shown.content.decode()


def test_posted_fields_that_no_form_has_change_nothing(arrived):
    other = Organisation.objects.get(workspace__name="Elsewhere")
    more = {
        "administrator": "on",
        "is_active": "",
        "workspace": other.workspace_id,
        "user": "1",
        "role": "coordinator",
        "organisation": other.pk,
        "suspended": "",
        "since": "",
    }
    before = User.objects.filter(pk=arrived.people["focal"].pk).values().get()
    told = {"place": code(Role.FOCAL_POINT, arrived.organisations["health"]), **more}
    assert post(arrived, "coordinator", page_of(arrived, "focal"), **told).status_code == 302
    held = place(arrived, "focal")
    assert (held.role, held.workspace) == (Role.FOCAL_POINT, arrived.workspace)
    assert User.objects.filter(pk=arrived.people["focal"].pk).values().get() == before
    told = {"email": "new@example.org", "place": code(Role.READER, None), **more}
    post(arrived, "coordinator", f"{ROOT}invite/", **told)
    made = Membership.objects.get(user__email="new@example.org")
    assert (made.role, made.workspace, made.user.administrator) == (
        Role.READER, arrived.workspace, False
    )  # fmt: skip
    foreign = {"email": "x@example.org", "place": f"reader@{other.pk}"}
    assert post(arrived, "coordinator", f"{ROOT}invite/", **foreign).status_code == 422
    assert post(arrived, "coordinator", f"{ORGS}{other.pk}/", name="x").status_code == 404


def test_lists_ask_the_database_as_often_for_many_as_for_one(
    arrived, django_assert_max_num_queries
):
    client = arrived.client("coordinator")

    def asked(address):
        with django_assert_max_num_queries(60) as held:
            assert client.get(address).status_code == 200
        return len(held)

    health = arrived.organisations["health"]
    addresses = (ROOT, ORGS, f"{ORGS}{health.pk}/", f"{ROOT}invite/")
    before = {address: asked(address) for address in addresses}
    for n in range(3):
        organisations.add(workspace=arrived.workspace, names=[f"Body {n}"],
                          kind=OrganisationKind.GOVERNMENT, by=arrived.people["alice"])  # fmt: skip
        people.bring(workspace=arrived.workspace, email=f"n{n}@example.org", role=Role.FOCAL_POINT,
                     organisation=health, by=arrived.people["alice"])  # fmt: skip
    assert {address: asked(address) for address in addresses} == before


def test_mail_that_fails_is_told_and_the_person_is_in(table, mailing, settings):
    settings.EMAIL_BACKEND = "heedweb.administration.mail.Backend"
    shown = post(table, "coordinator", f"{ROOT}invite/", email="new@example.org",
                 place=code(Role.READER, None))  # fmt: skip
    assert "the mail could not be sent" in shown.content.decode()
    held = Membership.objects.get(user__email="new@example.org")
    assert inviting.resend(membership=held, by=table.people["coordinator"]).fault != ""


def rows_of(heading):
    """The rows of a table of the manual, by their first cell."""
    guide = Path("docs/roles.md").read_text(encoding="utf-8")
    table = guide[guide.index(heading) :].split("\n\n")[0].splitlines()
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in table]
    return cells[0][1:], {first: rest for first, *rest in cells[2:]}


def test_the_manual_says_of_every_role_what_it_may():
    acts, rows = rows_of("| role | read |")
    assert acts == [act.value for act in Act]
    assert rows == {
        str(role.label): ["yes" if role in MAY[act] else "–" for act in Act] for role in Role
    }


def test_the_manual_says_of_every_role_where_it_is_held():
    _, rows = rows_of("| role | can be held in |")
    assert rows == {
        str(role.label): [
            "any, or none"
            if kinds == frozenset(OrganisationKind)
            else "; ".join(str(kind.label) for kind in OrganisationKind if kind in kinds)
        ]
        for role, kinds in HELD_IN.items()
    }
