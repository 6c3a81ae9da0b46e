"""How long the command takes to start, against the bare interpreter."""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import time

ROUNDS = 9


def main() -> None:
    """Print medians and the ratio."""
    heed = shutil.which("heed")
    if heed is None:
        sys.exit("heed is not installed.")
    bare: list[float] = []
    own: list[float] = []
    for _ in range(ROUNDS):
        bare.append(_timed([sys.executable, "-c", "pass"]))
        own.append(_timed([heed, "--help"]))
    first, second = statistics.median(bare), statistics.median(own)
    print(f"python -c pass    {first * 1000:6.0f} ms")
    print(f"heed --help       {second * 1000:6.0f} ms  ratio {second / first:5.2f}")


def _timed(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, capture_output=True, check=True)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
