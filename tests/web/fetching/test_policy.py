"""Which addresses may be connected to, and that they are what is connected to."""

from __future__ import annotations

import socket
import threading
import time

import pytest

from heedweb.fetching import Fault, FetchProblem, Policy
from heedweb.fetching.client import Limits
from heedweb.fetching.policy import dialled, named, public
from heedweb.fetching.timing import Budget
from tests.web.fetching.conftest import word
from tests.web.fetching.service import PUBLIC, access, file, redirect

DOCX = access("A/HRC/59/15", "en", "docx")


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "127.1.2.3", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1",  # noqa: S104
     "169.254.169.254",
     "100.64.0.1", "192.0.0.8", "192.0.2.1", "192.88.99.1", "198.18.0.1", "198.51.100.1",
     "203.0.113.1", "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255", "::", "::1",
     "::ffff:10.0.0.1", "::ffff:93.184.215.14", "::93.184.215.14", "64:ff9b::a00:1",
     "64:ff9b::5db8:d70e", "64:ff9b:1::1", "100::1", "2001::1", "2001:0:5ef5:79fd::1",
     "2001:db8::1", "2002:a00:1::1", "2002:5db8:d70e::1", "3fff::1", "5f00::1", "fc00::1",
     "fd12::1", "fe80::1", "fe80::1%eth0", "2606:2800::1%eth0", "fec0::1", "ff02::1", "4000::1",
     "2130706433", "0x7f000001", "0177.0.0.1", "127.1", "", "documents.un.org", "1.1.1.1\n"],
)  # fmt: skip
def test_address_is_not_public(address):
    assert not public(address)
    with pytest.raises(Fault, match="is not a public address"):
        dialled(address, 0.1)


@pytest.mark.parametrize(
    "address", ["93.184.215.14", "1.1.1.1", "2606:2800:21f:cb07::1", "157.150.1.1"]
)
def test_address_is_public(address):
    assert public(address)


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("file:///etc/passwd", "not https"),
        ("gopher://documents.un.org/", "not https"),
        ("http://documents.un.org/", "not https"),
        ("//documents.un.org/", "not https"),
        ("https:///x", "full name"),
        ("https://", "full name"),
        ("https://169.254.169.254/latest", "full name"),
        ("https://[::1]/", "full name"),
        ("https://[::ffff:10.0.0.1]/", "full name"),
        ("https://[::1/", "no address"),
        ("https://2130706433/", "full name"),
        ("https://0x7f.1/", "full name"),
        ("https://0177.0.0.1/", "full name"),
        ("https://localhost/", "full name"),
        ("https://documents.un.org./", "full name"),
        ("https://documents.un.org%2eexample.org/", "full name"),
        ("https://documents.un.org@10.0.0.1/", "names a user"),
        ("https://me:secret@documents.un.org/", "names a user"),
        ("https://documents.un.org:22/", "other than 443"),
        ("https://documents.un.org:80/", "other than 443"),
        ("https://documents.un.org:443:22/", "other than 443"),
        ("https://documents.un.org:0443/", "other than 443"),
        ("https://documents.un.org.example.org/", "not on the list"),
        ("https://example.org/", "not on the list"),
        ("https://documents.un.org/\r\nX: y", "characters"),
        ("https://documents.un.org/a b", "characters"),
        ("https://documents.un.org\\@10.0.0.1/", "characters"),
        ("https://docuMents.un.org/\u212a", "characters"),
        ("https://documents.un.org/" + "x" * 2000, "too many"),
        ("", "characters"),
    ],
)
def test_url_is_refused(url, reason):
    with pytest.raises(Fault, match=reason) as caught:
        Policy(on=True).target(url)
    assert caught.value.code == "refused_address"


@pytest.mark.parametrize(
    ("url", "host", "path"),
    [
        ("https://documents.un.org", "documents.un.org", "/"),
        ("https://Documents.UN.org:443/a?b=c#d", "documents.un.org", "/a?b=c"),
        ("HTTPS://undocs.org/A/HRC/59/15", "undocs.org", "/A/HRC/59/15"),
    ],
)
def test_url_is_asked(url, host, path):
    target = Policy(on=True).target(url)
    assert (target.host, target.path, target.url) == (host, path, f"https://{host}{path}")


@pytest.mark.parametrize(
    "host", ["1.1.1.1", "un", "un.org.", "-un.org", "un..org", "UN.org", "0x7f.0x1"]
)
def test_no_name_of_a_host(host):
    assert not named(host)


def test_a_list_of_numbers_lets_none_through():
    with pytest.raises(Fault, match="full name"):
        Policy(on=True, hosts=frozenset({"127.0.0.1"})).target("https://127.0.0.1/")


def refusal(ask, **fields):
    with pytest.raises(FetchProblem) as caught:
        ask(**fields)
    assert caught.value.code == "refused_address"
    return str(caught.value)


def test_one_private_address_among_several_refuses_all(service, ask):
    policy = service.policy(resolve=lambda _: [PUBLIC, "10.0.0.1"])
    assert "it leads to 10.0.0.1, which is not a public address." in refusal(ask, policy=policy)
    assert service.dialled == []


def test_name_that_is_bound_anew_is_refused_at_the_next_request(service, ask):
    answers = iter([[PUBLIC], ["127.0.0.1"]])
    service.plan(DOCX, redirect("/again.docx"))
    refusal(ask, policy=service.policy(resolve=lambda _: next(answers)))
    assert service.dialled == [PUBLIC]


def test_name_is_resolved_once_for_each_connection(service, ask):
    names = []

    def resolve(host):
        names.append(host)
        return [PUBLIC]

    service.plan(DOCX, file("docx", word()))
    ask(policy=service.policy(resolve=resolve))
    assert (names, service.dialled) == (["documents.un.org"], [PUBLIC])


def test_next_address_is_tried(service, ask):
    tried = []

    def dial(address, seconds):
        tried.append((address, seconds))
        if len(tried) == 1:
            raise ConnectionRefusedError(111, "Connection refused")
        return service.dial(address, seconds)

    service.plan(DOCX, file("docx", word()))
    other = "2606:2800:21f:cb07::1"
    ask(policy=service.policy(resolve=lambda _: [other, PUBLIC], dial=dial))
    assert [address for address, _ in tried] == [other, PUBLIC]
    # The first has half of the time.
    assert tried[0][1] <= 7.5 < tried[1][1]


def test_name_without_address(service, ask):
    def resolve(_):
        raise socket.gaierror(-2, "Name or service not known")

    for policy in (service.policy(resolve=resolve), service.policy(resolve=lambda _: [])):
        with pytest.raises(FetchProblem, match="cannot be resolved"):
            ask(policy=policy)


def test_slow_resolver_ends_in_time(service, ask):
    ended = threading.Event()

    def resolve(_):
        ended.wait(20)
        return [PUBLIC]

    start = time.monotonic()
    with pytest.raises(FetchProblem, match="did not finish within"):
        ask(policy=service.policy(resolve=resolve), limits=Limits(seconds=0.3))
    assert time.monotonic() - start < 2
    ended.set()


def test_proxies_of_the_environment_are_not_used(service, ask, monkeypatch):
    for name in ("https_proxy", "HTTPS_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    service.plan(DOCX, file("docx", word()))
    assert ask().record.status == 200


def test_budget_is_used_up():
    now = [0.0]
    budget = Budget(15, clock=lambda: now[0])
    now[0] = 14
    budget.add(2)
    assert budget.left() == 3
    now[0] = 17
    with pytest.raises(TimeoutError):
        budget.left()
