"""Who may come where: access.csv, written by hand, against every address of the map of URLs.

A row is an address and a method, a column who comes; the letter is what the answer must be:
`Y` served, also a form with what is wrong in it; `F` not for the role; `f` not theirs, though
for the role (one that is not there is told to be nothing); `N` nothing there; `S` to the sign-in
page; `M` no such method.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.access.addresses import KIND_OF, Address, addresses, elsewhere, identifies, path, sent
from tests.access.crawl import answered
from tests.access.world import STATES_OF_NOTES, WHO, World, undone

pytestmark = pytest.mark.django_db
HERE = Path(__file__).parent
METHODS = ("GET", "POST")
ALLOWED = {200, 302, 303, 400, 409, 410, 422, 429}


def rows() -> dict[tuple[str, str], dict[str, str]]:
    with (HERE / "access.csv").open(newline="", encoding="utf-8") as file:
        return {(row["address"], row["method"]): row for row in csv.DictReader(file)}


EXPECTED = rows()


def test_every_address_has_its_rows():
    there = {(called, method) for called, _one, _state in cases() for method in METHODS}
    assert there == set(EXPECTED)
    assert set(next(iter(EXPECTED.values()))) == {"address", "method", *WHO}


def cases() -> list[tuple[str, Address, str]]:
    """Return what each row is called, its address, and the state of its object.

    Of an address of one note there is a row for each standing: `workspace:note#draft-of-health`.
    """
    found = [(one.name, one, "own") for one in addresses()]
    of_notes = [one for one in addresses() if one.name in KIND_OF and KIND_OF[one.name] == "note"]
    return found + [
        (f"{one.name}#{state}", one, state) for one in of_notes for state in STATES_OF_NOTES
    ]


def letter(response) -> str:
    """What an answer is in the table's letters; its number where the table has none for it."""
    status = response.status_code
    if status in (302, 303) and response["Location"].split("?")[0] == "/sign-in/":
        return "S"
    if status in ALLOWED:
        return "Y"
    return {403: "F", 404: "N", 405: "M"}.get(status, str(status))


def must_be(called: str, method: str, who: str, state: str) -> str:
    """What the table says; of what is not there those who would be served are told nothing."""
    held = EXPECTED[called, method][who]
    return "N" if held in "Yf" and state in ("foreign", "missing") else held.upper()


@pytest.mark.parametrize("who", WHO)
def test_who_comes_where(world: World, who):
    """Ask for each address with each method as it is, of another workspace, and not there."""
    client = world.client(who)
    wrong, asked = [], 0
    for called, address, own in cases():
        states = (own,)
        if own == "own" and identifies(address) and KIND_OF.get(address.name) != "note":
            states = (own, "foreign", "missing") if elsewhere(address) else (own, "missing")
        for method in METHODS:
            for state in states:
                with undone():
                    data = sent(address, world) if method == "POST" else {}
                    given = getattr(client, method.lower())(path(address, world, state), data)
                    given.close()
                asked += 1
                found, wanted = letter(given), must_be(called, method, who, state)
                if found != wanted:
                    wrong.append((called, method, state, f"{found} for {wanted}"))
                if address.name == "accounts:sign-out":
                    client = world.client(who)
    assert not wrong, "\n".join(" ".join(one) for one in wrong)
    assert asked > len(addresses())


@pytest.mark.parametrize("who", ["coordinator", "focal", "reader", "stranger"])
def test_other_methods_change_nothing(world: World, who):
    """No address serves a person with a method that its table has no row for."""
    client = world.client(who)
    served = []
    for address in addresses():
        for method in ("put", "patch", "delete"):
            with undone():
                given = getattr(client, method)(path(address, world))
                given.close()
            allowed = {EXPECTED[address.name, method][who] for method in METHODS}
            if letter(given) == "Y" and "Y" not in allowed:
                served.append((address.name, method, given.status_code))
    assert served == []


@pytest.mark.parametrize("who", ["coordinator", "focal", "auditor", "stranger"])
def test_what_is_hidden_looks_as_what_is_not_there(world: World, who):
    """An object of another workspace is answered in body and headers as none at all."""
    client = world.client(who)
    differ = []
    for address in addresses():
        if not elsewhere(address):
            continue
        with undone():
            pages = [client.get(path(address, world, state)) for state in ("foreign", "missing")]
        first, second = ((page.status_code, answered(page)) for page in pages)
        if first != second:
            differ.append(address.name)
    assert differ == []
