"""What an item is before it is read: its text, and what its file says of it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """What is doubtful: a stable `code` and an English sentence."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Source:
    """What an item is known by before it is read: each "" where the file does not say.

    `published` is a day "2027-05-03", or a month, or a year. What is read begins at `body_from`;
    before it stands what the other fields were taken from. `own` is a State that the list of
    States lacks, or whose spellings it lacks: its name, then other forms.
    """

    file: str
    text: str
    title: str = ""
    publisher: str = ""
    published: str = ""
    body_from: int = 0
    own: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
