"""`heed train`: a labeller from a file of labelled recommendations, with its card."""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import yaml

from heed import confined
from heed.errors import InputProblem
from heed.exchange.rows import Fault, Row
from heed.labels.figures import calibration_error, reliability, scored
from heed.labels.files import save
from heed.labels.measuring import passed
from heed.labels.terms import Terms
from heed.labels.training import Example, Learned, learned
from heed.vocab.taxonomies import Taxonomy, taxonomies

_WRITTEN: dict[str, Callable[[Row], Sequence[str]]] = {
    "upr_info.issues": lambda row: row.themes,
    "upr_info.action": lambda row: [row.action] if row.action else [],
    "uhri.themes": lambda row: row.themes,
    "uhri.groups": lambda row: row.groups,
    "sdg.goals": lambda row: [_number(goal) for goal in row.goals],
}

_LIMITS = (
    "Learned from English texts of one source and its coders' habits. On other mechanisms, on newer"
    " words and on rare labels it is right less often than the figures say."
)
_DIGITS = re.compile(r"\d+")


def write(file: str, taxonomy: str, out: str, *, version: str, licence: str) -> int:
    """Train on `file` and write model and card into the folder `out`. Returns the exit status."""
    try:
        examples, left_out = _examples(Path(file), taxonomies()[taxonomy])
        sys.stderr.write(f"{len(examples)} examples, {left_out} rows left out; training ...\n")
        held, asked = taxonomies()[taxonomy], taxonomy == "upr_info.action"
        made = learned(
            examples,
            taxonomy=taxonomy,
            codes=[label.code for label in held.labels],
            many=held.many,
            version=version,
            asked=asked,
            terms=None if asked else Terms([held]),
        )
    except InputProblem as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    folder = Path(out)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{taxonomy}.skops"
    sha256 = save(made.labeller, path)
    card = {
        "taxonomy": taxonomy,
        "version": version,
        "method": made.labeller.method,
        "sha256": sha256,
        "bytes": path.stat().st_size,
        "made": datetime.now(UTC).date().isoformat(),
        "data": _data(Path(file), examples, left_out),
        "licence": licence,
        "unseen": _unseen(made),
        "limits": _LIMITS,
    }
    written = yaml.safe_dump(card, sort_keys=False, allow_unicode=True, width=100)
    path.with_suffix(".yaml").write_text(written, encoding="utf-8")
    sys.stderr.write(f"{path.name}: {path.stat().st_size:,} bytes, SHA-256 {sha256}\n")
    return 0


def _examples(file: Path, taxonomy: Taxonomy) -> tuple[list[Example], int]:
    """Return the labelled texts of a file, and how many rows could not be used."""
    written = _WRITTEN[taxonomy.code]
    found: list[Example] = []
    left_out = 0
    for row in confined.rows(file):
        labels = [] if isinstance(row, Fault) else [taxonomy.find(one) for one in written(row)]
        if isinstance(row, Fault) or not labels or None in labels:
            left_out += 1
        else:
            found.append(Example(row.text, tuple(label.code for label in labels if label)))
    return found, left_out


def _number(goal: str) -> str:
    found = _DIGITS.search(goal)
    return found.group() if found else goal


def _data(file: Path, examples: Sequence[Example], left_out: int) -> dict[str, object]:
    with file.open("rb") as held:
        sha256 = hashlib.file_digest(held, "sha256").hexdigest()
    return {"file": file.name, "sha256": sha256, "examples": len(examples), "left_out": left_out}


def _unseen(made: Learned) -> dict[str, object]:
    """Return how it did on examples it had not seen, in figures of four places."""
    labeller, likely, given = made.labeller, made.likely, made.given
    chosen = labeller.chosen(likely)
    scores = scored(chosen, given, labeller.codes)
    clear = passed(labeller, likely, given)
    error = calibration_error(reliability(likely[chosen], given[chosen]))
    figures = {
        "texts": scores.texts,
        "micro_f1": scores.micro_f1,
        "macro_f1": scores.macro_f1,
        "exact": scores.exact,
        "calibration_error": error,
        "passed_share": clear.share,
        "passed_precision": clear.precision,
        "passed_recall": clear.recall,
    }
    return {name: round(figure, 4) for name, figure in figures.items()}
