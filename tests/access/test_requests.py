"""Forged forms, looking, and fields that a form does not have: at every address of the URL map."""

from __future__ import annotations

import hashlib
import re

import pytest
from django.apps import apps
from django.db import connection, models
from django.test import Client

from tests.access.addresses import addresses, path, sent
from tests.access.world import World, undone

pytestmark = pytest.mark.django_db
UNSAFE = ("post", "put", "patch", "delete")
# What signing in itself keeps: sessions, when somebody was last there, tries that are counted.
KEPT = {"django_session", "usersessions_usersession", "accounts_counted"}
# Looking at these writes, each for a reason; and so does nothing else. (Nobody here has recovery
# codes: the first look at one's own is noted by allauth in `mfa_authenticator`.)
WRITES = {
    # Others are told that somebody decides this one just now.
    "workspace:decide-one": {"workspace_looking"},
    # Who takes an original along is written into the history.
    "workspace:original": {"workspace_activity", "workspace_chain"},
}


def tables() -> dict[str, str]:
    """The SHA-256 of each table's rows. Of the full-text index the tables that hold it."""
    found = {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'")
        for name, made in cursor.fetchall():
            if name.startswith("sqlite_") or "VIRTUAL" in made:
                continue
            cursor.execute(f'SELECT * FROM "{name}"')  # noqa: S608
            rows = sorted(map(repr, cursor.fetchall()))
            found[name] = hashlib.sha256("\n".join(rows).encode()).hexdigest()
    return found


def changed(before: dict[str, str], after: dict[str, str]) -> set[str]:
    return {name for name in after if before.get(name) != after[name]} - KEPT


def test_every_unsafe_request_needs_the_token(world: World):
    """Of a person who is signed in and may: without the token nothing is even looked at."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.people["coordinator"])
    let_in = []
    before = tables()
    for address in addresses():
        for method in UNSAFE:
            for extra in ({}, {"HX-Request": "true"}):
                data = sent(address, world) if method == "post" else {}
                answer = getattr(client, method)(path(address, world), data, headers=extra)
                answer.close()
                if answer.status_code != 403 or b"Send it again" not in answer.content:
                    let_in.append((address.name, method, extra, answer.status_code))
    assert let_in == []
    assert changed(before, tables()) == set()


def test_a_wrong_token_is_none(world: World):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.people["coordinator"])
    client.get("/sign-in/")
    for token in ("x", "a" * 32, "a" * 64):
        answer = client.post("/sign-in/out/", {"csrfmiddlewaretoken": token})
        assert answer.status_code == 403
    assert client.get("/w/aurelia/").status_code == 200


def test_looking_changes_nothing(world: World):
    """Each address is looked at, as a coordinator, and every table has the rows it had."""
    client = world.client("coordinator")
    wrote: dict[str, set[str]] = {}
    looked, before = 0, tables()
    for address in addresses():
        with undone():
            answer = client.get(path(address, world))
            if answer.streaming:
                b"".join(answer.streaming_content)
            answer.close()
            looked += answer.status_code == 200
            if found := changed(before, tables()):
                wrote[address.name] = found
    assert changed(before, tables()) == set()
    assert {name: found for name, found in wrote.items() if found != WRITES.get(name)} == {}
    assert looked > 50


def junk() -> dict[str, str]:
    """A value for each field of each model, and for names that a form might have beside them."""
    found = {}
    for model in apps.get_models():
        for field in model._meta.get_fields():
            found[field.name] = "1" if isinstance(field, models.BooleanField) else "7"
            if getattr(field, "attname", None):
                found[field.attname] = "7"
    return found | {"administrator": "1", "is_active": "0", "is_staff": "1", "is_superuser": "1"}


# Who is what: no form of a page that is not for that may touch it.
GUARDED = {
    "accounts_user", "accounts_signinlink", "workspace_membership", "workspace_organisation",
    "workspace_room", "workspace_supportaccess", "mfa_authenticator", "account_emailaddress",
}  # fmt: skip
PEOPLE = {"accounts_user", "accounts_signinlink", "workspace_membership"}
BODIES = {"workspace_organisation", "workspace_room"}
# What a form of its own is there to change, by its address; `last_login` is no field of a form.
MEANT: dict[str, set[str]] = {
    "accounts:sign-in": {"accounts_signinlink"},
    "account_set_password": {"accounts_user"},
    # Pages for people and organisations; what they may do to whom: tests/web/test_people.py.
    **{f"workspace:{name}": PEOPLE for name in ("invite", "invite-into", "person", "person-act",
                                                "people-list", "people")},
    **{f"workspace:{name}": BODIES for name in ("organisations", "organisation",
                                                "organisation-act")},
    # Pages for administrators: tests/web/test_administration.py.
    "administration:account-act": {"accounts_user", "accounts_signinlink"},
    "administration:workspaces": {
        "accounts_user", "accounts_signinlink", "workspace_workspace", "workspace_membership",
        "workspace_organisation", "workspace_room",
    },
    "support": {"workspace_supportaccess"},
}  # fmt: skip


def guarded(world: World) -> dict[str, list[tuple[object, ...]]]:
    found = {}
    with connection.cursor() as cursor:
        for name in GUARDED:
            cursor.execute(f'SELECT * FROM "{name}" ORDER BY 1')  # noqa: S608
            found[name] = cursor.fetchall()
        cursor.execute("SELECT id, name, slug, state, created, public FROM workspace_workspace")
        found["workspace_workspace"] = cursor.fetchall()
    return found


def test_fields_that_a_form_does_not_have_change_nothing(world: World):
    """Every form is sent with a value for every field of every model, as three people."""
    wrong, fields = [], junk()
    for who in ("coordinator", "focal", "admin"):
        client = world.client(who)
        before = guarded(world)
        for address in addresses():
            for more in ({}, {"role": "coordinator", "email": "x@example.org"}):
                with undone():
                    given = {**fields, **more, **sent(address, world)}
                    client.post(path(address, world), given).close()
                    after = guarded(world)
                    touched = {name for name in after if before[name] != after[name]}
                    if not touched <= MEANT.get(address.name, set()):
                        wrong.append((who, address.name, touched))
                if address.name == "accounts:sign-out":
                    client = world.client(who)
                    before = guarded(world)
        assert guarded(world) == before
    assert wrong == []


def test_own_forms_change_no_field_but_their_own(world: World):
    """Those that are meant to change a guarded table: of the person only the password."""
    client = world.client("coordinator")
    person = world.people["coordinator"]
    with undone():
        before = dict(vars(type(person).objects.get(pk=person.pk)))
        good = {"password1": "seven quiet harbours", "password2": "seven quiet harbours"}
        client.post("/sign-in/mine/password/", {**junk(), **good, "password": "x"})
        after = vars(type(person).objects.get(pk=person.pk))
    names = {name for name, value in after.items() if before[name] != value}
    assert names - {"_state"} == {"password"}


def test_the_tables_of_who_is_what_are_all_guarded():
    """A table that is added for people or places must be named above."""
    held = {model._meta.db_table for model in apps.get_models()}
    about = re.compile(r"^(accounts|account|mfa)_|_(membership|organisation|room|supportaccess)$")
    assert {name for name in held if about.search(name)} - KEPT - {
        "account_emailconfirmation"
    } == GUARDED
