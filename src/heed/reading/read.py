"""The one door: a file of any kind becomes a `Document`, or one `InputProblem`."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from heed.errors import InputProblem
from heed.reading.content import Content
from heed.reading.names import checked_name
from heed.reading.sniff import sniff
from heed.records import Document

# Limits shown to users in docs/limits.md.
MOST_BYTES = 50 * 1024 * 1024


def read(path: Path, *, name: str | None = None) -> Document:
    """Return the file at `path` as a document. `name` is what messages call it.

    The format is found from the content; a name that promises another is refused. Raises
    `InputProblem`.
    """
    called = name or path.name
    return read_bytes(bytes_of(path, called), name=called)


def bytes_of(path: Path, name: str) -> bytes:
    """Return what the file at `path` holds; `name` is what messages call it.

    Raises `InputProblem` where it cannot be opened.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        reason = f"cannot be opened ({error.strerror})."
        remedy = "Check that the file is there and may be read."
        raise InputProblem(name, "unreadable", reason, remedy) from error


def read_bytes(data: bytes, *, name: str) -> Document:
    """Return the document that `data` holds. Raises `InputProblem`."""
    if len(data) > MOST_BYTES:
        raise too_large(name)
    found = checked_name(sniff(data, name), name)
    content = _reader(found)(data, name)
    # Where text is missing and the reason is known, a person sees the reason.
    if not content.text.strip() and not content.problems:
        raise InputProblem(name, "no_text", "holds no text.", "Check that it is the right file.")
    return Document(
        name=name,
        format=found,
        sha256=hashlib.sha256(data).hexdigest(),
        text=content.text,
        pages=content.pages,
        layout=content.layout,
        problems=content.problems,
    )


def too_large(name: str, most: int = MOST_BYTES) -> InputProblem:
    """Return what is said of a file of more than `most` bytes."""
    reason = f"is larger than {most // 1024 // 1024} MB."
    return InputProblem(name, "too_large", reason, "Split the file, or remove its pictures.")


def _reader(found: str) -> Callable[[bytes, str], Content]:
    """Return the reader of a format; libraries are loaded when their format is met."""
    if found == "pdf":
        from heed.reading.pdf import read_pdf as reader
    elif found == "docx":
        from heed.reading.docx import read_docx as reader
    elif found == "doc":
        from heed.reading.doc import read_doc as reader
    elif found == "html":
        from heed.reading.html import read_html as reader
    else:
        from heed.reading.text import read_text as reader
    return reader
