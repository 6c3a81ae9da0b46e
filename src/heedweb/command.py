"""What the workspace's commands share: how they read their words, start, and tell what came of it.

Nothing here loads Django before it is needed: `heed --help` asks each command for its words.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterable

Line = str | tuple[bool, str]
"""A line to print; with False before it, one that says what is wrong."""


def parser_of(name: str, what: str, example: str) -> argparse.ArgumentParser:
    """Return what reads the words of a command."""
    return argparse.ArgumentParser(
        prog=f"heed {name}", description=what, epilog=f"example: {example}"
    )


def started() -> None:
    """Bring Django up and the database up to date. Raises `SystemExit` with one line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "heedweb.config.settings")
    import django
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import call_command

    try:
        django.setup()
        call_command("migrate", verbosity=0)
    except ImproperlyConfigured as error:
        sys.stderr.write(f"{error}\n")
        raise SystemExit(1) from error
    except Exception as error:
        from heedweb.workspace.storage import line_of

        line = line_of(error)
        if line is None:
            raise
        sys.stderr.write(f"{line}\n")
        raise SystemExit(1) from error


def told(act: Callable[[], Iterable[Line]]) -> int:
    """Print what an act says, line by line; return 1 if anything is wrong, or it is not done.

    An act that is not done says why in one line: what is looked for is not there, somebody may not,
    an option or a backup is wrong, the disk is full.
    """
    from heedweb.administration.options import OptionProblem
    from heedweb.backup import BackupProblem
    from heedweb.workspace.domain.refusals import Refused
    from heedweb.workspace.storage import StorageProblem, translated

    status = 0
    try:
        with translated():
            for said in act():
                well, line = (True, said) if isinstance(said, str) else said
                (sys.stdout if well else sys.stderr).write(f"{line}\n")
                status = status if well else 1
    except (LookupError, Refused, OptionProblem, BackupProblem, StorageProblem) as problem:
        sys.stderr.write(f"{problem.args[0]}\n")
        return 1
    return status
