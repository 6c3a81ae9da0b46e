"""The workspace's commands, found by `heed` through entry points."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path


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


def _parser(name: str, what: str, example: str) -> argparse.ArgumentParser:
    return argparse.ArgumentParser(
        prog=f"heed {name}", description=what, epilog=f"example: {example}"
    )


def serve(argv: Sequence[str]) -> int:
    """Serve the workspace and do its imports, in one process."""
    parser = _parser("serve", "Serve the workspace at an address of this machine.", "heed serve")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8470)
    parsed = parser.parse_args(argv)
    os.environ.setdefault("HEED_BASE_URL", f"http://{parsed.host}:{parsed.port}")
    started()
    from heedweb import server

    server.run(parsed.host, parsed.port)
    return 0


def read_again(argv: Sequence[str]) -> int:
    """Read stored originals again, after an upgrade; what people decided stays."""
    parser = _parser("read-again", "Read stored originals again.", "heed read-again A/HRC/43/15")
    parser.add_argument("symbols", nargs="*", metavar="SYMBOL", help="all reviews without one")
    parser.add_argument("--workspace", metavar="NAME", help="only in this workspace")
    parsed = parser.parse_args(argv)
    started()
    from heedweb.workspace import operations

    status = 0
    for well, line in operations.read_again(parsed.symbols, parsed.workspace):
        (sys.stdout if well else sys.stderr).write(f"{line}\n")
        status = status if well else 1
    return status


def work(argv: Sequence[str]) -> int:
    """Do imports, trainings and label runs until stopped, for those with several processes."""
    parser = _parser("work", "Do imports and labelling until stopped.", "heed work --once")
    parser.add_argument("--once", action="store_true", help="stop when no job is left")
    parsed = parser.parse_args(argv)
    started()
    from heedweb.server import stop_on_term
    from heedweb.workspace.worker import work_once, working

    if parsed.once:
        while work_once():
            pass
        return 0
    stop_on_term()
    with suppress(KeyboardInterrupt), working():
        threading.Event().wait()
    return 0


def workspace(argv: Sequence[str]) -> int:
    """Create a workspace, or list them."""
    parser = _parser(
        "workspace",
        "Create a workspace for a State, list the workspaces, open one to the public or close it.",
        'heed workspace create "UPR team" --state SVN --by me@example.org',
    )
    parser.add_argument("action", choices=["create", "list", "open", "close"])
    parser.add_argument("name", nargs="?")
    parser.add_argument("--state", default="", help="ISO 3166-1 alpha-3 code")
    parser.add_argument("--by", metavar="EMAIL", help="who coordinates it")
    parsed = parser.parse_args(argv)
    if parsed.action == "create" and not (parsed.name and parsed.by):
        parser.error("create needs NAME and --by EMAIL")
    started()
    from heedweb.workspace import operations

    if parsed.action == "list":
        for line in operations.list_workspaces():
            sys.stdout.write(f"{line}\n")
        return 0
    from heedweb.workspace.domain.refusals import Refused

    try:
        if parsed.action == "create":
            line = operations.create_workspace(parsed.name, parsed.state, parsed.by)
        else:
            line = operations.open_to_public(parsed.name, public=parsed.action == "open")
    except (LookupError, Refused) as problem:
        sys.stderr.write(f"{problem.args[0]}\n")
        return 1
    sys.stdout.write(f"{line}\n")
    return 0


# As in heedweb.workspace.roles, which cannot be loaded before Django; a test compares them.
ROLES = (
    "reader", "focal_point", "alternate", "authority", "coordinator", "nhri_member",
    "nhri_approver", "cso_member", "cso_approver", "partner", "auditor",
)  # fmt: skip


def invite(argv: Sequence[str]) -> int:
    """Print a one-time sign-in link for a person, who is let into the workspace."""
    parser = _parser("invite", "Print a one-time sign-in link.", "heed invite me@example.org")
    parser.add_argument("email")
    parser.add_argument("--workspace", metavar="NAME", help="let the person into this workspace")
    parser.add_argument("--role", default="reader", choices=ROLES, help="in this role (reader)")
    parser.add_argument("--organisation", metavar="NAME", help="as one of this organisation")
    parsed = parser.parse_args(argv)
    started()
    from heedweb.workspace import operations
    from heedweb.workspace.domain.refusals import Refused

    try:
        link = operations.invite(parsed.email, parsed.workspace, parsed.role, parsed.organisation)
        sys.stdout.write(f"{link}\n")
    except (LookupError, Refused) as error:
        sys.stderr.write(f"{error.args[0]}\n")
        return 1
    return 0


def take_in(argv: Sequence[str]) -> int:
    """Import files into a workspace, as the import page does."""
    parser = _parser("take-in", "Import files into a workspace.", "heed take-in r.pdf a.pdf")
    parser.add_argument("files", nargs="+", metavar="FILE", type=Path)
    parser.add_argument("--workspace", metavar="NAME", help="needed if there are several")
    parser.add_argument(
        "--keep-others", action="store_true", help="keep files of other kinds too, without a list"
    )
    parsed = parser.parse_args(argv)
    started()
    from heedweb.workspace import operations
    from heedweb.workspace.storage import StorageProblem, translated

    try:
        with translated():
            outcomes = operations.take_in_files(
                parsed.files, parsed.workspace, keep_others=parsed.keep_others
            )
    except (LookupError, StorageProblem) as error:
        sys.stderr.write(f"{error.args[0]}\n")
        return 1
    for outcome in outcomes:
        if outcome.state == "done":
            sys.stdout.write(f"{outcome.name}: taken in, {outcome.count} items\n")
        elif outcome.state == "kept":
            sys.stdout.write(f"{outcome.line}\n")
        else:
            sys.stderr.write(f"{outcome.line}\n")
    return 1 if any(outcome.state == "refused" for outcome in outcomes) else 0


def label(argv: Sequence[str]) -> int:
    """Propose labels for the recommendations that no labeller has read yet."""
    return _over_workspace("label", "Propose labels for recommendations.", argv)


def cluster(argv: Sequence[str]) -> int:
    """Compare what was asked with what was asked before, and gather what asks the same."""
    what = "Link recommendations over cycles and mechanisms, and gather them into clusters."
    return _over_workspace("cluster", what, argv)


def _over_workspace(name: str, what: str, argv: Sequence[str]) -> int:
    """Do the operation of a name over a workspace, telling how far it has come."""
    parser = _parser(name, what, f'heed {name} "UPR team"')
    parser.add_argument("workspace", nargs="?", metavar="WORKSPACE", help="if there are several")
    parsed = parser.parse_args(argv)
    started()
    from heedweb.workspace import operations

    def told(done: int, total: int) -> None:
        sys.stderr.write(f"{done} of {total}\n")

    carry_out = {"label": operations.label, "cluster": operations.cluster}[name]
    try:
        sys.stdout.write(f"{carry_out(parsed.workspace, told)}\n")
    except LookupError as error:
        sys.stderr.write(f"{error.args[0]}\n")
        return 1
    return 0


def fetch(argv: Sequence[str]) -> int:
    """Fetch a UN document by its symbol and write it with a record of where it came from."""
    parser = _parser(
        "fetch",
        "Fetch a UN document by its symbol (only where HEED_FETCH is on).",
        "heed fetch A/HRC/59/15 --language ru --out documents/",
    )
    from heedweb import fetching

    parser.add_argument("symbol", metavar="SYMBOL", help="as printed: A/HRC/59/15")
    parser.add_argument("--language", choices=fetching.LANGUAGES, default="en")
    parser.add_argument("--out", metavar="DIR", type=Path, default=Path(), help="here without one")
    parser.add_argument("--note", default="", help="why it is fetched; stands in the record")
    parser.add_argument("--by", help="who fetches it; this machine's user without one")
    parsed = parser.parse_args(argv)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "heedweb.config.settings")
    from django.conf import settings
    from django.core.exceptions import ImproperlyConfigured

    try:
        done = fetching.fetch(
            parsed.symbol,
            language=parsed.language,
            into=parsed.out,
            policy=settings.FETCH_POLICY(),
            now=datetime.now(UTC),
            by=parsed.by or _user(),
            cache=settings.FETCH_CACHE,
            note=parsed.note,
        )
    except (ImproperlyConfigured, fetching.FetchProblem) as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    sys.stdout.write(f"{done.path}: {done.record.line()}\n")
    return 0


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return f"user {os.getuid()}"


def backup(argv: Sequence[str]) -> int:
    """Write the installation to one file while people work, or check such a file."""
    parser = _parser("backup", "Write the installation to one file.", "heed backup heed-1.tar")
    parser.add_argument("file", metavar="FILE", type=Path)
    parser.add_argument("--check", action="store_true", help="only check the file that is there")
    parsed = parser.parse_args(argv)
    from heedweb import backup as backups
    from heedweb import doctor

    def act() -> backups.Summary:
        if parsed.check:
            return backups.check(parsed.file)
        done = backups.take(_data(), parsed.file)
        doctor.note_backup(_data(), done.path, done.size)
        return done

    return _told(act, "whole: " if parsed.check else "")


def restore(argv: Sequence[str]) -> int:
    """Put the installation of a backup into an empty data folder."""
    parser = _parser("restore", "Restore a backup into a new data folder.", "heed restore h.tar")
    parser.add_argument("file", metavar="FILE", type=Path)
    parsed = parser.parse_args(argv)
    from heedweb import backup as backups

    return _told(lambda: backups.restore(parsed.file, _data()), f"restored to {_data()} from ")


def _data() -> Path:
    return Path(os.environ.get("HEED_DATA", "data")).resolve()


def _told(act: Callable[[], object], before: str) -> int:
    """Do something with a backup and print what came of it, in one line."""
    from heedweb.backup import BackupProblem, Summary

    try:
        done = act()
    except BackupProblem as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    except OSError as error:
        sys.stderr.write(f"{error.filename}: {error.strerror}. Nothing was written.\n")
        return 1
    if isinstance(done, Summary):
        sys.stdout.write(f"{before}{done.line()}\n")
    return 0


def demo(argv: Sequence[str]) -> int:
    """Show a fictional State's workspace, imported for real."""
    parser = _parser("demo", "Show a fictional State's workspace.", "heed demo --port 8470")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8470)
    parser.add_argument("--no-serve", action="store_true", help="import and stop")
    parsed = parser.parse_args(argv)
    os.environ.setdefault("HEED_DATA", ".demo")
    os.environ.setdefault("HEED_BASE_URL", f"http://{parsed.host}:{parsed.port}")
    started()
    from heedweb import server
    from heedweb.demo import prepare

    for line in prepare():
        sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
    if not parsed.no_serve:
        server.run(parsed.host, parsed.port)
    return 0
