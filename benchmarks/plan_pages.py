"""The main pages of a workspace with a whole plan, against the framework's own table of 50 rows.

30 organisations, 3,000 recommendations, 1,000 measures, 20,000 progress reports (`planned`). The
table is the framework's `ListView`, signed in, with the columns that heed's list shows
(`benchmarks.lists`). All are whole requests through Django's test client, in one run, by turns; the
collector of the interpreter runs as it would. Queries are counted with 1, 3 and 300 measures.
"""

from __future__ import annotations

import os
import statistics
import tempfile

os.environ.setdefault("HEED_DATA", tempfile.mkdtemp(prefix="heed-bench"))
os.environ["DJANGO_SETTINGS_MODULE"] = "heedweb.config.settings"

# It sets Django up, and adds the table to the map of addresses.
from benchmarks.lists import timed  # isort: skip

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from benchmarks import planned
from benchmarks.planned import Planned
from heedweb.accounts.models import User
from heedweb.workspace.models import (
    Assignment,
    Indicator,
    Measure,
    Milestone,
    ProgressReport,
    Recommendation,
    Request,
    Target,
)

GOAL = 3.0
REQUESTS = int(os.environ.get("HEED_BENCH_REQUESTS", "60"))
FEW = (1, 3, 300)
# By what they are called: the name of the address, what it is of, and what is asked of it. Pages
# that a version of heed does not have are left out.
PAGES: dict[str, tuple[str, str, str]] = {
    "today": ("today", "", ""),
    "recommendations": ("recommendations", "", ""),
    "narrowed": ("recommendations", "", "?position=supported"),
    "recommendation": ("recommendation", "row", ""),
    "clusters": ("clusters", "", ""),
    "mechanisms": ("mechanisms", "", ""),
    "labels": ("labels", "", ""),
    "notes": ("notes", "", ""),
    "history": ("history", "", ""),
    "people": ("people", "", ""),
    "plans": ("plans", "", ""),
    "plan": ("plan", "plan", ""),
    "measures": ("measures", "", ""),
    "measure": ("measure", "measure", ""),
    "indicators": ("indicators", "", ""),
    "indicator": ("indicator", "indicator", ""),
    "requests": ("requests", "", ""),
    "due": ("due", "", ""),
    "reports": ("reports", "", ""),
    "assessments": ("assessments", "", ""),
    "consultations": ("consultations", "", ""),
    "board": ("board", "", ""),
    "board, institution": ("board", "", "?institution={body}"),
    "list of late measures": ("board-list", "what", "?late=yes"),
    "list without a measure": ("board-list", "rows", "?measure=none"),
    "timeline": ("timeline", "plan", ""),
    "coverage, folded": ("coverage", "", ""),
    "coverage, matrix": ("coverage", "", "?fold=none"),
    "heat map": ("heat", "", ""),
}
# The fifty rows of the list that the table shows too.
TABLE = "the framework's table"


def addresses(held: Planned) -> dict[str, str]:
    """Return the addresses of the pages that there are."""
    keys = {
        "row": held.rows[0].pk, "plan": held.plans[0].pk, "measure": held.measures[0].pk,
        "indicator": Indicator.objects.filter(workspace=held.workspace).first(),
        "what": "measures", "rows": "recommendations",
    }  # fmt: skip
    keys["indicator"] = getattr(keys["indicator"], "pk", 0)
    found = {TABLE: f"/bare/{held.workspace.slug}/"}
    for name, (address, of, query) in PAGES.items():
        arguments = [held.workspace.slug, *([keys[of]] if of else [])]
        try:
            where = reverse(f"workspace:{address}", args=arguments)
        except NoReverseMatch:
            continue
        found[name] = where + query.format(body=held.ministries[0].pk)
    return found


def signed_in(person: User) -> Client:
    """Return a client of somebody."""
    client = Client()
    client.force_login(person)
    return client


