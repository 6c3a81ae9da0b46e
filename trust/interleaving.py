"""Two browsers at one form, in every order of their steps. Run: `make trust-interleaving N=10`.

For each form in which several people write one record: two people open it in Chromium, type words
that nobody else has, wait or not until these are kept, leave the page and come back or not, and
save; their steps fall in an order of chance. Who is shown both versions saves what is proposed.
What must hold afterwards, for every word that was saved by either: it stands in the record or in
its history; and who was overtaken was shown the words of the other beside their own.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import time
import urllib.request
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urlsplit

# Sets Django up, so it comes before what needs that.
from trust.installation import make, scratch, use

# isort: split
from django.db import connections
from django.db.models import F
from django.utils import timezone
from playwright.sync_api import Browser, Page, sync_playwright
from tests.e2e.conftest import ARGUMENTS, Site, came, free_port, site_on
from tests.web.conftest import Table, seat, seated

from heedweb.accounts.links import make_link
from heedweb.accounts.models import User
from heedweb.workspace.domain import (
    assessments,
    chapters,
    indicators,
    measures,
    milestones,
    notes,
    plans,
    publishing,
    reports,
    rounds,
)
from heedweb.workspace.models import (
    Activity,
    Recommendation,
    Roomed,
    Typed,
    Workspace,
    Written,
)

COORDINATORS, HEALTH, NHRI = (
    ("alice", "coordinator"), ("focal", "authority"), ("nhri_member", "nhri_approver"),
)  # fmt: skip
# The browser's driver has a loop in this thread; nothing of it runs while the database is asked.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "yes"
# As long as a page waits before it keeps what is typed, and a little more.
KEPT_AFTER = 2_600


@dataclass
class Shared:
    """A record, the address and the text fields of its form, and the two who write it."""

    name: str
    record: Written | Roomed
    address: str
    fields: tuple[str, ...]
    people: tuple[str, str]


@dataclass
class Actor:
    """Somebody at a form: their window, what they typed and have saved, and what they still do."""

    who: str
    page: Page
    user: User
    steps: list[str] = field(default_factory=list)
    typed: list[str] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)


def records(table: Table) -> Iterator[Shared]:
    """Make one record of each kind that several people write."""
    chair, focal, member = (seat(table, who) for who in ("coordinator", "focal", "nhri_member"))
    row = Recommendation.objects.order_by("pk").first()
    if row is None:
        raise SystemExit("The sample report was not read.")
    plan = plans.begin(words={"name": "Wells", "text": "Water."}, by=chair)
    yield Shared("plan", plan, "plans", ("name", "text"), COORDINATORS)
    chapter = chapters.make(plan=plan, words={"title": "Water", "text": "Deep."}, by=chair)
    yield Shared("chapter", chapter, "chapters", ("title", "text"), COORDINATORS)
    words = {"title": "Dig", "text": "Wells.", "funds": "Budget", "scope": "North"}
    measure = measures.make(plan=plan, words=words, by=chair, answers=[row])
    fields = ("title", "text", "funds", "scope")
    yield Shared("measure", measure, "measures", fields, COORDINATORS)
    step = milestones.add(measure=measure, words={"title": "Half"}, by=chair)
    yield Shared("milestone", step, "milestones", ("title",), COORDINATORS)
    words = {"name": "Wells dug", "kind": "outcome", "unit": "wells", "definition": "Dug."}
    gauge = indicators.make(words=words, by=chair)
    yield Shared("indicator", gauge, "indicators", ("name", "definition"), COORDINATORS)
    asked = {"title": "Wells", "question": "Where?", "closes": date(2099, 1, 1)}
    planned = rounds.begin(words=asked, by=chair)
    yield Shared("consultation", planned, "consultations", ("title", "question"), COORDINATORS)
    opened = rounds.begin(words=asked, by=chair)
    rounds.choose(
        opened, plan=None, recommendations=[row], clusters=[], by=chair,
        invited=[table.organisations["institution"]],
    )  # fmt: skip
    answer = rounds.answer(
        rounds.open_(opened, by=chair), words={"text": "In the north."}, by=member
    )
    yield Shared("answer", answer, "answers", ("text",), NHRI)
    note = notes.begin(about=row, text="A note.", by=member)
    yield Shared("note", note, "notes", ("text",), NHRI)
    level = {"level": "not_started", "text": "Nothing yet.", "on": timezone.localdate()}
    held = assessments.begin(about=row, scale="level", words=level, by=member)
    yield Shared("assessment", held, "assessments", ("text",), NHRI)
    said = {"text": "Two wells.", "on": timezone.localdate() - timedelta(days=1)}
    report = reports.begin(row, words=said, by=focal)
    yield Shared("report", report, "reports", ("text",), HEALTH)
    state = assessments.begin(about=row, scale="level", words=level, by=focal)
    table_of_all = member.workspace.rooms.get(kind="shared")
    publishing.ask(state, to=table_of_all, seen=state.version, by=focal)
    state.refresh_from_db()
    state = publishing.approve(state, seen=state.version, by=seat(table, "authority"))
    reply = assessments.reply(state, words={"text": "We see it otherwise."}, by=member)
    yield Shared("reply", reply, "replies", ("text",), NHRI)


def steps(chance: random.Random) -> list[str]:
    """Return what somebody does, in their order."""
    found = ["open", "type"]
    if chance.random() < 0.3:
        found += ["wait"]
        if chance.random() < 0.5:
            found += ["leave", "open", "type"]
    return [*found, "save"]


def play(shared: Shared, actors: list[Actor], base: str, chance: random.Random, turn: int) -> None:
    """Let two people do their steps in an order of chance."""
    for one in actors:
        one.steps, one.typed, one.shown = steps(chance), [], []
    ahead = list(actors)
    while ahead:
        one = chance.choice(ahead)
        _do(one, one.steps.pop(0), shared, base, chance, turn)
        ahead = [each for each in actors if each.steps]
    for one in actors:
        # Who was shown both saves what is proposed, until nobody comes in between.
        for _ in range(3):
            if not _shows_both(one.page):
                break
            one.shown.append(_seen(one.page))
            _save(one.page)


def _do(one: Actor, step: str, shared: Shared, base: str, chance: random.Random, turn: int) -> None:
    page = one.page
    if step == "open":
        page.goto(f"{base}/w/trust/{shared.address}/{shared.record.pk}/write/")
        if _shows_both(page):
            one.shown.append(_seen(page))
    elif step == "type":
        name = chance.choice(shared.fields)
        word = f"{shared.name}{turn}{one.who}{len(one.typed)}".replace("_", "")
        box = page.locator(f"form.write [name={name}]")
        box.press("Control+End")
        box.press_sequentially(f" {word}")
        one.typed.append(word)
    elif step == "wait":
        page.wait_for_timeout(KEPT_AFTER)
    elif step == "leave":
        page.goto(f"{base}/w/trust/")
    else:
        _save(page)


def _shows_both(page: Page) -> bool:
    return page.get_by_role("heading", name="Two wrote at the same time").count() > 0


def _seen(page: Page) -> str:
    """Return all that a page shows, what stands in its fields too."""
    boxes = page.locator("main").locator("input:not([type=hidden]), textarea").all()
    return "\n".join([page.locator("main").inner_text(), *(box.input_value() for box in boxes)])


def _save(page: Page) -> None:
    # Where the first button sends it on, another one only keeps it.
    keeps = page.locator("form.write button[value=keep]")
    with page.expect_navigation():
        (keeps if keeps.count() else page.locator("form.write .steps button.go")).click()


def found_of(shared: Shared) -> str:
    """Return all words of a record: as it stands, and as its history keeps them."""
    held = type(shared.record).objects.get(pk=shared.record.pk)  # type: ignore[attr-defined]
    told = [str(getattr(held, name)) for name in held.WORDS]
    acts = Activity.objects.filter(workspace=Workspace.objects.get())
    told += [json.dumps(one, ensure_ascii=False) for one in acts.values_list("changes", flat=True)]
    if isinstance(held, Roomed):
        moves = held.moves.values_list("words", flat=True)
        told += [json.dumps(one, ensure_ascii=False) for one in moves]
    return "\n".join(told)


def faults(shared: Shared, actors: list[Actor]) -> list[str]:
    """Return what was lost, and who was not shown what overtook them."""
    kept = found_of(shared)
    found = [f"{word} is lost" for one in actors for word in one.typed if word not in kept]
    for one, other in zip(actors, reversed(actors), strict=True):
        for shown in one.shown:
            if not any(word in shown for word in one.typed):
                found.append(f"{one.who} was not shown their own words")
            if other.typed and not any(word in shown for word in other.typed):
                found.append(f"{one.who} was not shown the words of {other.who}")
        if "Two wrote" in one.page.title():
            found.append(f"{one.who} never came to save")
        if Typed.objects.filter(user=one.user).exists():
            found.append(f"{one.who} saved, and something is still kept as not saved")
    return found


@contextmanager
def _serving(folder: Path) -> Iterator[str]:
    """Serve the installation in a folder; yield its address."""
    base = f"http://127.0.0.1:{free_port()}"
    site = site_on(folder, base)
    command = [sys.executable, "-c", "from heed.cli.main import main; main()", "serve"]
    process = subprocess.Popen(
        [*command, "--port", base.rpartition(":")[2]],
        env={**site.environment, "HEED_SECOND_STEP": "offered"},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        for _ in range(100):
            with suppress(OSError):
                urllib.request.urlopen(f"{base}/sign-in/", timeout=1).close()  # noqa: S310 -- our own server
                break
            time.sleep(0.1)
        yield base
    finally:
        process.terminate()
        process.wait(timeout=40)


def _windows(table: Table, people: Iterable[str], base: str, browser: Browser) -> dict[str, Actor]:
    """Let people come in, each in a window of their own."""
    site = Site(base, {})
    links = {who: urlsplit(make_link(table.people[who])).path for who in people}
    return {
        who: Actor(who, came(site, browser, base + path).page, table.people[who])
        for who, path in links.items()
    }


def _begin_anew(shared: Shared, turn: int) -> None:
    """Let the words be short again, as the next two find them."""
    words = {name: f"{name} {turn}" for name in shared.fields}
    rows = type(shared.record).objects.filter(pk=shared.record.pk)  # type: ignore[attr-defined]
    rows.update(**words, version=F("version") + 1)


def main() -> int:
    """Play N rounds at each form. Returns 1 if anything was wrong."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    started, seen, wrong = time.monotonic(), Counter[str](), list[str]()
    with scratch() as folder:
        make(folder)
        use(folder)
        held = Workspace.objects.get()
        by = User.objects.get()
        table = seated(held, by)
        table.people["alice"] = by
        shared = list(records(table))
        with _serving(folder) as base, sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium"), args=ARGUMENTS
            )
            windows = _windows(table, {who for one in shared for who in one.people}, base, browser)
            for one in shared:
                actors = [windows[who] for who in one.people]
                for turn in range(count):
                    _begin_anew(one, turn)
                    play(one, actors, base, random.Random(f"{one.name} {turn}"), turn)
                    wrong += [f"{one.name}, round {turn}: {line}" for line in faults(one, actors)]
                    seen["words typed"] += sum(len(each.typed) for each in actors)
                    seen["times both were shown"] += sum(len(each.shown) for each in actors)
            browser.close()
        connections.close_all()
    for line in wrong:
        print(line)
    print(", ".join(f"{n} {what}" for what, n in sorted(seen.items())))
    print(f"{count} rounds at each of {len(shared)} forms, {time.monotonic() - started:.0f} s, "
          f"{len(wrong)} wrong")  # fmt: skip
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
