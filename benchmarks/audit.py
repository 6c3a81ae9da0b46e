"""A chain of a million acts, walked: against hashing as many bytes alone, in the same run.

And what the chain costs where it is written: a bulk step and an import, with it and with the
hashing and the chain's end left out.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest import mock

os.environ["HEED_DATA"] = tempfile.mkdtemp(prefix="heed-bench")
os.environ["DJANGO_SETTINGS_MODULE"] = "heedweb.config.settings"

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from heedweb.accounts.models import User  # noqa: E402
from heedweb.workspace.domain import (  # noqa: E402
    activity,
    chain,
    decisions,
    documents,
    verifying,
    workspaces,
)
from heedweb.workspace.domain.given import Given  # noqa: E402
from heedweb.workspace.models import Activity, Chain, Recommendation, Workspace  # noqa: E402

SECONDS = 60.0
BATCH = 5_000
SAMPLES = Path("src/heedweb/demo/documents")
STEP = timedelta(seconds=7)


def made(workspace: Workspace, by: User, count: int) -> Iterator[Activity]:
    """Yield acts that continue a chain, as `record` writes them."""
    held = Chain.objects.get(workspace=workspace)
    previous, number, at = held.hash, held.number, datetime(2026, 1, 1, tzinfo=UTC)
    at = max(at, held.at or at)
    for n in range(count):
        number, at = number + 1, at + STEP
        one = Activity(
            workspace=workspace, by=by, at=at, verb="correct",
            subject=f"A/HRC/40/15#111.{n}", detail={"rows": 1, "labels": n % 7},
            changes=[
                {"subject": "", "field": "text", "before": f"word {n} " * 8, "after": "new " * 8}
            ],
            why="as it is printed", number=number, previous=previous, salt=f"{n:032x}",
        )  # fmt: skip
        one.commitment = activity.commitment_of(one)
        one.hash = previous = activity.hash_of(one, held.name)
        yield one
    held.number, held.hash, held.at = number, previous, at
    held.save()


def grow(workspace: Workspace, by: User, count: int) -> int:
    """Write the acts, and return how many bytes their hashes are over."""
    known = Activity._meta  # noqa: SLF001
    fields = [one for one in known.concrete_fields if not one.primary_key]
    into = f"INSERT INTO {known.db_table} ({', '.join(one.column for one in fields)})"
    values = f" VALUES ({', '.join(['%s'] * len(fields))})"
    size, batch = 0, []
    with connection.cursor() as cursor:
        for one in made(workspace, by, count):
            batch.append(
                [held.get_db_prep_save(getattr(one, held.attname), connection) for held in fields]
            )
            size += len(chain.canonical([one.salt, one.subject, one.detail, one.changes, one.why]))
            size += 330
            if len(batch) == BATCH:
                cursor.executemany(into + values, batch)
                batch.clear()
        cursor.executemany(into + values, batch)
    return size


def timed(act: Callable[[], object]) -> float:
    """Return the processor's seconds: others may have the machine too."""
    began = time.process_time()
    act()
    return time.process_time() - began


def hash_alone(count: int, size: int) -> None:
    """Hash as many bytes in as many pieces: two for each act."""
    piece = b"x" * (size // (2 * count))
    for _ in range(2 * count):
        hashlib.sha256(piece).hexdigest()


def walk(workspace: Workspace) -> None:
    held = Chain.objects.get(workspace=workspace)
    if any(one.fault for one in verifying.findings(held)):
        raise SystemExit("The chain that was made has a fault.")


def plain(**told: object) -> Activity:
    """Write an act without its place in a chain, as before there was one."""
    kept = {name: told[name] for name in ("workspace", "by", "verb", "subject")}
    plain.number += 1  # type: ignore[attr-defined]
    return Activity.objects.create(
        **kept, at=datetime.now(UTC), number=plain.number,  # type: ignore[attr-defined]
        detail=told.get("detail") or {}, room=told.get("room"),
    )  # fmt: skip


plain.number = 10_000_000  # type: ignore[attr-defined]


def writing(workspace: Workspace, by: User) -> None:
    """Take a review in and confirm all of it, in turns with the chain and without it."""
    took: dict[str, list[float]] = {}
    for turn in range(10):
        for name in ("chained", "plain")[:: 1 if turn % 2 else -1]:
            with transaction.atomic():
                modules = (documents, decisions) if name == "plain" else ()
                patches = [mock.patch.object(one, "record", plain) for one in modules]
                for patch in patches:
                    patch.start()
                imported, decided = _work(workspace, by)
                for patch in patches:
                    patch.stop()
                took.setdefault(f"import, {name}", []).append(imported)
                took.setdefault(f"bulk step, {name}", []).append(decided)
                transaction.set_rollback(True)
    for what in ("import", "bulk step"):
        with_it, without = (min(took[f"{what}, {how}"]) for how in ("chained", "plain"))
        print(
            f"{what}: {with_it * 1000:.0f} ms with the chain, {without * 1000:.0f} ms without, "
            f"ratio {with_it / without:.3f}"
        )


def _work(workspace: Workspace, by: User) -> tuple[float, float]:
    names = ("AUR_cycle1_report.pdf", "AUR_cycle1_addendum.pdf")
    given = [Given(name, SAMPLES / name) for name in names]
    imported = timed(lambda: documents.take_in(workspace=workspace, files=given, by=by))
    rows = Recommendation.objects.filter(review__workspace=workspace)
    seen = dict(rows.values_list("pk", "revision"))
    return imported, timed(lambda: decisions.accept(workspace=workspace, seen=seen, by=by))


def main(count: int = 1_000_000) -> None:
    call_command("migrate", verbosity=0)
    by = User.objects.create_user("bench@example.org")
    workspace = workspaces.create(name="Bench", state="XAU", by=by)
    writing(workspace, by)
    with transaction.atomic():
        size = grow(workspace, by, count)
    alone = timed(lambda: hash_alone(count, size))
    walked = timed(lambda: walk(workspace))
    print(
        f"{count:,} acts walked in {walked:.1f} s (goal {SECONDS * count / 1e6:.0f} s); "
        f"hashing {size / 1e6:.0f} MB alone {alone:.1f} s; ratio {walked / alone:.1f}"
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Benchmark of the history.")
    parser.add_argument("--acts", type=int, default=1_000_000)
    main(parser.parse_args().acts)