def main() -> None:
    """Print p50 and p99 of each page, their ratio to the table, and how many queries it asks."""
    settings.ALLOWED_HOSTS = ["*"]
    call_command("migrate", verbosity=0)
    held = planned.seed("Plan pages", today=timezone.localdate())
    pages, client = addresses(held), signed_in(held.by)
    times: dict[str, list[float]] = {name: [] for name in pages}
    for where in pages.values():
        assert client.get(where).status_code == 200, where  # noqa: S101 -- no benchmark of errors
    for _ in range(REQUESTS):
        for name, where in pages.items():
            times[name].append(timed(lambda where=where: client.get(where)))
    over = told(times)
    unsteady = queries(held, pages, client)
    print(f"goal: every p50 and p99 <= {GOAL} of the table's:", end=" ")
    print(f"missed by {', '.join(over)}" if over else "met")
    print("goal: as many queries with 1, 3 and 300 measures:", end=" ")
    print(f"missed by {', '.join(unsteady)}" if unsteady else "met")


def told(times: dict[str, list[float]]) -> list[str]:
    """Print the figures of each page; return those over the goal."""
    base50, base99 = percentiles(times[TABLE])
    over = []
    for name, held in times.items():
        p50, p99 = percentiles(held)
        if max(p50 / base50, p99 / base99) > GOAL:
            over.append(name)
        print(
            f"  {name:<24} p50 {p50:6.1f} ms ({p50 / base50:4.2f})"
            f"  p99 {p99:6.1f} ms ({p99 / base99:4.2f})"
        )
    return over


def percentiles(times: list[float]) -> tuple[float, float]:
    """Return the median and the 99th percentile."""
    cuts = statistics.quantiles(times, n=100, method="inclusive")
    return cuts[49], cuts[98]


def queries(held: Planned, pages: dict[str, str], client: Client) -> list[str]:
    """Print how many queries each page asks with few measures and with many; return the unsteady.

    The measures that are kept have what the pages show of one: a lead, a milestone, what they
    answer, a request and a report on it.
    """
    counts: dict[str, list[int]] = {name: [] for name in pages}
    keep = [one.pk for one in held.plans[0].measures.order_by("pk")[: FEW[-1]]]
    for number in FEW:
        few = keep[:number]
        Measure.objects.filter(workspace=held.workspace).update(gone=timezone.now())
        Measure.objects.filter(pk__in=few).update(
            gone=None, state="agreed", start=None, due=held.today.replace(year=2020)
        )
        for key in few:
            whole(held, key)
        for name, where in pages.items():
            client.get(where)
            with CaptureQueriesContext(connection) as asked:
                client.get(where)
            counts[name].append(len(asked))
    Measure.objects.filter(workspace=held.workspace).update(gone=None)
    for name, numbers in counts.items():
        print(f"  {name:<24} {' / '.join(map(str, numbers))} queries with 1 / 3 / 300 measures")
    return [name for name, numbers in counts.items() if len(set(numbers)) > 1]


def whole(held: Planned, key: int) -> None:
    """Let a measure have something of everything that pages show of it."""
    ministry, day = held.ministries[0], held.today
    Assignment.objects.filter(measure=key).delete()
    Assignment.objects.create(measure_id=key, organisation=ministry, part="lead", given_by=held.by)
    Milestone.objects.get_or_create(
        measure_id=key,
        title="Half of it",
        defaults={"due": day.replace(year=2020), "made_by": held.by},
    )
    row = Recommendation.objects.filter(review__workspace=held.workspace)[0]
    Target.objects.get_or_create(measure_id=key, recommendation=row)
    Target.objects.get_or_create(measure_id=key, cluster=held.clusters[0])
    request, _made = Request.objects.get_or_create(
        measure_id=key, organisation=ministry, closed=None,
        defaults={"workspace": held.workspace, "due": day, "by": held.by},
    )  # fmt: skip
    if not ProgressReport.objects.filter(request=request).exists():
        ProgressReport.objects.create(
            workspace=held.workspace, home=ministry.room, room=ministry.room, measure_id=key,
            request=request, text="So far.", on=day, author=held.people[ministry.pk],
        )  # fmt: skip


if __name__ == "__main__":
    main()
