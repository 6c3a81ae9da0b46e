"""Writes the sample documents and their gold: `make samples`."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import asdict
from pathlib import Path

from heed.vocab import states
from samples import addendum, report
from samples.mechanisms import compose as mechanisms
from samples.model import Gold, Sample
from samples.pdf import write_pdf
from samples.word import write_docx

ROOT = Path(__file__).parent.parent
DOCUMENTS = ROOT / "src" / "heedweb" / "demo" / "documents"
GOLD = Path(__file__).parent / "gold"


def compose() -> list[tuple[Sample, str]]:
    """Return every sample with the format it is written in."""
    first, second, third = report.first_cycle(), report.second_cycle(), report.third_cycle()
    return [
        (first, "pdf"),
        (addendum.first_cycle(first), "pdf"),
        (second, "pdf"),
        (addendum.second_cycle(second), "pdf"),
        (third, "docx"),
        (addendum.third_cycle(third), "docx"),
    ]


def write(documents: Path, gold: Path) -> None:
    """Write documents and gold into two folders."""
    documents.mkdir(parents=True, exist_ok=True)
    gold.mkdir(parents=True, exist_ok=True)
    for sample, suffix in compose():
        writer = write_pdf if suffix == "pdf" else write_docx
        writer(sample, documents / f"{sample.stem}.{suffix}", addendum.TITLE)
        if sample.gold:
            rows = "".join(json.dumps(_row(g), ensure_ascii=False) + "\n" for g in sample.gold)
            (gold / f"{sample.stem}.jsonl").write_text(rows, encoding="utf-8")
    (documents / "ministry_list.csv").write_text(_our_list(report.second_cycle()), encoding="utf-8")


def _our_list(sample: Sample) -> str:
    """Return what a ministry might keep of a report: a table with headings of its own."""
    held = io.StringIO()
    writer = csv.writer(held, lineterminator="\n")
    writer.writerow(("Para", "What was asked", "Asked by", "Our position", "Ministry"))
    for number, gold in enumerate(sample.gold[:24]):
        text = gold.text if number % 6 else f"{gold.text} without delay"
        position = "noted" if number % 8 == 5 else "supported"
        who = "; ".join(gold.recommending_states)
        ministry = ("Justice", "Health", "Education")[number % 3]
        writer.writerow((gold.paragraph, text, who, position, ministry))
    return held.getvalue()


def _row(gold: Gold) -> dict[str, object]:
    row = asdict(gold)
    found = [states.find(name) for name in gold.recommending_states]
    row["recommending_iso3"] = [state.iso3 if state else None for state in found]
    row["final_position"] = gold.final_position or gold.position
    return row


if __name__ == "__main__":
    write(DOCUMENTS, GOLD)
    mechanisms.write(mechanisms.DOCUMENTS)
