"""How right the dialogue is read on the press items, by the scorer that comes with them.

Overall, by language (where a language has what is counted), and on the items that were first read
after the rules were written: those figures are no longer a test, since errors on them were mended
too; what they were before is in docs/dialogue.md. `python -m evals.dialogue` prints them,
`--errors` lists what the scorer counts by item.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from heed.cli.main import run

# Left alone until the rules were written; read in two steps (docs/dialogue.md).
HELD_OUT = (
    "vn-vov-de", "gt-eyn-es", "bf-apa-fr", "ua-uanews-uk", "kz-kaztag-ru", "tm-worldnewsam-en",
    "cn-linjian-en", "ilo-gb341-en",
)  # fmt: skip
_SHOWN = (
    "meetings_right", "participants_f1", "organisation", "date", "place", "speaker_recall",
    "speaker_precision", "attribution_rate", "commitments_recall", "commitments_precision",
    "duplicates_right", "same_event_f1", "about_f1",
)  # fmt: skip


def scores(corpus: Path) -> dict[str, float]:
    """Return the scores of the press folder beside the corpus, none where it is not there."""
    folder = corpus.parent / "press"
    if not (folder / "gold.jsonl").exists():
        print("No folder press beside the corpus: the dialogue is not scored.")
        return {}
    with tempfile.TemporaryDirectory() as held:
        found = _found(folder, Path(held))
        parts = {"": _ids(folder), ", the items held out at first": HELD_OUT}
        parts |= {f", {code}": ids for code, ids in _by_language(folder).items()}
        told: dict[str, float] = {}
        for name, ids in parts.items():
            scored = _scored(folder, found, ids, Path(held))
            told |= {f"dialogue {one}{name}": value for one, value in scored.items()}
    return told


def _rows(path: Path) -> list[dict[str, object]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def _ids(folder: Path) -> list[str]:
    return [str(row["id"]) for row in _rows(folder / "items.jsonl")]


def _by_language(folder: Path) -> dict[str, list[str]]:
    parts: dict[str, list[str]] = {}
    for row in _rows(folder / "items.jsonl"):
        parts.setdefault(str(row["language"]), []).append(str(row["id"]))
    return dict(sorted(parts.items()))


def _found(folder: Path, held: Path) -> Path:
    """Return the file with what the command finds in all items."""
    script = [sys.executable, str(folder / "score_dialogue.py"), "make-input"]
    subprocess.run([*script, str(folder / "items.jsonl"), str(held / "in")], check=True)
    out = held / "found.jsonl"
    run(["dialogue", *sorted(map(str, (held / "in").glob("*.txt"))), "--out", str(out)])
    return out


def _scored(folder: Path, found: Path, ids: Sequence[str], held: Path) -> dict[str, float]:
    """Return what the scorer says of some items; what they have none of is left out."""
    gold = held / "gold.jsonl"
    some = [row for row in _rows(folder / "gold.jsonl") if row["id"] in ids]
    gold.write_text("\n".join(json.dumps(row) for row in some), encoding="utf-8")
    script = [sys.executable, str(folder / "score_dialogue.py"), "score", str(gold), str(found)]
    told = json.loads(subprocess.run([*script, "--json"], check=True, capture_output=True).stdout)
    return {name: told[name] for name in _SHOWN if told[name] is not None}


def main() -> None:
    """Print the scores, with `--errors` also what the scorer counts by item."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", action="store_true", help="counts by item")
    parsed = parser.parse_args()
    corpus = Path(os.environ["HEED_CORPUS"]) / "corpus"
    for name, value in scores(corpus).items():
        print(f"{name:<58}{value:>9.4f}")
    if parsed.errors:
        folder = corpus.parent / "press"
        with tempfile.TemporaryDirectory() as held:
            found = _found(folder, Path(held))
            script = [sys.executable, str(folder / "score_dialogue.py"), "score"]
            subprocess.run([*script, str(folder / "gold.jsonl"), str(found), "--items"], check=True)


if __name__ == "__main__":
    main()
