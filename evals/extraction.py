"""Extraction scored by the corpus's own script, PDF and text apart, develop and check apart."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from heed.cli.extract import row
from heed.errors import InputProblem
from heed.kinds import extract
from heed.reading import read

SINGLE = (
    "BLR_cycle1_A-HRC-15-16",
    "SVN_cycle1_A-HRC-14-15",
    "SVN_cycle2_A-HRC-28-15",
    "SVN_cycle3_A-HRC-43-15",
)
MEASURES = ("f1", "exact_text", "states_accuracy", "position_accuracy")


def scores(corpus: Path, held: Path, *, show_errors: bool) -> dict[str, float]:
    """Return F1, exact text, State sets and positions, each between 0 and 1."""
    found: dict[str, float] = {}
    for suffix in ("pdf", "txt"):
        out = held / suffix
        out.mkdir()
        files = sorted((corpus / "reports" / suffix).glob(f"*.{suffix}"))
        with ProcessPoolExecutor(2) as pool:
            for line in pool.map(_write, files, [out] * len(files), chunksize=8):
                if line:
                    print(line)
        for part in ("develop", "check"):
            result = _scored(corpus, out, part, "paragraph")
            found |= _named(f"{suffix} {part}", result["total"])
            parts = _scored(corpus, out, part, "part")["total"]
            found[f"{suffix} {part} f1 of parts"] = parts["f1"]
            for stem in SINGLE:
                if stem in result["reports"]:
                    found |= _named(f"{suffix} {stem}", result["reports"][stem])
            if show_errors and part == "develop":
                for line in _errors(result):
                    print(line)
    return found


def _write(path: Path, out: Path) -> str:
    try:
        items = extract(read(path)).recommendations
    except InputProblem as problem:
        return str(problem)
    lines = "".join(json.dumps(row(item), ensure_ascii=False) + "\n" for item in items)
    (out / f"{path.stem}.jsonl").write_text(lines, encoding="utf-8")
    return ""


def _scored(
    corpus: Path, out: Path, part: str, unit: str
) -> dict[str, dict[str, dict[str, float]]]:
    command = [sys.executable, str(corpus / "score_extraction.py"), str(out), str(corpus / "gold")]
    command += ["--json", "--unit", unit, "--splits", str(corpus / "splits.json"), "--part", part]
    command += ["--errors", "500"]
    if out.name == "pdf":
        # 62 of the 258 reports are there as PDF.
        command.append("--only-present")
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    result: dict[str, dict[str, dict[str, float]]] = json.loads(ran.stdout)
    return result


def _named(name: str, measured: dict[str, float]) -> dict[str, float]:
    return {f"{name} {m}": measured[m] for m in MEASURES if measured.get(m) is not None}


def _errors(result: dict[str, dict[str, dict[str, float]]]) -> Iterator[str]:
    errors: dict[str, dict[str, list[dict[str, str]]]] = result["errors"]  # type: ignore[assignment]
    for stem, kinds in errors.items():
        for kind, rows in kinds.items():
            for one in rows:
                yield f"  {stem} {kind} {one['paragraph']}: {one['text'][:120]}"
