"""A file of any kind becomes a text with what the file says of itself."""

from __future__ import annotations

from heed.dialogue.heads import headed
from heed.dialogue.mail import is_mail, message
from heed.dialogue.pages import page
from heed.dialogue.sources import Problem, Source
from heed.errors import InputProblem
from heed.reading.read import MOST_BYTES, read_bytes, too_large


def source(data: bytes, *, name: str) -> Source:
    """Return the text that a file holds, and what it says of itself. Raises `InputProblem`."""
    if len(data) > MOST_BYTES:
        raise too_large(name)
    if is_mail(data, name):
        return message(data, name)
    document = read_bytes(data, name=name)
    if document.format == "html":
        return page(data, name)
    problems = tuple(Problem(one.code, one.text) for one in document.problems)
    if not document.text.strip():
        said = document.problems[0].text if document.problems else "holds no text."
        raise InputProblem(name, "no_text", f"has no text: {said}", "Give it as text.")
    if document.format == "text":
        return headed(document.text, name)
    return Source(name, document.text, problems=problems)
