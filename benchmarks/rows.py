"""What reading a large export of the Index costs, against a bare stream of the same file.

Composes an export in the Index's form (MEGABYTES, invented sentences, the same each time) in a
temporary folder and reads it four ways, each in a process of its own. Then shows what is said of
files that are damaged. Run: `python -m benchmarks.rows [MEGABYTES]`.
"""

from __future__ import annotations

import itertools
import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

MEGABYTES = 400
GOAL_MB = 300
_WORDS = [
    "ratify",
    "the",
    "convention",
    "on",
    "harbours",
    "and",
    "rivers",
    "take",
    "measures",
    "to",
    "ensure",
    "that",
    "all",
    "persons",
    "have",
    "access",
    "to",
    "schools",
    "without",
    "discrimination",
    "in",
    "law",
    "and",
    "in",
    "practice",
    "State",
    "party",
    "should",
    "adopt",
]
_STATES = ("Chad", "Peru", "Slovenia", "France", "Kenya")
_THEMES = ("Right to health", "Right to education", "Harbours, rivers & coasts", "Equality")
# Each way reads argv[1] and prints rows, seconds, and the most resident kilobytes of itself and of
# its child.
_WAYS = {
    "bare ijson": "import ijson; n = sum(1 for _ in ijson.items(path.open('rb'), 'item'))",
    "bare json.load": "import json; n = len(json.load(path.open('rb')))",
    "core reader": "from heed.exchange import reading\n"
    "n = sum(1 for _ in reading.rows(path.open('rb'), 'x'))",
    "confined door": "from heed import confined\nn = sum(1 for _ in confined.rows(path))",
    "confined, one State": "from heed import confined\n"
    "n = sum(1 for _ in confined.rows(path, state='SVN'))",
}
# The child's own peak is told by its supervisor: nobody waits for it, so that no usage adds it up.
_BEFORE = """
from heed.confined.client import SERVER
asked = SERVER.run
def run(*given):
    global child
    outcome = asked(*given)
    child = outcome.memory // 1024
    return outcome
SERVER.run = run
"""
_AROUND = """
import sys, time, resource
from pathlib import Path
path = Path(sys.argv[1])
child = 0
{before}
start = time.perf_counter()
{way}
seconds = time.perf_counter() - start
own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(n, seconds, own, child)
"""


def main() -> None:
    """Print rows per second, peak memory and ratios; then the messages about damaged files."""
    megabytes = int(sys.argv[1]) if len(sys.argv) > 1 else MEGABYTES
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export.json"
        count = compose(path, megabytes)
        print(f"{count:,} records, {path.stat().st_size >> 20} MB")
        floor = None
        for name, way in _WAYS.items():
            rows, seconds, own, child = _measured(path, way)
            floor = floor or seconds
            most = max(own, child)
            goal = "" if most <= GOAL_MB or "heed" not in way else f"  OVER {GOAL_MB} MB"
            print(
                f"{name:<20}{rows:9,} rows {count / seconds:10,.0f} read/s {seconds:7.1f} s"
                f"  ratio {seconds / floor:6.1f}  {own:5.0f} MB, child {child:4.0f} MB{goal}"
            )
        for said in _said(path):
            print(said)


def compose(path: Path, megabytes: int) -> int:
    """Write an export of about so many megabytes. Return how many records it has."""
    size, count = 0, 0
    with path.open("w", encoding="utf-8") as file:
        file.write("[")
        for count, one in enumerate(_records(), 1):
            line = (",\n" if count > 1 else "\n") + json.dumps(one)
            file.write(line)
            size += len(line)
            if size >= megabytes << 20:
                break
        file.write("\n]\n")
    return count


def _records() -> Iterator[dict[str, object]]:
    draw = random.Random(1)  # noqa: S311 -- the same file each time
    for n in itertools.count():
        upr = n % 3 == 0
        text = " ".join(draw.choices(_WORDS, k=draw.randint(30, 220)))
        yield {
            "AnnotationId": f"{n:08x}-5f9a-4eb5-985f-05b47986ad82",
            "DocumentId": f"{n // 40:08x}-dcb5",
            "Symbol": "A/HRC/59/99" if upr else "CRC/C/PER/CO/9",
            "Text": f"140.{n % 300 + 1} Ratify {text} (Chad) (Peru);" if upr
            else f"{n % 80 + 1}.The Committee {text}.",
            "Body": "- UPR" if upr else "- CRC",
            "AnnotationType": "- Recommendations" if upr else "- Concerns/Observations",
            "Countries": [_STATES[n % 5]],
            "Regions": ["Asia-Pacific"],
            "Themes": _THEMES[: n % 4 + 1],
            "AffectedPersons": ["Children", "Women & girls"],
            "Sdgs": ["16.2 - Protect children from abuse, exploitation and violence"],
            "PublicationDate": "2025-02-12T00:00:00",
            "PublicationDateOnUhri": "2025-03-03T10:53:45.827",
            "UprCycle": "Cycle 4" if upr else None,
            "UprSession": ["48"] if upr else [],
            "UprPositions": ["Supported"] if upr else [],
            "UprRecommendingCountry": ["Chad", "Peru"] if upr else [],
            "UprRecommendingRegions": ["Africa"] if upr else [],
        }  # fmt: skip


def _measured(path: Path, way: str) -> tuple[int, float, float, float]:
    """Return rows, seconds and the most megabytes of a process that reads, and of its child."""
    before = _BEFORE if "confined" in way else ""
    command = [sys.executable, "-c", _AROUND.format(way=way, before=before), str(path)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    if ran.returncode:
        return 0, float("inf"), 0.0, 0.0
    count, seconds, own, child = ran.stdout.split()
    return int(count), float(seconds), int(own) / 1024, int(child) / 1024


def _said(path: Path) -> Iterator[str]:
    """Yield what is said of damaged files, as `heed rows` prints it."""
    with path.open("rb") as file:
        start = file.read(min(8 << 20, path.stat().st_size // 2))
    first = json.loads(start[1 : start.index(b"\n", 2)].rstrip(b",\n"))
    table = b"Recommendation;Recommending States\nPlant trees;Chad\n"
    cases = {
        "cut.json": start,
        "fields.json": b'[{"Title": "x", "Text": "y"}]',
        "twice.json": json.dumps([first, first]).encode(),
        "mixed.csv": table + "Été;Chad\n".encode() + "Été;Peru\n".encode("cp1252"),
        "state.csv": table + b"Plant more;Atlantis\n",
    }
    for name, data in cases.items():
        damaged = path.with_name(name)
        damaged.write_bytes(data)
        command = [
            sys.executable,
            "-c",
            "from heed.cli.main import main; main()",
            "rows",
            str(damaged),
        ]
        ran = subprocess.run(command, capture_output=True, text=True, check=False)
        yield f"exit {ran.returncode}: {ran.stderr.strip()}"


if __name__ == "__main__":
    main()
