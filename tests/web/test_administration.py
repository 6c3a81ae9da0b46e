"""The installation: who comes to its pages, what they change, and what they never show."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from heedweb import admin_commands, commands, doctor
from heedweb.accounts.links import make_link
from heedweb.accounts.models import User
from heedweb.administration import acts, options, words
from heedweb.workspace.domain import workspaces
from heedweb.workspace.domain.refusals import Refused
from heedweb.workspace.models import Activity, Membership, View, Workspace
from heedweb.workspace.roles import OrganisationKind, Role
from tests import smtp

ROOT = "/administration/"
PAGES = ("", "workspaces/", "accounts/", "mail/", "limits/", "storage/")


@pytest.fixture(autouse=True)
def _defaults(monkeypatch):
    """Begin and end with no option kept."""
    for one in options.OPTIONS:
        monkeypatch.delenv(one.variable, raising=False)
    yield
    (options.folder() / options.FILE).unlink(missing_ok=True)


def account(table, who):
    return f"{ROOT}accounts/{table.people[who].pk}/"


def reload(user):
    return User.objects.get(pk=user.pk)


@pytest.mark.parametrize("page", PAGES)
def test_only_administrators_come_to_the_pages(table, page):
    found = {
        who: table.client(who).get(f"{ROOT}{page}").status_code
        for who in ("admin", "coordinator", "reader", "stranger", "suspended", "public")
    }
    assert found == {
        "admin": 200, "coordinator": 404, "reader": 404, "stranger": 404, "suspended": 404,
        "public": 302,
    }  # fmt: skip


def test_only_administrators_change_anything(table):
    before = (list(User.objects.order_by("pk").values()), Workspace.objects.count())
    for who, status in (("coordinator", 404), ("stranger", 404), ("public", 302)):
        client = table.client(who)
        for verb in ("suspend", "let-in", "end-sessions", "make", "unmake"):
            address = f"{account(table, 'focal')}act/{verb}/"
            assert client.post(address).status_code == status
        told = {"name": "Mine", "coordinator": "x@example.org"}
        assert client.post(f"{ROOT}workspaces/", told).status_code == status
        assert client.post(f"{ROOT}limits/", {"pages": "1"}).status_code == status
        assert client.post(f"{ROOT}mail/test/").status_code == status
    now = list(User.objects.order_by("pk").values())
    for one in (*before[0], *now):
        one.pop("last_login")
    assert (now, Workspace.objects.count()) == before
    assert not options.is_set("pages")


def test_an_administrator_opens_no_workspace_and_reads_no_room(table):
    secret = "Wells of the league dry up"
    saved = {"name": secret, "query": "q=well", "shared": "on"}
    assert table.client("cso_member").post("/w/aurelia/views/", saved).status_code == 302
    assert View.objects.get(name=secret).room == table.organisations["league"].room
    client = table.client("admin")
    for address in ("/w/aurelia/", "/w/aurelia/people/", "/w/aurelia/recommendations/"):
        assert client.get(address).status_code == 404
    shown = "".join(client.get(f"{ROOT}{page}").content.decode() for page in PAGES)
    assert secret not in shown
    assert "league" not in shown


def test_an_account_is_suspended_everywhere_at_the_next_request(table):
    focal, admin = table.client("focal"), table.client("admin")
    assert focal.get("/w/aurelia/").status_code == 200
    link = make_link(table.people["focal"])
    admin.post(f"{account(table, 'focal')}act/suspend/")
    assert focal.get("/w/aurelia/").status_code == 302
    assert Client().post(link[link.index("/sign-in/") :]).status_code == 410
    admin.post(f"{account(table, 'focal')}act/let-in/")
    assert reload(table.people["focal"]).is_active
    # The session is gone: signing in again is needed.
    assert focal.get("/w/aurelia/").status_code == 302


def test_pages_of_accounts_keep_the_words_that_were_looked_for(table):
    for number in range(51):
        User.objects.create_user(email=f"desk-{number}@ministry.example")
    page = table.client("admin").get(f"{ROOT}accounts/?q=desk-").content.decode()
    assert "show=all&amp;q=desk-&amp;page=2" in page
    page = table.client("admin").get(f"{ROOT}accounts/?q=desk-&page=2").content.decode()
    assert page.count("@ministry.example</bdi></a>") == 1


def test_sessions_of_one_person_are_ended_and_of_nobody_else(table):
    mine, again, other = table.client("focal"), table.client("focal"), table.client("reader")
    table.client("admin").post(f"{account(table, 'focal')}act/end-sessions/")
    assert [one.get("/w/aurelia/").status_code for one in (mine, again, other)] == [302, 302, 200]


def test_administrators_are_made_and_unmade_but_never_the_last(table):
    admin, reader = table.client("admin"), table.people["reader"]
    admin.post(f"{account(table, 'admin')}act/unmake/")
    assert reload(table.people["admin"]).administrator
    admin.post(f"{account(table, 'admin')}act/suspend/")
    assert reload(table.people["admin"]).is_active
    admin.post(f"{account(table, 'reader')}act/make/")
    assert reload(reader).administrator
    table.client("reader").post(f"{account(table, 'admin')}act/unmake/")
    assert not reload(table.people["admin"]).administrator
    assert admin.get(ROOT).status_code == 404
    for act in (acts.unmake_administrator, acts.suspend):
        with pytest.raises(Refused, match="last administrator"):
            act(user=reader, by=table.people["admin"])
    keeper = table.people["admin"]
    told = Activity.objects.filter(workspace=None).values_list("by", "verb", "subject")
    assert (keeper.pk, "administrator_made", str(reader.pk)) in told
    assert (reader.pk, "administrator_unmade", str(keeper.pk)) in told
    assert [one for one in told if "@" in str(one)] == []


def test_a_lost_second_step_is_taken_away(table):
    focal = table.people["focal"]
    Authenticator.objects.create(user=focal, type=Authenticator.Type.TOTP, data={"secret": "x"})
    client = table.client("focal")
    table.client("reader").post(f"{account(table, 'focal')}act/forget-step/")
    assert Authenticator.objects.filter(user=focal).count() == 1
    table.client("admin").post(f"{account(table, 'focal')}act/forget-step/")
    assert Authenticator.objects.filter(user=focal).count() == 0
    assert client.get("/w/aurelia/").status_code == 302
    assert Activity.objects.filter(workspace=None, verb="second_step_forgotten").count() == 1


def test_the_last_coordinator_of_a_workspace_is_not_suspended(table):
    with pytest.raises(Refused, match="last coordinator of Elsewhere"):
        acts.suspend(user=table.people["stranger"], by=table.people["admin"])
    acts.suspend(user=table.people["alice"], by=table.people["admin"])


def test_a_workspace_is_created_for_a_coordinator_and_not_for_who_creates_it(table):
    told = {"name": "Second", "state": "ISL", "coordinator": "New@Example.org",
            "administrator": "on", "slug": "x", "public": "on"}  # fmt: skip
    shown = table.client("admin").post(f"{ROOT}workspaces/", told)
    link = re.search(r'value="http://[^/]+(/sign-in/[^"]+)"', shown.content.decode()).group(1)
    made = Workspace.objects.get(name="Second")
    assert (made.state, made.slug, made.public) == ("ISL", "second", False)
    (place,) = Membership.objects.filter(workspace=made)
    assert (place.user.email, place.role) == ("new@example.org", Role.COORDINATOR)
    assert not place.user.administrator
    client = Client()
    client.post(link)
    assert client.get("/w/second/").status_code == 200
    assert table.client("admin").get("/w/second/").status_code == 404
    assert set(Activity.objects.filter(workspace=made).values_list("by", flat=True)) == {
        table.people["admin"].pk
    }
    for wrong in ({**told, "name": "second"}, {**told, "name": "Third", "state": "XX"},
                  {**told, "name": "Third", "coordinator": "x"}):  # fmt: skip
        assert table.client("admin").post(f"{ROOT}workspaces/", wrong).status_code == 422
    assert not Workspace.objects.filter(name="Third").exists()


def test_a_password_is_kept_and_never_shown_again(table):
    client = table.client("admin")
    told = {"mail_host": "mail.example.org", "mail_port": "587", "mail_tls": "starttls",
            "mail_user": "heed", "mail_password": "wholly secret ", "mail_from": ""}  # fmt: skip
    assert client.post(f"{ROOT}mail/", told).status_code == 302
    assert options.value("mail_password") == "wholly secret "
    shown = client.get(f"{ROOT}mail/").content.decode()
    assert "wholly secret" not in shown
    assert "A password is kept." in shown
    refused = client.post(f"{ROOT}mail/", {**told, "mail_port": "0"})
    assert refused.status_code == 422
    assert "wholly secret" not in refused.content.decode()
    assert client.post(f"{ROOT}mail/", {**told, "mail_password": ""}).status_code == 302
    assert options.value("mail_password") == "wholly secret "


def test_limits_hold_at_once_and_what_is_wrong_is_said_beside_its_field(table):
    client = table.client("admin")
    now = {one.name: one.default for one in options.OPTIONS if one.group == "limits"}
    assert client.post(f"{ROOT}limits/", {**now, "pages": "7"}).status_code == 302
    assert options.number("pages") == 7
    shown = client.post(f"{ROOT}limits/", {**now, "upload_mb": "51"})
    assert shown.status_code == 422
    assert "give a whole number from 1 to 50." in shown.content.decode()
    shown = client.post(f"{ROOT}limits/", {**now, "fetch_url": "https://example.org/x"})
    assert "its host is not on the list" in shown.content.decode()
    assert client.post(f"{ROOT}limits/", {**now, "pages": ""}).status_code == 302
    assert not options.is_set("pages")


def test_what_the_environment_fixes_is_shown_and_stays(table, monkeypatch):
    monkeypatch.setenv("HEED_PAGES", "200")
    client = table.client("admin")
    shown = client.get(f"{ROOT}limits/").content.decode()
    assert "Fixed by HEED_PAGES of the environment." in shown
    assert re.search(r'name="pages" value="200"[^>]*disabled', shown)
    now = {one.name: one.default for one in options.OPTIONS if one.group == "limits"}
    assert client.post(f"{ROOT}limits/", {**now, "pages": "9"}).status_code == 302
    assert options.number("pages") == 200


@pytest.fixture
def post_office():
    with smtp.open_office() as office:
        yield office


def test_a_test_mail_goes_out_or_says_in_one_line_why_not(table, settings, post_office):
    settings.EMAIL_BACKEND = "heedweb.administration.mail.Backend"
    client, port = table.client("admin"), post_office.server_address[1]

    def told():
        return client.post(f"{ROOT}mail/test/", follow=True).content.decode()

    assert "Name a mail server first." in told()
    options.change({"mail_host": "127.0.0.1", "mail_port": str(port),
                    "mail_from": "Heed <heed@example.org>"})  # fmt: skip
    assert "The server took a mail for admin@example.org." in told()
    (sent,) = post_office.mails
    assert "From: Heed <heed@example.org>" in sent
    post_office.refuses = True
    assert "refuses the address that the mail goes to" in told()
    options.change({"mail_tls": "starttls"})
    assert "does not offer what is asked of it; check TLS" in told()
    options.change({"mail_tls": None, "mail_port": "1"})
    assert "Nothing answers at 127.0.0.1:1; check host and port." in told()


def test_doctor_and_page_say_the_same(table):
    shown = table.client("admin").get(ROOT).content.decode()
    assert {name: str(said) for name, said in words.HEALTH.items()} == doctor.WORDS
    assert set(words.OPTIONS) == {one.name for one in options.OPTIONS}
    assert "Landlock" in shown or "no Landlock" in shown


def test_doctor_tells_of_workers_backups_and_broken_options(tmp_path, monkeypatch):
    monkeypatch.setenv("HEED_DATA", str(tmp_path))
    names = lambda: {fact.name: fact.well for fact in doctor.facts(tmp_path)}  # noqa: E731
    assert names() == {"none": True}
    (tmp_path / doctor.DATABASE).write_bytes(b"")
    assert {"no_worker", "no_backup", "no_mail", "database"} <= set(names())
    (tmp_path / doctor.ALIVE).touch()
    doctor.note_backup(tmp_path, tmp_path / "b.tar", 5)
    assert {"worker", "backup"} <= set(names())
    (tmp_path / options.FILE).write_text("{")
    assert names()["options_wrong"] is False
    (tmp_path / doctor.DATABASE).write_bytes(b"no database" * 1000)
    assert names()["unreadable"] is False


def test_lists_ask_the_database_as_often_for_many_as_for_one(table, django_assert_max_num_queries):
    client = table.client("admin")

    def asked(page):
        with django_assert_max_num_queries(40) as held:
            assert client.get(f"{ROOT}{page}").status_code == 200
        return len(held)

    before = {page: asked(page) for page in PAGES}
    for n in range(3):
        workspaces.create(name=f"More {n}", state="", by=table.people["alice"])
        User.objects.create_user(f"more{n}@example.org")
    assert {page: asked(page) for page in PAGES} == before


# Commands.


@pytest.mark.django_db(transaction=True)
def test_commands_do_what_the_pages_do(capsys):
    def heed(command, *arguments):
        status = command(list(arguments))
        held = capsys.readouterr()
        assert "Traceback" not in held.err
        return status, held.out.strip(), held.err.strip().splitlines()[-1:]

    member, organisation = admin_commands.member, admin_commands.organisation
    made = heed(commands.workspace, "create", "Aurelia", "--state", "XAU", "--by", "me@example.org")
    assert made[0] == 0
    assert heed(commands.workspace, "create", "Aurelia", "--by", "me@example.org")[0] == 1
    assert heed(admin_commands.administrator, "list")[1] == "me@example.org"
    assert heed(organisation, "add", "Health", "--kind", "government")[:2] == (0, "Health: added")
    assert heed(organisation, "add", "health", "--kind", "government")[0] == 1
    place = ("--role", "focal_point", "--organisation", "Health")
    assert "/sign-in/" in heed(member, "add", "one@example.org", *place)[1]
    assert heed(member, "add", "x", *place)[2] == ["x is no e-mail address."]
    assert heed(member, "role", "one@example.org", "--role", "reader")[2] == [
        "Say why: this takes rights away."
    ]
    done = heed(member, "role", "one@example.org", "--role", "reader", "--why", "left")
    assert done[1] == "one@example.org: reader from now on"
    assert heed(member, "suspend", "one@example.org", "--why", "left")[0] == 0
    assert "one@example.org: reader, Health, suspended" in heed(member, "list")[1]
    assert heed(member, "let-in", "one@example.org")[0] == 0
    assert heed(member, "remove", "one@example.org", "--why", "left")[0] == 0
    assert heed(member, "remove", "one@example.org", "--why", "left")[0] == 1
    assert heed(member, "suspend", "me@example.org", "--why", "x")[0] == 1
    assert heed(organisation, "close", "Health", "--why", "dissolved")[0] == 0
    assert (
        "Health: ministry or other government body, 0 people, closed"
        in heed(organisation, "list")[1]
    )
    assert heed(organisation, "close", "Magic", "--why", "x")[0] == 1
    assert heed(admin_commands.administrator, "remove", "me@example.org")[0] == 1
    assert heed(admin_commands.administrator, "add", "two@example.org")[0] == 0
    assert heed(admin_commands.administrator, "remove", "me@example.org")[0] == 0
    assert heed(admin_commands.options, "set", "pages", "9")[:2] == (0, "pages: changed")
    assert heed(admin_commands.options, "set", "pages", "x")[0] == 1
    assert heed(admin_commands.options, "unset", "nothing")[0] == 1
    assert "pages\t9\tset\t" in heed(admin_commands.options, "list")[1]


@pytest.mark.parametrize(
    "arguments", [["add"], ["role", "x@example.org"], ["close"], ["add", "x", "--role", "king"]]
)
def test_wrong_use_of_a_command_ends_with_2(arguments):
    with pytest.raises(SystemExit) as held:
        admin_commands.member(arguments)
    assert held.value.code == 2


def test_a_secret_is_not_listed(capsys):
    options.change({"mail_password": "wholly secret"})
    assert admin_commands.options(["list"]) == 0
    assert "wholly secret" not in capsys.readouterr().out


def test_kinds_of_the_command_are_those_of_the_roles():
    kinds = set(OrganisationKind.values) - {OrganisationKind.COORDINATION}
    assert set(admin_commands.KINDS) == kinds
