"""All real reports into one installation: time, size on the disk, memory."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HEED = Path(sys.executable).parent / "heed"


def reports(corpus: Path) -> list[Path]:
    """Return one file for each develop and check report: the PDF where there is one."""
    splits = json.loads((corpus / "corpus" / "splits.json").read_text(encoding="utf-8"))
    stems = sorted({stem for part in ("develop", "check") for stem in splits["reports"][part]})
    found: list[Path] = []
    for stem in stems:
        held = [corpus / "corpus" / "reports" / kind / f"{stem}.{kind}" for kind in ("pdf", "txt")]
        found.extend([path for path in held if path.exists()][:1])
    return found


def main() -> None:
    """Import and print."""
    folder = os.environ.get("HEED_CORPUS")
    if not folder:
        print("HEED_CORPUS is not set: the import of the real reports is skipped.")
        return
    files = reports(Path(folder))
    with tempfile.TemporaryDirectory() as data:
        environment = {**os.environ, "HEED_DATA": data}
        new = [HEED, "workspace", "create", "All", "--state", "XAU", "--by", "a@example.org"]
        subprocess.run(new, env=environment, check=True, capture_output=True)
        start = time.perf_counter()
        done = subprocess.run(
            [HEED, "take-in", *files], env=environment, capture_output=True, text=True, check=False
        )
        seconds = time.perf_counter() - start
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        database = (Path(data) / "heed.sqlite3").stat().st_size / 1e6
        blobs = sum(p.stat().st_size for p in (Path(data) / "blobs").rglob("*") if p.is_file())
        given = sum(path.stat().st_size for path in files)
    lines = done.stdout.splitlines()
    items = sum(int(line.rsplit(" ", 2)[1]) for line in lines)
    print(f"{len(lines)} of {len(files)} reports taken in, {items} recommendations")
    print(f"{seconds:.0f} s, {len(lines) / seconds:.1f} reports/s, peak memory {peak:.0f} MB")
    print(
        f"database {database:.0f} MB, originals {blobs / 1e6:.0f} MB;"
        f" ratio to what was given {(database * 1e6 + blobs) / given:.2f}"
    )
    for line in done.stderr.splitlines():
        print(line)


if __name__ == "__main__":
    main()
