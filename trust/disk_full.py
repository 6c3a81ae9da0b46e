"""A disk that is full at N points of imports, reviews, backups: `make trust-disk-full N=50`.

The data folder lies on a small disk of memory (mounting one needs root) that is filled up to a
different point each time. Then: one clear line, nothing half-written, and it works again when there
is room.
"""

from __future__ import annotations

import contextlib
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from heedweb import backup
from heedweb.workspace.storage import StorageProblem, translated
from trust.installation import (
    IMPORTED,
    SAMPLES,
    ImportJob,
    Recommendation,
    SimpleUploadedFile,
    connections,
    decisions,
    everything,
    faults,
    imports,
    make,
    resumed,
    review,
    use,
    work_once,
)

SIZE_MB = 12
# Room that is left, in kB: from nothing to nearly what an act needs.
ROOM_KB = {"import": 1_600, "bulk": 120, "review": 400, "backup": 700}


@contextmanager
def small_disk() -> Iterator[Path | None]:
    """Mount a small disk; yields None where that is not allowed."""
    folder = Path(tempfile.mkdtemp(prefix="heed-trust-disk"))
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={SIZE_MB}m", "tmpfs", folder],  # noqa: S607
        check=False, capture_output=True,
    )  # fmt: skip
    if mounted.returncode != 0:
        yield None
        return
    try:
        yield folder
    finally:
        connections.close_all()
        subprocess.run(["umount", "-l", folder], check=True)  # noqa: S607
        folder.rmdir()


def fill(folder: Path, left_kb: int) -> Path:
    """Fill the disk until `left_kb` are free; return what fills it."""
    ballast = folder / "ballast"
    free = shutil.disk_usage(folder).free - left_kb * 1024
    with contextlib.suppress(OSError), ballast.open("wb") as file:
        for _ in range(max(0, free) // 4096):
            file.write(bytes(4096))
    return ballast


def do(act: str, folder: Path, chance: random.Random) -> str:
    """Do an act on a disk that is nearly full; return the line it ends with."""
    try:
        with translated():
            held, by = everything()
            if act == "import":
                files = [SimpleUploadedFile(n, (SAMPLES / n).read_bytes()) for n in IMPORTED]
                job = imports.start(workspace=held, uploads=files, by=by)
                work_once()
                job.refresh_from_db()
                return f"{job.state}: {job.reason}"
            if act == "bulk":
                rows = Recommendation.objects.exclude(state__in=Recommendation.HIDDEN)
                seen = dict(rows.values_list("pk", "revision"))
                decisions.accept(workspace=held, seen=seen, by=by)
            elif act == "review":
                for _ in review(chance, 80):
                    pass
            else:
                backup.take(folder / "data", folder / "data" / "out.tar")
            return "done"
    except (StorageProblem, backup.BackupProblem) as problem:
        return f"stopped: {problem}"


def trial(folder: Path, base: Path, seed: int) -> tuple[str, list[str]]:
    """Fill the disk, act, look; make room, go on, look again."""
    chance = random.Random(seed)
    data = folder / "data"
    shutil.copytree(base, data)
    use(data)
    act = chance.choice(tuple(ROOM_KB))
    ballast = fill(folder, chance.randint(0, ROOM_KB[act]))
    line = do(act, folder, chance)
    connections.close_all()
    use(data)
    wrong = [] if line == "done" or "full" in line or line.startswith("done") else [line]
    ballast.unlink(missing_ok=True)
    wrong += faults()
    by = everything()[1]
    for job in ImportJob.objects.filter(state=ImportJob.State.STOPPED):
        imports.try_again(job=job, by=by)
    ImportJob.objects.filter(state=ImportJob.State.RUNNING).update(worker="")
    wrong += [*resumed(), *faults()]
    left = [p.name for p in data.iterdir() if "out.tar" in p.name or "heed-backup" in p.name]
    if left and not (left == ["out.tar"] and line == "done"):
        wrong.append(f"left of a backup: {left}")
    connections.close_all()
    shutil.rmtree(data)
    return f"{act}: {line.split(':')[0]}", wrong


def main() -> int:
    """Run until N acts have met a full disk. Returns 1 if anything was wrong."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    started, bad = time.monotonic(), 0
    seen: Counter[str] = Counter()
    with tempfile.TemporaryDirectory(prefix="heed-trust") as plain, small_disk() as folder:
        if folder is None:
            print("No disk can be mounted without being root: skipped.")
            return 0
        base = Path(plain) / "base"
        base.mkdir()
        make(base)
        hit = seed = 0
        while hit < count and seed < 5 * count:
            what, wrong = trial(folder, base, seed)
            hit += "stopped" in what
            seed += 1
            seen[what] += 1
            for line in wrong:
                print(f"trial {seed} ({what}): {line}")
            bad += bool(wrong)
    for what, n in sorted(seen.items()):
        print(f"{n:5} {what}")
    seconds = time.monotonic() - started
    print(f"{hit} hits in {seed} trials in {seconds:.0f} s, {bad} with something wrong")
    return 1 if bad or hit < count else 0


if __name__ == "__main__":
    sys.exit(main())
