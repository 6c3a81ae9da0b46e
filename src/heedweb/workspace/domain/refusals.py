"""Why an act is not done: one family, whatever the act was on. Pages and commands show the line."""

from __future__ import annotations


class Refused(Exception):
    """An act that is not done; `line`, and `str()`, say in one line why and what to do."""

    def __init__(self, line: str) -> None:
        self.line = line
        super().__init__(line)


class NotTheirs(Refused):
    """Somebody else's to do."""


class NotNow(Refused):
    """Not as the record stands."""


class Lacking(Refused):
    """Something that must be written is not."""
