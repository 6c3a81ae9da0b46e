"""`heed read`: a document as heed reads it, as one JSON object."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import heed
from heed.cli.shape import shape
from heed.confined import examine
from heed.errors import InputProblem
from heed.records import Document, Recognition


def show(file: str, *, text_only: bool, shape_only: bool = False) -> int:
    """Print the document at `file`; a document of no known kind is printed all the same."""
    try:
        examined = examine(Path(file))
    except InputProblem as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    document, known = examined.document, examined.recognition
    if shape_only:
        sys.stdout.write(_shape(document, known))
        return 0
    if text_only:
        sys.stdout.write(document.text)
        return 0
    if examined.problem is not None:
        sys.stderr.write(f"{examined.problem}\n")
    out = {
        "name": document.name,
        "format": document.format,
        "sha256": document.sha256,
        "kind": known.kind if known else None,
        "reasons": list(known.reasons) if known else [],
        "symbol": known.symbol if known else None,
        "parent": known.parent if known else None,
        "state": known.state if known else None,
        "session": known.session if known else None,
        "cycle": known.cycle if known else None,
        "language": known.language if known else None,
        "pages": [
            {
                "number": p.number,
                "start": p.start,
                "end": p.end,
                "width": p.width,
                "height": p.height,
            }
            for p in document.pages
        ],
        "problems": [p.text for p in document.problems],
        "text": document.text,
    }
    sys.stdout.write(json.dumps(out, ensure_ascii=False) + "\n")
    return 0


def _shape(document: Document, known: Recognition | None) -> str:
    """Return the shape of a document below a line that says how heed read it; no name, no hash."""
    kind = known.kind if known else "not recognised"
    pages = f"{len(document.pages)} pages" if document.pages else "no pages"
    head = f"[heed {heed.__version__}; {document.format}; {pages}; {kind}]"
    return f"{head}\n{shape(document.text)}"
