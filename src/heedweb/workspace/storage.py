"""What is wrong with the disk or the database, in one line that says what to do.

The only place that knows the errors of the operating system and of SQLite by their names.
"""

from __future__ import annotations

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db.utils import DatabaseError
from django.utils.translation import gettext as _

_LEAST = 256 * 1024
_FULL = (errno.ENOSPC, errno.EDQUOT)
_CLOSED = (errno.EROFS, errno.EACCES, errno.EPERM)


class StorageProblem(Exception):
    """The data folder cannot be written or read. `str()` is one line: what is wrong, what to do."""


@contextmanager
def translated() -> Iterator[None]:
    """Raise `StorageProblem` in place of what the system says. Other errors pass."""
    try:
        yield
    except (OSError, DatabaseError) as error:
        line = line_of(error)
        if line is None:
            raise
        raise StorageProblem(line) from error


def line_of(error: BaseException | None) -> str | None:
    """Return what an error means for the people who use heed, None if it is none of the disk's."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        line = _line(error)
        if line is not None:
            return line
        error = error.__cause__ or error.__context__
    return None


def busy(error: BaseException) -> bool:
    """Return whether something else wrote for so long that this could not (settings: `timeout`)."""
    return isinstance(error, DatabaseError) and "database is locked" in str(error)


def _line(error: BaseException) -> str | None:
    said = str(error)
    full = isinstance(error, OSError) and error.errno in _FULL
    closed = isinstance(error, OSError) and error.errno in _CLOSED
    io = isinstance(error, OSError) and error.errno == errno.EIO
    if isinstance(error, StorageProblem):
        return said
    # SQLite says "disk I/O error" where it cannot even make the file beside the database.
    io = io or "disk I/O error" in said
    if full or "disk is full" in said or (io and _no_room()):
        return _("The disk of the data folder is full: nothing was stored. Make room, try again.")
    if closed or "readonly database" in said or "unable to open database" in said:
        text = _(
            "The data folder {folder} cannot be written: nothing was stored. Let heed write it."
        )
        return text.format(folder=settings.DATA)
    if "malformed" in said or "not a database" in said:
        text = _("The database in {folder} is damaged. Stop heed and restore the last backup.")
        return text.format(folder=settings.DATA)
    if io:
        return _("The disk of the data folder fails: nothing was stored. Check the disk.")
    return None


def _no_room() -> bool:
    try:
        return shutil.disk_usage(settings.DATA).free < _LEAST
    except OSError:
        return False
