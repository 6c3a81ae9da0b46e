"""A file of ready-made data into a workspace, against bare `csv` and `bulk_create` in one run.

The file is UPR Info's (30,261 rows) where HEED_CORPUS is set, else one of the same shape made up
here. The bare import reads it with `csv` and writes the rows and their States with `bulk_create`
into the tables that lists are shown from, in one transaction: no reading in confinement, no
reviews told apart, nothing joined, nothing kept of the source, no search, nothing to trace.
"""

from __future__ import annotations

import csv
import gzip
import os
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ["HEED_DATA"] = tempfile.mkdtemp(prefix="heed-bench")
os.environ["DJANGO_SETTINGS_MODULE"] = "heedweb.config.settings"

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402

from heed.vocab import states  # noqa: E402
from heedweb.accounts.models import User  # noqa: E402
from heedweb.workspace.domain import documents, workspaces  # noqa: E402
from heedweb.workspace.domain.given import Given  # noqa: E402
from heedweb.workspace.models import (  # noqa: E402
    Blob,
    DataRow,
    Recommendation,
    RecommendingState,
    Review,
    SourceDocument,
    Workspace,
)

GOAL = 3.0
RUNS = 3
ROWS = 30_261
HEADER = (
    "row_id,state_under_review_iso3,state_under_review,recommending_state_iso3,"
    "recommending_state,text,response,action_category,issues,session,year,cycle"
)
WORDS = (
    "ratify", "strengthen", "ensure", "adopt", "measures", "rights", "children", "women", "law",
    "prisons", "labour",
)  # fmt: skip


def _made_up(path: Path) -> None:
    dice = random.Random(7)  # noqa: S311 -- seeded on purpose
    known = states.all_states()
    with gzip.open(path, "wt", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER.split(","))
        for number in range(1, ROWS + 1):
            about = known[number * len(known) // (ROWS + 1)]
            by = dice.choice(known)
            text = " ".join(dice.choices(WORDS, k=24)).capitalize() + "."
            response = dice.choice(("Accepted", "Noted"))
            said = (about.iso3, about.name, by.iso3, by.name, text, response)
            writer.writerow([number, *said, "5", "Justice", 5, 2009, 1])


def _bare(path: Path, by: User, number: int) -> int:
    held = workspaces.create(name=f"Bare {number}", state="", by=by)
    review = Review.objects.create(workspace=held, mechanism="upr", symbol="x", state="")
    blob = Blob.objects.create(sha256=f"{number:064x}", size=1)
    document = SourceDocument.objects.create(
        workspace=held, review=review, blob=blob, name="x", format="text", kind="upr_report",
        symbol="x", text="", taken_in_by=by,
    )  # fmt: skip
    positions = {"Accepted": "supported", "Noted": "noted"}
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file, transaction.atomic():
        rows, named = [], []
        for order, one in enumerate(csv.DictReader(file)):
            row = Recommendation(
                review=review, document=document, order=order, paragraph=one["row_id"],
                text=one["text"], position=positions[one["response"]], start=0, end=0,
            )  # fmt: skip
            rows.append(row)
            named.append((row, one["recommending_state"], one["recommending_state_iso3"]))
        Recommendation.objects.bulk_create(rows, batch_size=1_000)
        RecommendingState.objects.bulk_create(
            [
                RecommendingState(recommendation=row, order=0, name=name, iso3=iso3)
                for row, name, iso3 in named
            ],
            batch_size=1_000,
        )
    return len(rows)


def _heed(path: Path, by: User, number: int) -> int:
    held = workspaces.create(name=f"Heed {number}", state="", by=by)
    (outcome,) = documents.take_in(workspace=held, files=[Given(path.name, path)], by=by)
    assert outcome.state == "done", outcome.line  # noqa: S101
    return int(outcome.count or 0)


def _timed(
    work: Callable[[Path, User, int], int], path: Path, by: User, n: int
) -> tuple[float, int]:
    started = time.perf_counter()
    count = work(path, by, n)
    return time.perf_counter() - started, count


def main() -> None:
    """Print both, and how many times as long heed takes."""
    call_command("migrate", verbosity=0)
    by = User.objects.create_user("bench@example.org")
    folder = os.environ.get("HEED_CORPUS")
    path = Path(tempfile.mkdtemp(prefix="heed-bench")) / "upr_info.csv.gz"
    if folder:
        path.write_bytes((Path(folder) / "corpus" / "upr_info_train.csv.gz").read_bytes())
    else:
        _made_up(path)
    times: dict[str, list[float]] = {"bare": [], "heed": []}
    counts: dict[str, int] = {}
    for n in range(RUNS):
        for name, work in (("bare", _bare), ("heed", _heed)):
            seconds, counts[name] = _timed(work, path, by, n)
            times[name].append(seconds)
            Workspace.objects.get(name__startswith=name.title()).delete()
    told, bare = statistics.median(times["heed"]), statistics.median(times["bare"])
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"data: {counts['heed']} rows of {counts['bare']} taken in, kept in {DataRow.__name__}")
    print(f"  bare csv and bulk_create of two tables {bare:6.1f} s")
    print(
        f"  heed, joined, traceable, searchable    {told:6.1f} s  {told / bare:.2f} x (goal {GOAL})"
    )
    print(f"  most memory of this process {memory:.0f} MB")


if __name__ == "__main__":
    main()
