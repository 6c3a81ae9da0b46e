"""Words that only some may read stand in every private field; nobody else finds one anywhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import pytest
from django.utils import timezone

from heedweb.accounts.models import User
from heedweb.workspace.domain import blobs
from heedweb.workspace.domain.activity import record
from heedweb.workspace.hands import HEADS
from heedweb.workspace.models import (
    Attendance,
    Event,
    Example,
    Feed,
    ImportFile,
    Item,
    Official,
    Promise,
    Sheet,
    Standing,
    StandingInvitation,
    View,
    Visit,
)
from tests.access.crawl import crawl
from tests.access.world import WHO, World, fix, note
from tests.web.conftest import ORGANISATIONS, PEOPLE

pytestmark = pytest.mark.django_db
HEALTH = {"focal", "alternate", "authority"}
LEAGUE = {"cso_member", "cso_approver"}
INSTITUTION = {"nhri_member", "nhri_approver"}
WORKERS = {"worker"}
CHAIR = {"coordinator"}
MEMBERS = set(WHO) - {"public", "auditor", "admin", "suspended", "stranger"}


@dataclass(frozen=True)
class Canary:
    """A word that stands in one place, and who may read it."""

    word: str
    readers: frozenset[str]


@pytest.fixture(scope="module")
def canaries(world: World) -> list[Canary]:
    made: list[Canary] = []

    def word(what: str, readers: set[str]) -> str:
        made.append(Canary(f"quagga{len(made):03}{what}", frozenset(readers)))
        return made[-1].word

    rooms = (
        ("health", "focal", HEALTH), ("league", "cso_member", LEAGUE),
        ("institution", "nhri_member", INSTITUTION), ("workers", "worker", WORKERS),
        ("", "coordinator", CHAIR),
    )  # fmt: skip
    for home, author, mine in rooms:
        note(world, home, author, Standing.DRAFT, word("draft", mine))
        reviewers = CHAIR if home == "health" else set()
        asked = word("asked", mine | reviewers)
        note(world, home, author, Standing.IN_REVIEW, asked, to="shared")
        note(world, home, author, Standing.PUBLISHED, word("table", MEMBERS), to="shared")
        note(world, home, author, Standing.PUBLISHED, word("open", set(WHO)), to="public")
        if home:
            fix(world, home, author, word("fix", mine | CHAIR))
        person = world.people[author]
        kept = {"workspace": world.workspace, "room": world.room(home), "made_by": person}
        said = word("item", mine)
        Item.objects.create(
            **kept, publisher=word("publisher", mine), title=said, text=said, file="pasted.txt",
            read_with="0", blob=blobs.keep_bytes(said.encode()), kind="urgent_appeal",
            reference=word("reference", mine), reply_due=timezone.localdate(),
            parts=[{"number": 0, "start": 0, "end": len(said), "part": "body", "repeats": None}],
        )  # fmt: skip
        Promise.objects.create(**kept, who=word("who", mine), what=word("promise", mine))
        Feed.objects.create(
            workspace=world.workspace, room=world.room(home), by=person,
            address="https://news.example.org/", title=word("feed", mine),
        )  # fmt: skip
        event = Event.objects.create(**kept, title=word("event", mine))
        official = Official.objects.create(**kept, name=word("official", mine))
        Attendance.objects.create(event=event, official=official, number=0, side=word("side", mine))
        Visit.objects.create(
            **kept, who=word("visit", mine), place=word("place", mine), report=word("report", mine)
        )
        StandingInvitation.objects.create(
            **kept, whom=word("whom", mine), extended_on=timezone.localdate(),
            extended_source=word("extended", mine),
        )  # fmt: skip
        View.objects.create(
            workspace=world.workspace, by=person, name=word("own", {author}), query="q=a"
        )
        View.objects.create(
            workspace=world.workspace, by=person, name=word("shared", mine),
            query="q=b", room=world.room(home),
        )  # fmt: skip
        record(
            workspace=world.workspace, by=person, verb="exported", room=world.room(home),
            subject=word("subject", mine), detail={"query": word("detail", mine)},
        )  # fmt: skip
    # What stands on the pages of these records alone is put into those that are looked at.
    on_visit = ("asked_source", "proposed", "answered_text", "answered_source", "terms_text",
                "terms_source", "dates_source", "text")  # fmt: skip
    Visit.objects.filter(pk=world.own["visit"]).update(
        **{name: word(name.replace("_", ""), HEALTH) for name in on_visit}
    )
    StandingInvitation.objects.filter(pk=world.own["invitation"]).update(
        withdrawn_on=timezone.localdate(), withdrawn_source=word("withdrawn", HEALTH),
        text=word("invitation", HEALTH),
    )  # fmt: skip
    for name, (_role, body) in PEOPLE.items():
        mine = {other for other, (_, theirs) in PEOPLE.items() if theirs == body} - {"suspended"}
        # Who lets people in knows them, but not those of organisations that do so themselves.
        head = HEADS.get(ORGANISATIONS[body]) if body else None
        if (head, body) not in PEOPLE.values():
            mine |= CHAIR
        User.objects.filter(pk=world.people[name].pk).update(
            name=word("name", (mine & set(WHO)) | {"admin", name}), last_login=timezone.now()
        )
    Sheet.objects.filter(pk=world.own["sheet"]).update(
        name=word("sheet", CHAIR), sample=[[word("cell", CHAIR)]]
    )
    ImportFile.objects.create(job_id=world.own["job"], name=word("file", CHAIR), state="waiting")
    Example.objects.filter(pk=world.own["example"]).update(text=word("example", CHAIR))
    return made


@pytest.fixture(scope="module")
def found(world: World, canaries) -> Callable[[str], list[tuple[str, Canary]]]:
    """What somebody finds, and where. Nothing changes between the tests: once is enough."""

    @cache
    def of(who: str) -> list[tuple[str, Canary]]:
        return [
            (where, one)
            for where, body in crawl(world, world.client(who))
            for one in canaries
            if one.word.encode() in body
        ]

    return of


@pytest.mark.parametrize("who", WHO)
def test_nobody_finds_what_is_not_for_them(found, who):
    wrong = [f"{where} {one.word}" for where, one in found(who) if who not in one.readers]
    assert not wrong, "\n".join(wrong)


def test_the_words_are_there_to_be_found(found, canaries):
    """Who may read a word finds it: else it would be found nowhere for another reason."""
    seen: set[str] = set()
    for who in ("coordinator", "focal", "cso_member", "nhri_member", "worker"):
        seen |= {one.word for _where, one in found(who) if who in one.readers}
    # Of a name only those who did something are told of; what an export asked for is kept alone.
    told = [one.word for one in canaries if not one.word.endswith(("name", "detail"))]
    missing = [word for word in told if word not in seen]
    assert not missing, missing
