"""The PDFs that are measured: the real ones where HEED_CORPUS is set, else the samples."""

from __future__ import annotations

import os
from pathlib import Path


def pdfs() -> list[Path]:
    """Return the files, and say which they are."""
    folder = os.environ.get("HEED_CORPUS")
    if folder:
        found = sorted((Path(folder) / "corpus" / "reports" / "pdf").glob("*.pdf"))
        print(f"on {len(found)} real reports")
        return found
    samples = Path(__file__).parent.parent / "src" / "heedweb" / "demo" / "documents"
    found = sorted(samples.glob("*report.pdf"))
    print(f"HEED_CORPUS is not set: on {len(found)} composed reports")
    return found
