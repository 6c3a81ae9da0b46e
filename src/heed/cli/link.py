"""`heed link`: what asks again what an earlier list asked, as JSON lines (docs/links.md)."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from heed.cli.jsonl import Line, lines
from heed.cli.writing import opened
from heed.errors import InputProblem
from heed.links.embeddings import embedder
from heed.links.linker import Item, Linker
from heed.records import Link


def write(later: str, earlier: str, out: str, *, model: str | None = None) -> int:
    """Write the links between two files (`-` reads one of them) to `out`. Returns the exit status.

    `model` is a folder with a sentence model, to search long lists by meaning too. Nothing is
    written where a line of either is none.
    """
    try:
        if later == earlier == "-":
            reason = "cannot be both lists."
            raise InputProblem("standard input", "twice", reason, "Give one of them as a file.")
        some, others = list(lines(later)), list(lines(earlier))
        linker = Linker(embedder=embedder(Path(model)) if model else None)
        links = linker.links(_items(some), _items(others))
        with opened(out) as to:
            for link in links:
                told = _told(link, some, others)
                to.write(json.dumps(told, ensure_ascii=False) + "\n")
    except InputProblem as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    return 0


def _items(held: Sequence[Line]) -> list[Item]:
    """Return lines as items named by their place, since ids may be numbers."""
    return [Item(str(at), line.text) for at, line in enumerate(held)]


def _told(link: Link, later: Sequence[Line], earlier: Sequence[Line]) -> dict[str, object]:
    return {
        "later": later[int(link.later)].id,
        "earlier": earlier[int(link.earlier)].id,
        "relation": link.relation,
        "score": link.score,
        "reason": link.reason,
        "sure": link.sure,
        "grounds": [
            {"name": one.name, "value": one.value, "weight": one.weight, "words": one.words}
            for one in link.grounds
        ],
    }
