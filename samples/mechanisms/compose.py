"""Writes the documents of the other mechanisms and their gold."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from samples.mechanisms.html import write_html, write_text
from samples.mechanisms.model import Paper
from samples.mechanisms.pdf import write_pdf
from samples.mechanisms.script import load
from samples.mechanisms.stock import Stock
from samples.mechanisms.word import write_docx

SCRIPTS = Path(__file__).parent / "plans"
DOCUMENTS = Path(__file__).parent.parent / "documents"
WRITERS = {"pdf": write_pdf, "docx": write_docx, "html": write_html, "txt": write_text}
STATE = "XAU"


def papers() -> list[Paper]:
    """Return every document, in the order of its name; none depends on another."""
    stock = Stock.load()
    return [load(path, stock) for path in sorted(SCRIPTS.glob("*.txt"))]


def write(documents: Path) -> None:
    """Write every document and `gold.jsonl` into a folder."""
    documents.mkdir(parents=True, exist_ok=True)
    made = papers()
    for paper in made:
        WRITERS[paper.suffix](paper, documents / f"{paper.stem}.{paper.suffix}")
    rows = "".join(json.dumps(row(p), ensure_ascii=False) + "\n" for p in made)
    (documents / "gold.jsonl").write_text(rows, encoding="utf-8")


def row(paper: Paper) -> dict[str, Any]:
    """Return the gold of a document."""
    return {
        "file": f"{paper.stem}.{paper.suffix}", "part": paper.part, "kind": paper.kind,
        "mechanism": paper.mechanism, "symbol": paper.symbol, "state": STATE, "date": paper.date,
        "items": [asdict(item) for item in paper.items], "roles": paper.roles, "dues": paper.dues,
        "grades": paper.grades, "double_footnote": paper.double_footnote,
    }  # fmt: skip
