"""`heed taxonomy`: a taxonomy in another form (docs/data.md)."""

from __future__ import annotations

import sys
from pathlib import Path

from heed import confined
from heed.errors import InputProblem
from heed.exchange.taxonomies import TaxonomyFile, write
from heed.vocab.taxonomies import taxonomies


def convert(given: str, out: str, *, form: str) -> int:
    """Write a taxonomy, a file or one that comes with heed, to `out` (`-` prints).

    What of a file is not kept is said on stderr. Returns the exit status.
    """
    try:
        held = _held(given)
        data = write(held, form)
        if out == "-":
            sys.stdout.buffer.write(data)
        else:
            _write(Path(out), data)
    except InputProblem as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    for note in held.notes:
        sys.stderr.write(f"{note}\n")
    told = f"{len(held.taxonomy.labels)} labels, {len(held.examples)} examples"
    sys.stderr.write(f"{held.taxonomy.name or given}: {told}\n")
    return 0


def _held(given: str) -> TaxonomyFile:
    known = taxonomies().get(given)
    path = Path(given)
    if known is not None and not path.exists():
        return TaxonomyFile(known)
    if not path.exists():
        reason = "is neither a file nor a taxonomy that comes with heed."
        codes = ", ".join(taxonomies()) or "none"
        raise InputProblem(given, "unreadable", reason, f"These come with heed: {codes}.")
    return confined.taxonomy(path)


def _write(path: Path, data: bytes) -> None:
    """Write a file whole or not at all. Raises `InputProblem` where it cannot be written."""
    partial = path.with_name(f"{path.name}.partial")
    try:
        partial.write_bytes(data)
        partial.replace(path)
    except OSError as error:
        reason = f"cannot be written ({error.strerror})."
        raise InputProblem(str(path), "unwritable", reason, "Choose another place.") from error
    finally:
        partial.unlink(missing_ok=True)
