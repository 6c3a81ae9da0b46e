"""What can be wrong with what heed was given, said in one line: which file, what, what to do."""

from __future__ import annotations


class HeedError(Exception):
    """The base of every error that heed raises on purpose."""


class InputProblem(HeedError):
    """A file that heed refuses. `str()` is one line: file, reason, what was stored, remedy.

    `code` is stable and is what programs compare; `reason` ("is empty.") and `remedy` are English
    sentences without the file's name.
    """

    def __init__(self, file: str, code: str, reason: str, remedy: str) -> None:
        self.file = file
        self.code = code
        self.reason = reason
        self.remedy = remedy
        super().__init__(told(file, reason, remedy))


def told(file: str, reason: str, remedy: str) -> str:
    """Return the line that says that a file is refused, why, and what to do."""
    line = f'cannot read "{shown(file)}": it {reason} Nothing was stored. {remedy}'
    return line.rstrip()


def shown(name: str) -> str:
    """Return a file's name as it can stand in a line: what controls a terminal is spelled out."""
    plain = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in name)
    return plain if len(plain) <= 120 else f"{plain[:80]}…{plain[-39:]}"


class NoSuchSection(HeedError):
    """A section that a document of this kind must have was not found."""
