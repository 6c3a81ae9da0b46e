"""The list page and the search at 10,000 and 30,000 rows, against the framework's bare table.

The bare table is what the framework gives for nothing: `ListView`, signed in, fifty rows a page
with the columns that heed shows, a plain template; no facets, no search, no frame. The least is one
query and four columns for nobody in particular. All are whole requests through Django's test
client, in one run, taking turns.
"""

from __future__ import annotations

import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable

os.environ["HEED_DATA"] = tempfile.mkdtemp(prefix="heed-bench")
os.environ["DJANGO_SETTINGS_MODULE"] = "heedweb.config.settings"

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth.mixins import LoginRequiredMixin  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.db.models import QuerySet  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.template import engines  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import path  # noqa: E402
from django.views.generic import ListView  # noqa: E402

from heed.vocab import states  # noqa: E402
from heedweb.accounts.models import User  # noqa: E402
from heedweb.config import urls  # noqa: E402
from heedweb.workspace.domain import decisions, projection, workspaces  # noqa: E402
from heedweb.workspace.domain.projection import Made  # noqa: E402
from heedweb.workspace.domain.standing import Value  # noqa: E402
from heedweb.workspace.models import (  # noqa: E402
    Blob,
    Recommendation,
    Review,
    Said,
    SourceDocument,
    Workspace,
)

GOAL = 3.0
REQUESTS = 100
IN_REVIEW = 250
VOCABULARY = """ratify strengthen ensure continue adopt measures rights children women persons
disabilities protection law national human institution education health violence discrimination
access prisons labour migrants minorities freedom expression torture independence judiciary"""
WORDS = tuple(VOCABULARY.split())
PAGES = {
    "list": "",
    "two facets": "?position=supported&group=african",
    "deep page": "?page=150",
    "sorted by State": "?sort=state",
    "as a table": "?as=table",
    "search, rare word": "?q=heron",
    "search, common word": "?q=rights",
    "search, phrase": '?q="human+rights"',
    "search, boolean": "?q=(women+OR+children)+-torture",
}

TABLE = engines["django"].from_string(
    "<!doctype html><title>x</title><table>{% for r in object_list %}<tr><td>{{ r.paragraph }}</td>"
    "<td>{{ r.text }}</td><td>{% for s in r.recommending.all %}{{ s.name }} {% endfor %}</td>"
    "<td>{{ r.position }}</td><td>{{ r.review.symbol }}</td><td>{{ r.page }}</td>"
    "<td>{{ r.state }}</td><td>{% for d in r.doubts.all %}{{ d.code }} {% endfor %}</td></tr>"
    "{% endfor %}</table>{{ page_obj.number }} of {{ paginator.num_pages }}"
)


class Bare(LoginRequiredMixin, ListView):
    """The framework's own list: signed in, paginated, the columns that heed shows, no more."""

    paginate_by = 50

    def get_queryset(self) -> QuerySet[Recommendation]:
        """Return the rows of a workspace with what hangs on them."""
        rows = Recommendation.objects.filter(review__workspace__slug=self.kwargs["workspace"])
        return rows.select_related("review").prefetch_related("recommending", "doubts")

    def render_to_response(
        self, context: dict[str, object], **_response_kwargs: object
    ) -> HttpResponse:
        """Render the plain table."""
        return HttpResponse(TABLE.render(context, self.request))


LEAST = engines["django"].from_string(
    "<!doctype html><title>x</title><table>{% for r in rows %}<tr><td>{{ r.paragraph }}</td>"
    "<td>{{ r.text }}</td><td>{{ r.position }}</td><td>{{ r.page }}</td></tr>{% endfor %}</table>"
)


def least(request: HttpRequest, workspace: str) -> HttpResponse:
    """Fifty rows in a plain table: one query, four columns, not signed in."""
    rows = Recommendation.objects.filter(review__workspace__slug=workspace).order_by("pk")[:50]
    return HttpResponse(LEAST.render({"rows": rows}, request))


urls.urlpatterns.append(path("least/<slug:workspace>/", least))
urls.urlpatterns.append(path("bare/<slug:workspace>/", Bare.as_view()))


def text(chance: random.Random) -> str:
    """Return a recommendation of about thirty words."""
    words = chance.choices(WORDS, k=chance.randint(18, 42))
    if chance.random() < 0.003:
        words.append("heron")
    return " ".join(words).capitalize()


