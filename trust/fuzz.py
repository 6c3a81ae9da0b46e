"""Seeded mutants of good files: each ends as a document or as one clear refusal.

Run: `make trust-fuzz N=5000`. A mutant is named by its seed and can be made again.
"""

from __future__ import annotations

import io
import os
import random
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from heed import confined
from heed.errors import InputProblem

ROOT = Path(__file__).parent.parent
TOKENS = (
    b"stream", b"endobj", b"<<", b">>", b"[", b"]", b"/Kids", b"/Length 99999999", b"0 R",
    b"(A;B)", b"50.1.", b"\x00", b"\xff\xfe", b"<w:p>", b"</w:p>", b"&lt;", b"((((((((",
)  # fmt: skip


def seeds() -> list[Path]:
    """Return the files that mutants are made of."""
    found = sorted((ROOT / "src" / "heedweb" / "demo" / "documents").glob("AUR_*"))
    corpus = os.environ.get("HEED_CORPUS")
    if corpus:
        folder = Path(corpus) / "corpus"
        found += sorted((folder / "reports" / "pdf").glob("*.pdf"))[:12]
        found += sorted((folder / "reports" / "txt").glob("*.txt"))[:8]
        found += sorted((folder / "slovenia").glob("*.doc*"))
    return found


def _flipped(data: bytearray, chance: random.Random) -> bytearray:
    for _ in range(chance.randint(1, 40)):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return data


def _cut(data: bytearray, chance: random.Random) -> bytearray:
    return data[: chance.randrange(1, len(data))]


def _moved(data: bytearray, chance: random.Random) -> bytearray:
    a, b = sorted(chance.randrange(len(data)) for _ in range(2))
    b = min(b, a + 4096)
    at = chance.randrange(len(data))
    return data[:at] + data[a:b] + data[at:]


def _dropped(data: bytearray, chance: random.Random) -> bytearray:
    a = chance.randrange(len(data))
    del data[a : a + chance.randint(1, 2048)]
    return data or bytearray(b"x")


def _inserted(data: bytearray, chance: random.Random) -> bytearray:
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(data))
        data[at:at] = chance.choice(TOKENS) * chance.randint(1, 50)
    return data


def _renumbered(data: bytearray, chance: random.Random) -> bytearray:
    digits = [i for i, byte in enumerate(data[:200_000]) if 48 <= byte <= 57]
    for i in chance.sample(digits, min(len(digits), 30)):
        data[i] = chance.randint(48, 57)
    return data


BYTES: tuple[Callable[[bytearray, random.Random], bytearray], ...] = (
    _flipped, _cut, _moved, _dropped, _inserted, _renumbered,
)  # fmt: skip


def mutant(original: bytes, seed: int) -> bytes:
    """Return the mutant of a file that this seed makes."""
    chance = random.Random(seed)
    if original.startswith(b"PK") and chance.random() < 0.7:
        return _zip_mutant(original, chance)
    return bytes(chance.choice(BYTES)(bytearray(original), chance))


def _zip_mutant(original: bytes, chance: random.Random) -> bytes:
    """Return an archive that is whole, with one part that is not."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(original)) as source, zipfile.ZipFile(held, "w") as target:
        parts = source.namelist()
        hit = "word/document.xml" if chance.random() < 0.6 else chance.choice(parts)
        for part in parts:
            data = source.read(part)
            if part == hit and data:
                data = bytes(chance.choice(BYTES)(bytearray(data), chance))
            target.writestr(part, data)
    return held.getvalue()


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one mutant: its outcome and seconds."""

    name: str
    outcome: str
    seconds: float


def _tried(seed: int, originals: list[tuple[Path, bytes]], folder: Path) -> Result:
    path, original = originals[seed % len(originals)]
    target = folder / f"{seed}{path.suffix}"
    target.write_bytes(mutant(original, seed))
    started = time.monotonic()
    try:
        examined = confined.examine(target)
        outcome = "document"
        if examined.recognition is not None:
            confined.review([(target, target.name)])
            outcome = "review"
    except InputProblem as problem:
        outcome = f"refused: {problem.code}"
        if "\n" in str(problem):
            outcome = "UNCLEAR"
    except Exception as error:  # noqa: BLE001 -- what is being looked for
        outcome = f"UNCAUGHT {type(error).__name__} {error} seed {seed}"
    finally:
        target.unlink()
    return Result(path.name, outcome, time.monotonic() - started)


def main() -> int:
    """Try N mutants and print what became of them. Returns 1 if one was not caught."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000
    originals = [(path, path.read_bytes()) for path in seeds()]
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(2) as pool:
        results = list(pool.map(lambda n: _tried(n, originals, Path(folder)), range(count)))
        left = list(Path(folder).iterdir())
    bad = [r for r in results if r.outcome.startswith("UN")]
    for outcome, n in Counter(r.outcome for r in results).most_common():
        print(f"{n:6} {outcome}")
    worst = max(r.seconds for r in results)
    print(
        f"{count} mutants of {len(originals)} files in {time.monotonic() - started:.0f} s;"
        f" slowest {worst:.1f} s; uncaught {len(bad)}; left behind {len(left)}"
    )
    return 1 if bad or left or worst > 45 else 0


if __name__ == "__main__":
    sys.exit(main())
