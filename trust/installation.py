"""An installation on a folder of its own, acts upon it, and what must hold of it at any time."""

from __future__ import annotations

import hashlib
import os
import random
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SAMPLES = Path(__file__).parent.parent / "src" / "heedweb" / "demo" / "documents"
os.environ["HEED_DATA"] = os.environ.get("HEED_TRUST_DATA") or tempfile.mkdtemp(prefix="heed-trust")
os.environ["DJANGO_SETTINGS_MODULE"] = "heedweb.config.settings"

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, connections  # noqa: E402

from heedweb import backup  # noqa: E402
from heedweb.accounts.models import User  # noqa: E402
from heedweb.workspace.domain import (  # noqa: E402
    blobs,
    decisions,
    documents,
    imports,
    projection,
    workspaces,
)
from heedweb.workspace.domain.decisions import CannotUndo, Words  # noqa: E402
from heedweb.workspace.domain.given import Given  # noqa: E402
from heedweb.workspace.domain.standing import fold  # noqa: E402
from heedweb.workspace.models import (  # noqa: E402
    Activity,
    Blob,
    ImportFile,
    ImportJob,
    Recommendation,
    Said,
    Step,
    Workspace,
)
from heedweb.workspace.worker import work_once  # noqa: E402

# How many items each composed report has.
ITEMS = {"A/HRC/16/97": 70, "A/HRC/30/97": 123}
IMPORTED = ("AUR_cycle2_report.pdf", "AUR_cycle2_addendum.pdf")


def use(folder: Path) -> None:
    """Let this process work on the installation in `folder`."""
    connections.close_all()
    connections["default"].settings_dict["NAME"] = str(folder / "heed.sqlite3")
    settings.DATA = folder
    settings.FILE_UPLOAD_TEMP_DIR = folder / "spool"
    settings.FILE_UPLOAD_TEMP_DIR.mkdir(parents=True, exist_ok=True)


def make(folder: Path) -> None:
    """Make an installation with one review in it."""
    use(folder)
    (folder / backup.KEY).write_text("a key", encoding="ascii")
    call_command("migrate", verbosity=0)
    by = User.objects.create_user("a@example.org")
    held = workspaces.create(name="Trust", state="XAU", by=by)
    given = [Given(n, SAMPLES / n) for n in ("AUR_cycle1_report.pdf",)]
    documents.take_in(workspace=held, files=given, by=by)
    connections.close_all()


def everything() -> tuple[Workspace, User]:
    """Return the workspace and its coordinator."""
    return Workspace.objects.get(), User.objects.get()


def import_once() -> Iterator[str]:
    """Import a report and its addendum as the page does; acknowledge what was acknowledged."""
    held, by = everything()
    files = [SimpleUploadedFile(n, (SAMPLES / n).read_bytes()) for n in IMPORTED]
    job = imports.start(workspace=held, uploads=files, by=by)
    yield f"job {job.pk}"
    while work_once():
        pass
    if ImportJob.objects.get(pk=job.pk).state == ImportJob.State.DONE:
        yield f"done {job.pk}"


def review(chance: random.Random, count: int) -> Iterator[str]:
    """Decide `count` times in every way there is; acknowledge each step."""
    held, by = everything()
    for _ in range(count):
        rows = list(
            Recommendation.objects.exclude(state__in=Recommendation.HIDDEN)
            .order_by("order")
            .select_related("review")
        )
        at = chance.randrange(len(rows) - 1)
        row, after = rows[at], rows[at + 1]
        seen = {row.pk: row.revision}
        act = chance.choice(("accept", "correct", "reject", "later", "split", "merge", "undo"))
        if act == "accept":
            step = decisions.accept(workspace=held, seen=seen, by=by)
        elif act == "correct":
            fields: dict[str, object] = {"text": f"{row.text} again", "position": "noted"}
            step = decisions.correct(workspace=held, seen=seen, fields=fields, by=by)
        elif act == "reject":
            step = decisions.reject(workspace=held, seen=seen, by=by)
        elif act == "later":
            step = decisions.put_off(workspace=held, seen=seen, by=by)
        elif act == "split":
            into = [Words(f"{row.paragraph[:20]} ({x})", f"half {x}", []) for x in "ab"]
            step = decisions.split(workspace=held, seen=seen, into=into, by=by)
        elif act == "merge" and row.review_id == after.review_id:
            both = {**seen, after.pk: after.revision}
            step = decisions.merge(
                workspace=held, seen=both, into=Words(row.paragraph, "both", []), by=by
            )
        else:
            try:
                step = decisions.undo(workspace=held, by=by)
            except CannotUndo:
                continue
            yield f"undone {step.pk}"
            continue
        yield f"step {step.pk}"


