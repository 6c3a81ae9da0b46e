"""What a file's name promises, against what it holds."""

from __future__ import annotations

from pathlib import PurePath

from heed.errors import InputProblem

# Documents go by each other's names (four of eight UN `.doc` files are DOCX, and Word saves HTML as
# `.doc`) and do no harm; refused is text where a PDF was promised: it says why there is none.
_DOCUMENTS = {"pdf", "docx", "doc"}
_WORD = {*_DOCUMENTS, "html", "text"}
_PAGES = {"html"}
_PROMISED = {
    ".pdf": _DOCUMENTS,
    ".docx": _WORD,
    ".doc": _WORD,
    ".htm": _PAGES,
    ".html": _PAGES,
    ".xhtml": _PAGES,
}
_CALLED = {"pdf": "PDF", "docx": "Word (DOCX)", "doc": "Word (DOC)", "html": "HTML", "text": "text"}
_TABLES = {".csv", ".tsv"}


def checked_name(found: str, name: str) -> str:
    """Return the format to read. Raises `InputProblem` if the name promises something else."""
    suffix = PurePath(name).suffix.lower()
    promised = _PROMISED.get(suffix, {found})
    if promised is _PAGES and found == "text":
        # A piece of a page without its beginning.
        return "html"
    if suffix in _TABLES and found == "text":
        reason = "is a table (CSV), not a document."
        raise InputProblem(name, "unsupported", reason, "Give a PDF, Word, HTML or text file.")
    if found not in promised:
        reason = f"does not hold what its name says: it is {_CALLED[found]}."
        remedy = "Download it again; what came may be an error page. Or name it for what it is."
        raise InputProblem(name, "wrong_name", reason, remedy)
    return found
