"""Backups while five people work, restored and compared. Run: `make trust-backup`."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import sys
import time
from contextlib import closing
from pathlib import Path

from heedweb import backup
from heedweb.backup import BackupProblem
from trust.installation import (
    connections,
    faults,
    import_once,
    lost,
    make,
    review,
    scratch,
    use,
)

WRITERS, BACKUPS, FLIPS = 5, 3, 20


def writer(folder: Path, number: int, told: Path) -> None:
    """Work until ended; write down each acknowledgement. Does not return."""
    try:
        use(folder)
        log = os.open(told, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        chance = random.Random(number)
        if number == 0:
            for line in import_once():
                os.write(log, f"{line}\n".encode())
        while True:
            try:
                for line in review(chance, 10):
                    os.write(log, f"{line}\n".encode())
            except Exception as error:  # noqa: BLE001 -- two writers at one row: one is told
                if type(error).__name__ != "Overtaken":
                    os.write(log, f"fault {error!r}\n".encode())
                    return
    finally:
        os._exit(0)


def dump(database: Path) -> str:
    """Return everything in a database as text, in one order."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as held:
        return "\n".join(held.iterdump())


def one(folder: Path, number: int, told: list[Path]) -> list[str]:
    """Take a backup while others write, restore it, compare."""
    archive = folder / f"{number}.tar"
    before = [line for path in told if path.exists() for line in path.read_text().splitlines()]
    started = time.monotonic()
    summary = backup.take(folder / "live", archive)
    taken = time.monotonic() - started
    target = folder / f"restored-{number}"
    backup.restore(archive, target)
    again = folder / f"again-{number}.tar"
    backup.take(target, again)
    wrong: list[str] = []
    if dump(target / "heed.sqlite3") != _snapshot_dump(folder, archive):
        wrong.append("the restored database is not the one that was backed up")
    pid = os.fork()
    if pid == 0:
        found = 1
        try:
            use(target)
            steps = [line for line in before if line.startswith(("step", "job"))]
            held = [*faults(), *lost(steps)]
            print("\n".join(held), end="\n" if held else "")
            found = 1 if held else 0
        finally:
            os._exit(found)
    if os.waitpid(pid, 0)[1]:
        wrong.append("the restored installation is not whole")
    print(f"backup {number}: {summary.line()}, {taken:.2f} s, {len(before)} acknowledged before")
    return wrong


def _snapshot_dump(folder: Path, archive: Path) -> str:
    """Return the text of the database as it stands in the archive."""
    import tarfile

    target = folder / f"snapshot-{archive.stem}.sqlite3"
    with tarfile.open(archive) as held:
        file = held.extractfile(backup.DATABASE)
        target.write_bytes(file.read() if file else b"")
    return dump(target)


def flipped(archive: Path, chance: random.Random) -> list[str]:
    """Flip one bit at a time in a backup; each must be refused."""
    data = archive.read_bytes()
    broken = archive.with_suffix(".broken")
    wrong: list[str] = []
    for number in range(FLIPS):
        # Every other one in the manifest, which is small beside the rest.
        most = 2_000 if number % 2 else len(data.rstrip(b"\x00"))
        at = chance.randrange(512, most)
        broken.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        try:
            backup.check(broken)
            if not _harmless(data, at):
                wrong.append(f"a flipped bit at {at} was not noticed")
        except BackupProblem:
            continue
    return wrong


def _harmless(data: bytes, at: int) -> bool:
    """Return whether a byte is padding between members, which holds nothing."""
    return data[at] == 0 and not data[at - at % 512 : at - at % 512 + 512].strip(b"\x00")


def main() -> int:
    """Run it. Returns 1 if anything was wrong."""
    wrong: list[str] = []
    with scratch() as folder:
        make_in = folder / "live"
        make_in.mkdir()
        make(make_in)
        connections.close_all()
        told = [folder / f"{n}.told" for n in range(WRITERS)]
        pids = []
        for number in range(WRITERS):
            pid = os.fork()
            if pid == 0:
                writer(make_in, number, told[number])
            pids.append(pid)
        time.sleep(2)
        for number in range(BACKUPS):
            wrong += one(folder, number, told)
            time.sleep(1)
        for pid in pids:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
        lines = [line for path in told for line in path.read_text().splitlines()]
        wrong += [line for line in lines if line.startswith("fault")]
        wrong += flipped(folder / "0.tar", random.Random(1))
    for line in wrong:
        print(line)
    print(f"{BACKUPS} backups under {WRITERS} writers, {len(lines)} acknowledged acts")
    print(f"{FLIPS} flipped bits; {len(wrong)} with something wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