def value(chance: random.Random, number: int) -> Value:
    """Return one item with its States and, now and then, a doubt."""
    named = chance.sample(states.all_states(), chance.choice((1, 1, 1, 2, 3)))
    position = chance.choice(("supported", "supported", "supported", "noted"))
    doubts = [["bracket", "A bracket is not closed."]] if chance.random() < 0.02 else []
    return {
        "paragraph": f"{100 + number % 4}.{number}", "printed": "", "text": text(chance),
        "kind": "recommendation", "states": [[s.name, s.iso3] for s in named], "parts": [],
        "position": position, "claim": "", "position_source": "", "position_words": "",
        "comment": "", "page": 12 + number // 12, "start": number * 200, "end": number * 200 + 190,
        "boxes": [], "doubts": doubts,
    }  # fmt: skip


def filled(name: str, rows: int) -> Workspace:
    """Return a workspace with so many rows, written as imports write them."""
    chance = random.Random(name)  # noqa: S311 -- seeded on purpose
    by = User.objects.filter(email="a@example.org").first()
    by = by or User.objects.create_user("a@example.org")
    held = workspaces.create(name=name, state="XAU", by=by)
    for number in range(rows // IN_REVIEW):
        with transaction.atomic():
            review = Review.objects.create(
                workspace=held, mechanism="upr", symbol=f"A/HRC/{number + 10}/{rows}",
                session=1 + number % 50, cycle=1 + number % 4,
            )  # fmt: skip
            blob = Blob.objects.create(sha256=f"{rows:032}{number:032}", size=1)
            document = SourceDocument.objects.create(
                workspace=held, review=review, blob=blob, name="x", format="text",
                kind="upr_report", symbol=review.symbol, language="en", text="", taken_in_by=by,
            )  # fmt: skip
            made = [
                Made(
                    Recommendation(review=review, document=document, order=n * 1000),
                    value(chance, n),
                )
                for n in range(IN_REVIEW)
            ]
            projection.create(made, projection.next_revision(held, structure=True))
            Said.objects.bulk_create([Said(recommendation=m.row, value=m.value) for m in made])
    return held


def timed(act: Callable[[], object]) -> float:
    """Return milliseconds."""
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) * 1000


def main() -> None:
    """Print p50 and p99 of each page and their ratio to the bare table."""
    settings.ALLOWED_HOSTS = ["*"]
    call_command("migrate", verbosity=0)
    worst = 0.0
    for rows in (10_000, 30_000):
        held = filled(f"rows {rows}", rows)
        client = Client()
        client.force_login(User.objects.get())
        worst = max(worst, measured(client, held, rows))
        print(f"  first page after a decision: {after_a_change(client, held):.1f} ms")
    print(f"goal: every p50 and p99 <= {GOAL} of the bare table's: worst {worst:.2f}", end=" ")
    print("met" if worst <= GOAL else "missed")


def measured(client: Client, held: Workspace, rows: int) -> float:
    """Measure every page of one workspace; return the worst ratio."""
    address = f"/w/{held.slug}/recommendations/"
    acts = {"bare table": f"/bare/{held.slug}/", "the least": f"/least/{held.slug}/"}
    acts |= {name: address + query for name, query in PAGES.items()}
    start = time.perf_counter()
    client.get(address)
    print(f"{rows:,} rows; the first request of a process: {time.perf_counter() - start:.2f} s")
    times: dict[str, list[float]] = {name: [] for name in acts}
    counts: dict[str, int] = {}
    for name, where in acts.items():
        client.get(where)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(where).status_code == 200  # noqa: S101 -- a benchmark of errors is none
        counts[name] = len(queries)
    for _ in range(REQUESTS):
        for name, where in acts.items():
            times[name].append(timed(lambda where=where: client.get(where)))
    base50, base99 = _percentiles(times["bare table"])
    worst = 0.0
    for name, held_times in times.items():
        p50, p99 = _percentiles(held_times)
        ratio = max(p50 / base50, p99 / base99)
        worst = max(worst, ratio)
        print(
            f"  {name:<20} p50 {p50:6.1f} ms ({p50 / base50:4.2f})  p99 {p99:6.1f} ms"
            f" ({p99 / base99:4.2f})  {counts[name]} queries"
        )
    return worst


def _percentiles(times: list[float]) -> tuple[float, float]:
    cuts = statistics.quantiles(times, n=100, method="inclusive")
    return cuts[49], cuts[98]


def after_a_change(client: Client, held: Workspace) -> float:
    """Return the median of the first request after somebody decided."""
    by = User.objects.get()
    found: list[float] = []
    for row in Recommendation.objects.filter(review__workspace=held)[:10]:
        decisions.accept(workspace=held, seen={row.pk: row.revision}, by=by)
        found.append(timed(lambda: client.get(f"/w/{held.slug}/recommendations/")))
    return statistics.median(found)


if __name__ == "__main__":
    main()
