"""SIGKILL at random points of reminding and sending. Run: `make trust-reminders N=100`.

Victims remind people of the same requests, make mails of that and hand them to a mail server of
this machine, one after the other on one installation, each killed somewhere. Then one goes on
undisturbed to the end. What must hold: each reminder is made once, no mail is lost, none is made
twice. A mail that was handed over when the victim was hit is handed over again, under the same
Message-ID: how often that was is counted and told.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import sys
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path

# Sets Django up, so it comes before what needs that.
from trust.installation import make, scratch, use

# isort: split
from django.db import connections
from django.urls import reverse
from django.utils import timezone
from tests.smtp import open_office

from heedweb.accounts.models import User
from heedweb.administration import options
from heedweb.workspace.domain import mails, reminders, workspaces
from heedweb.workspace.models import (
    Event,
    Mail,
    Measure,
    Notice,
    Organisation,
    Plan,
    Promise,
    Request,
    Visit,
    Workspace,
)
from heedweb.workspace.roles import OrganisationKind, Role

BODIES, PEOPLE, MEASURES = 4, 3, 6
# A promise that is late, an event and a visit to come, of the room of each institution.
DIALOGUE = 3
# Seconds within which a victim is hit.
SPAN = 1.2
_IDENT = re.compile(r"^Message-ID: <([^>]+)>", re.M | re.I)
_TO = re.compile(r"^To: (\S+)", re.M)


def fill() -> None:
    """Let institutions be asked for reports that are overdue, due in 3 and in 14 days.

    Their dialogue has such days too.
    """
    held, by = Workspace.objects.get(), User.objects.get()
    plan = Plan.objects.create(workspace=held, name="Wells", made_by=by)
    room = held.coordination().room
    today = timezone.localdate()
    for number in range(BODIES):
        body = workspaces.add_organisation(
            workspace=held, name=f"Ministry {number}", kind=OrganisationKind.GOVERNMENT, by=by
        )
        for person in range(PEOPLE):
            user = User.objects.create_user(f"p{number}-{person}@example.org")
            workspaces.add_member(
                workspace=held, user=user, by=by, role=Role.FOCAL_POINT, organisation=body
            )
        for order in range(MEASURES):
            measure = Measure.objects.create(
                workspace=held, plan=plan, room=room, number=f"{number}.{order}", title="Dig",
                made_by=by,
            )  # fmt: skip
            due = today + timedelta(days=(-2, 3, 14)[order % 3])
            Request.objects.create(
                workspace=held, organisation=body, measure=measure, due=due, by=by
            )
        talk(held, body, by)
    Request.objects.update(at=timezone.now() - timedelta(days=60))
    for kind in (Promise, Event, Visit):
        kind.objects.update(made=timezone.now() - timedelta(days=60))


def talk(held: Workspace, body: Organisation, by: User) -> None:
    """Let the room of an institution keep what is due and what comes in its dialogue."""
    kept = {"workspace": held, "room": body.room, "made_by": by}
    today = timezone.localdate()
    Promise.objects.create(**kept, who="Us", what="A report", due=today - timedelta(days=2))
    Event.objects.create(**kept, title="Review", on=today + timedelta(days=3))
    Visit.objects.create(**kept, who="Working Group", begins=today + timedelta(days=14))


def work(minutes: float) -> None:
    """Remind, make mails and hand them over, so many minutes from now."""
    now = timezone.now() + timedelta(minutes=minutes)
    reminders.remind(timezone.localdate())
    mails.gather(now, together=timedelta(0))
    while mails.send_one(now):
        # Slow enough that most victims are hit while they send.
        time.sleep(0.01)


def victim(folder: Path, seed: int) -> None:
    """Work as a worker does. Does not return."""
    try:
        use(folder)
        work(seed * 10)
    finally:
        os._exit(0)


def expected() -> tuple[int, int]:
    """Return how many notices there must be, and how many people are told."""
    return BODIES * PEOPLE * (MEASURES + DIALOGUE) + _weekly(), BODIES * PEOPLE + (
        1 if _weekly() else 0
    )


def _weekly() -> int:
    """Return how many notices of the week there are: on Mondays, one each and one for all."""
    return BODIES * PEOPLE + 1 if timezone.localdate().weekday() == 0 else 0


def main() -> int:
    """Kill N victims, let one end, and count. Returns 1 if anything was wrong."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    chance, started, seen = random.Random(7), time.monotonic(), Counter[str]()
    wrong: list[str] = []
    # Loaded once, so that victims are hit at their work and not while they load it.
    reverse("home")
    with scratch() as folder, open_office() as office:
        host, port = office.server_address[:2]
        options.change({"mail_host": str(host), "mail_port": str(port)})
        make(folder / "base")
        use(folder / "base")
        fill()
        connections.close_all()
        rounds = killed = 0
        while killed < count:
            base = folder / str(rounds)
            shutil.copytree(folder / "base", base)
            office.mails.clear()
            killed += _struck(base, chance, seen)
            use(base)
            # Until the longest wait of a mail that was being handed over is over.
            for late in range(4):
                work(200 + late * 24 * 60)
            wrong += [f"round {rounds}: {line}" for line in _faults(office.mails)]
            seen["mails"] += Mail.objects.count()
            seen["handed over"] += len(office.mails)
            seen["handed over again"] += len(office.mails) - Mail.objects.count()
            connections.close_all()
            shutil.rmtree(base)
            rounds += 1
    for line in wrong:
        print(line)
    print(", ".join(f"{n} {what}" for what, n in sorted(seen.items())))
    print(f"{killed} kills, {rounds} installations, {time.monotonic() - started:.0f} s, "
          f"{len(wrong)} wrong")  # fmt: skip
    return 1 if wrong else 0


def _struck(base: Path, chance: random.Random, seen: Counter[str]) -> int:
    """Kill victims on one installation until nothing is left to be sent; return how many."""
    struck = 0
    for turn in range(10):
        connections.close_all()
        pid = os.fork()
        if pid == 0:
            victim(base, turn)
        time.sleep(chance.uniform(0, SPAN))
        os.kill(pid, signal.SIGKILL)
        _pid, status = os.waitpid(pid, 0)
        hit = os.WIFSIGNALED(status)
        struck += hit
        seen["killed" if hit else "had finished"] += 1
        if not hit:
            break
    return struck


def _faults(came: list[str]) -> list[str]:
    """Return what is lost or made twice."""
    found: list[str] = []
    notices, people = expected()
    if Notice.objects.count() != notices:
        found.append(f"{Notice.objects.count()} notices in place of {notices}")
    if Notice.objects.filter(mail__isnull=True).exists():
        found.append("a notice has no mail")
    made = set(Mail.objects.values_list("ident", flat=True))
    arrived = {_IDENT.findall(one)[0] for one in came}
    if made != arrived:
        found.append(f"{len(made - arrived)} mails lost, {len(arrived - made)} that nobody made")
    if Mail.objects.filter(sent__isnull=True).exists():
        found.append("a mail is not known as sent")
    told = Counter(to for _ident, to in {(_IDENT.findall(m)[0], _TO.findall(m)[0]) for m in came})
    if len(told) != people or set(told.values()) != {1}:
        found.append(f"{len(told)} people of {people} were told, {dict(Counter(told.values()))}")
    return found


if __name__ == "__main__":
    sys.exit(main())
