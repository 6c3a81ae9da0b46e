"""The list pages with the gate on against off, in one run: 10 organisations, 10,000 records.

Off, the same pages are asked for with what the gate finds out given beforehand: who the person is
in the workspace, and which notes and lists the person may read. By turns, through Django's client.
"""

from __future__ import annotations

import os
import statistics
import tempfile
from contextlib import ExitStack
from unittest import mock

os.environ.setdefault("HEED_DATA", tempfile.mkdtemp(prefix="heed-bench"))
os.environ["DJANGO_SETTINGS_MODULE"] = "heedweb.config.settings"

from django.conf import settings
from django.core.management import call_command
from django.http import HttpRequest
from django.test import Client

from benchmarks.lists import filled, timed
from heedweb.accounts.models import User
from heedweb.workspace import access
from heedweb.workspace.domain import workspaces
from heedweb.workspace.models import (
    Note,
    Recommendation,
    Room,
    Standing,
    View,
    Workspace,
)
from heedweb.workspace.roles import OrganisationKind, Role

GOAL = 1.3
ROWS = 10_000
REQUESTS = 200
BODIES = 10
# Whose drafts there are; every fifth note is at the shared table.
SHARED = 5


def peopled(held: Workspace, by: User) -> User:
    """Add ten ministries with a thousand notes each; return a focal point of the first."""
    table = Room.objects.get(workspace=held, kind="shared")
    rows = list(Recommendation.objects.filter(review__workspace=held).values_list("pk", flat=True))
    person = User.objects.create_user("focal@example.org")
    for number in range(BODIES):
        body = workspaces.add_organisation(
            workspace=held, name=f"Ministry {number}", kind=OrganisationKind.GOVERNMENT, by=by
        )
        author = User.objects.create_user(f"author{number}@example.org")
        if not number:
            workspaces.add_member(
                workspace=held, user=person, by=by, role=Role.FOCAL_POINT, organisation=body
            )
        Note.objects.bulk_create(
            [
                Note(
                    workspace=held, home=body.room, author=author, about_id=rows[n],
                    text=f"What ministry {number} writes, {n}.",
                    room=body.room if n % SHARED else table,
                    standing=Standing.DRAFT if n % SHARED else Standing.PUBLISHED,
                    approved_by=None if n % SHARED else by,
                )
                for n in range(ROWS // BODIES)
            ]
        )  # fmt: skip
    return person


def opened(held: Workspace, person: User) -> ExitStack:
    """Return a context in which the gate asks nothing: what it finds is given."""
    request = mock.Mock(spec=HttpRequest, user=person, method="GET")
    with mock.patch.object(access.second_step, "must_be_settled"):
        seat = access.seat(request, held.slug)
    readable = frozenset(access.notes(seat).values_list("pk", flat=True))

    def given(request: HttpRequest, _slug: str, _to: object = None) -> access.Seat:
        request.seat = seat  # type: ignore[attr-defined]
        return seat

    every = Note.objects.filter(workspace=held).select_related(
        "about__review", "home__organisation", "room", "author", "to"
    )
    mine = every.filter(home=seat.room) | every.filter(standing=Standing.PUBLISHED)
    assert set(mine.values_list("pk", flat=True)) == readable  # noqa: S101 -- the same rows
    stack = ExitStack()
    stack.enter_context(mock.patch.object(access, "seat", given))
    stack.enter_context(mock.patch.object(access, "notes", return_value=mine))
    views = View.objects.filter(workspace=held).select_related("workspace", "room", "by")
    stack.enter_context(mock.patch.object(access, "views", return_value=views))
    return stack


def main() -> None:
    """Print p50 and p99 of each page with the gate and without, and their ratio."""
    settings.ALLOWED_HOSTS = ["*"]
    call_command("migrate", verbosity=0)
    # One more than the rows: the documents of another benchmark of this size have other names.
    held = filled("gate", ROWS + 1)
    person = peopled(held, User.objects.get(email="a@example.org"))
    client = Client()
    client.force_login(person)
    pages = {
        "recommendations": f"/w/{held.slug}/recommendations/",
        "narrowed": f"/w/{held.slug}/recommendations/?position=supported",
        "notes": f"/w/{held.slug}/notes/",
    }
    worst = 0.0
    for name, where in pages.items():
        times: dict[bool, list[float]] = {True: [], False: []}
        client.get(where)
        for _ in range(REQUESTS):
            times[True].append(timed(lambda where=where: client.get(where)))
            with opened(held, person):
                times[False].append(timed(lambda where=where: client.get(where)))
        worst = max(worst, told(name, times[True], times[False]))
    print(f"goal: with the gate <= {GOAL} of without: worst {worst:.2f}", end=" ")
    print("met" if worst <= GOAL else "missed")


def told(name: str, with_gate: list[float], without: list[float]) -> float:
    """Print one page's figures; return the worse ratio."""
    on, off = (statistics.quantiles(one, n=100, method="inclusive") for one in (with_gate, without))
    p50, p99 = on[49] / off[49], on[98] / off[98]
    print(
        f"  {name:<16} p50 {on[49]:6.1f} / {off[49]:6.1f} ms ({p50:4.2f})"
        f"  p99 {on[98]:6.1f} / {off[98]:6.1f} ms ({p99:4.2f})"
    )
    return max(p50, p99)


if __name__ == "__main__":
    main()