def faults() -> list[str]:
    """Return what is wrong with the installation: nothing, at any time."""
    found: list[str] = []
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        found += [f"integrity: {line}" for (line,) in cursor.fetchall() if line != "ok"]
        cursor.execute("PRAGMA foreign_key_check")
        found += [f"foreign key: {line}" for line in cursor.fetchall()]
        cursor.execute("SELECT rowid FROM workspace_recommendation_words")
        words = {key for (key,) in cursor.fetchall()}
    rows = list(
        Recommendation.objects.select_related("review").prefetch_related(
            "recommending", "parts", "doubts"
        )
    )
    if words != {row.pk for row in rows}:
        found.append("the search does not hold what the list holds")
    found += _half_reviews(rows)
    found += _rows_that_are_not_their_fold(rows)
    found += _half_steps()
    for blob in Blob.objects.all():
        path = blobs.path_of(blob.sha256)
        if not path.exists() or hashlib.sha256(path.read_bytes()).hexdigest() != blob.sha256:
            found.append(f"blob {blob.sha256[:8]} is not what its name says")
    return found


def _half_reviews(rows: list[Recommendation]) -> list[str]:
    said = set(Said.objects.values_list("recommendation", flat=True))
    found: list[str] = []
    for symbol in {row.review.symbol for row in rows}:
        read = sum(row.pk in said for row in rows if row.review.symbol == symbol)
        if read != ITEMS.get(symbol, read):
            found.append(f"{symbol} has {read} items")
    return found


def _rows_that_are_not_their_fold(rows: list[Recommendation]) -> list[str]:
    said = {s.recommendation_id: s.value for s in Said.objects.all()}
    acts, sources = projection.acts_of(rows), projection.sources_of(rows)
    found: list[str] = []
    for row in rows:
        value = projection.value_of(row)
        held = fold(
            said.get(row.pk), value, [projection.act_of(d) for d in acts.get(row.pk, [])],
            sources.get(row.pk, []),
        )  # fmt: skip
        state = "withdrawn" if row.by_person and not acts.get(row.pk) else held.state
        if (held.value, state) != (value, row.state):
            parts = [k for k in held.value if held.value[k] != value[k]]  # type: ignore[literal-required]
            found.append(
                f"{row.paragraph} is not what was decided of it: {parts} {state} {row.state}"
            )
    return found


def _half_steps() -> list[str]:
    found: list[str] = []
    for step in Step.objects.prefetch_related("decisions"):
        verbs = [decision.verb for decision in step.decisions.all()]
        whole = {
            "split": verbs.count("replace") == 1 and verbs.count("add") >= 2,
            "merge": verbs.count("replace") >= 2 and verbs.count("add") == 1,
        }
        if not verbs or not whole.get(step.verb, True):
            found.append(f"step {step.pk} is half")
    return found


def lost(told: list[str]) -> list[str]:
    """Return what was acknowledged and is not there."""
    found: list[str] = []
    undone = {line.split()[1] for line in told if line.startswith("undone")}
    for line in told:
        what, _, key = line.partition(" ")
        if what == "job" and not ImportJob.objects.filter(pk=key).exists():
            found.append(line)
        if what == "done" and ImportJob.objects.get(pk=key).state != ImportJob.State.DONE:
            found.append(line)
        if what in ("step", "undone"):
            step = Step.objects.filter(pk=key).first()
            if step is None or (key in undone and step.undone_at is None):
                found.append(line)
    return found


def resumed() -> list[str]:
    """Do what a restart does; return what is wrong after it."""
    imports.release_dead()
    while work_once():
        pass
    imports.sweep()
    found = [
        f"import {job.pk} is {job.state} after a restart: {job.reason}"
        for job in ImportJob.objects.exclude(state=ImportJob.State.DONE)
    ]
    rest = ImportFile.objects.exclude(state="done")
    found += [f"{file.name} is {file.state}: {file.reason}" for file in rest]
    jobs = ImportJob.objects.count()
    finished = Activity.objects.filter(verb="import_finished").count()
    if finished != jobs:
        found.append(f"{jobs} imports were finished {finished} times")
    taken = Counter(Activity.objects.filter(verb="taken_in").values_list("subject", flat=True))
    found += [f"{name} was taken in {n} times" for name, n in taken.items() if n != 1]
    left = [p.name for p in Path(settings.FILE_UPLOAD_TEMP_DIR).iterdir()]
    if left:
        found.append(f"spooled files are left: {left}")
    return found


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder for many installations; each is thrown away."""
    with tempfile.TemporaryDirectory(prefix="heed-trust") as folder:
        yield Path(folder)
