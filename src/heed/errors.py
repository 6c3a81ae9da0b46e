"""What can be wrong with what heed was given, said in one line: which file, what, what to do."""

from __future__ import annotations


class HeedError(Exception):
    """The base of every error that heed raises on purpose."""


class InputProblem(HeedError):
    """A file that heed refuses. `str()` is one line: file, reason, remedy.

    `code` is stable and is what programs compare; `reason` and `remedy` are English sentences
    without the file's name.
    """

    def __init__(self, file: str, code: str, reason: str, remedy: str) -> None:
        self.file = file
        self.code = code
        self.reason = reason
        self.remedy = remedy
        super().__init__(f"{file}: {reason} {remedy}")


class NoSuchSection(HeedError):
    """A section that a document of this kind must have was not found."""
