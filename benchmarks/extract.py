"""What reading with boxes and extracting costs, against the bare text of the same pages."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from pathlib import Path

import pypdfium2

from benchmarks.documents import pdfs
from heed.kinds import extract
from heed.reading import read

ROUNDS = 3
GOAL = 4.0


def bare(path: Path) -> int:
    """Read the text of every page with pypdfium2 alone."""
    with pypdfium2.PdfDocument(path) as document:
        for page in document:
            page.get_textpage().get_text_range()
        return len(document)


def reading(path: Path) -> int:
    """Read a file with all boxes."""
    return len(read(path).pages)


def whole(path: Path) -> int:
    """Read a file and extract its recommendations."""
    document = read(path)
    extract(document)
    return len(document.pages)


def main() -> None:
    """Print pages per second and ratios; the three alternate in one run."""
    files = pdfs()
    times: dict[str, list[float]] = {"bare text": [], "read": [], "read and extract": []}
    pages = 0
    for _ in range(ROUNDS):
        for name, act in zip(times, (bare, reading, whole), strict=True):
            pages, seconds = _timed(act, files)
            times[name].append(seconds)
    floor = statistics.median(times["bare text"])
    for name, held in times.items():
        seconds = statistics.median(held)
        print(f"{name:<18}{pages / seconds:8.0f} pages/s  ratio {seconds / floor:5.2f}")
    ratio = statistics.median(times["read and extract"]) / floor
    print(f"goal: ratio <= {GOAL}: {'met' if ratio <= GOAL else 'missed'}")


def _timed(act: Callable[[Path], int], files: list[Path]) -> tuple[int, float]:
    start = time.perf_counter()
    pages = sum(act(path) for path in files)
    return pages, time.perf_counter() - start


if __name__ == "__main__":
    main()
