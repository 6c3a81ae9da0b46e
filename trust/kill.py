"""SIGKILL at random points of imports, reviews and backups. Run: `make trust-kill N=200`.

Each victim is a process of its own on an installation of its own; what it was told is done, it
writes down outside after the commit. Then: nothing half-written, nothing acknowledged lost, every
import finished once after a restart.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from heedweb import backup
from trust import installation
from trust.installation import connections, faults, lost, make, resumed, review, scratch, use

# Seconds in which a victim is hit; it does its acts in about as long.
SPAN = {"import": 1.6, "review": 0.9, "backup": 0.15, "both": 2.0}


def victim(folder: Path, act: str, seed: int, told: Path) -> None:
    """Do the acts and write down each acknowledgement. Does not return."""
    try:
        use(folder)
        log = os.open(told, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        for line in acts(folder, act, random.Random(seed)):
            os.write(log, f"{line}\n".encode())
    except BaseException as error:  # noqa: BLE001 -- a fault of the victim is a finding
        os.write(log, f"fault {error!r}\n".encode())
    finally:
        os._exit(0)


def acts(folder: Path, act: str, chance: random.Random) -> Iterator[str]:
    """Yield an acknowledgement after each commit."""
    if act in ("import", "both"):
        yield from installation.import_once()
    if act in ("review", "both"):
        yield from review(chance, 60)
    if act == "backup":
        for number in range(20):
            backup.take(folder, folder.with_name(f"{folder.name}-{number}.tar"))
            yield f"backup {number}"


def trial(base: Path, folder: Path, seed: int) -> tuple[str, list[str]]:
    """Run one victim, kill it, look. Return what it did when it was hit, and what is wrong."""
    chance = random.Random(seed)
    act = chance.choice(tuple(SPAN))
    shutil.copytree(base, folder)
    told = folder.with_suffix(".told")
    connections.close_all()
    pid = os.fork()
    if pid == 0:
        victim(folder, act, seed, told)
    time.sleep(chance.uniform(0, SPAN[act]))
    os.kill(pid, signal.SIGKILL)
    _, status = os.waitpid(pid, 0)
    lines = told.read_text().splitlines() if told.exists() else []
    use(folder)
    wrong = [*faults(), *lost(lines), *(line for line in lines if line.startswith("fault"))]
    if act in ("import", "both"):
        wrong += [*resumed(), *faults()]
    for archive in folder.parent.glob(f"{folder.name}-*.tar"):
        backup.check(archive)
    done = [line for line in lines if line.startswith("backup")]
    whole = list(folder.parent.glob(f"{folder.name}-*.tar"))
    if len(done) > len(whole):
        wrong.append("a backup that was acknowledged is not there")
    backup.take(folder, folder.with_name(f"{folder.name}-after.tar"))
    wrong += [f"left of a backup: {p.name}" for p in folder.parent.glob(".heed-backup-*")]
    connections.close_all()
    shutil.rmtree(folder)
    hit = "killed" if os.WIFSIGNALED(status) else "had finished"
    return f"{act}: {hit}", wrong


def main() -> int:
    """Run until N victims were hit. Returns 1 if anything was wrong."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    started = time.monotonic()
    seen: Counter[str] = Counter()
    bad = 0
    with scratch() as folder:
        make(folder / "base")
        killed = seed = 0
        while killed < count:
            what, wrong = trial(folder / "base", folder / str(seed), seed)
            seed += 1
            killed += what.endswith("killed")
            seen[what] += 1
            for line in wrong:
                print(f"trial {seed} ({what}): {line}")
            bad += bool(wrong)
    for what, n in sorted(seen.items()):
        print(f"{n:5} {what}")
    print(f"{killed} kills in {time.monotonic() - started:.0f} s, {bad} with something wrong")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
