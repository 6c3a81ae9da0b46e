"""The workspace's commands, found by `heed` through entry points."""

from __future__ import annotations

import getpass
import os
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from heedweb.command import Line, parser_of, started, told

if TYPE_CHECKING:
    from heedweb.backup import Summary


def serve(argv: Sequence[str]) -> int:
    """Serve the workspace and do its imports, in one process."""
    parser = parser_of("serve", "Serve the workspace at an address of this machine.", "heed serve")
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
    parser = parser_of("read-again", "Read stored originals again.", "heed read-again A/HRC/43/15")
    parser.add_argument("symbols", nargs="*", metavar="SYMBOL", help="all reviews without one")
    parser.add_argument("--workspace", metavar="NAME", help="only in this workspace")
    parsed = parser.parse_args(argv)
    started()
    from heedweb.workspace import operations

    return told(lambda: operations.read_again(parsed.symbols, parsed.workspace))


def work(argv: Sequence[str]) -> int:
    """Do imports, trainings and label runs until stopped, for those with several processes."""
    parser = parser_of("work", "Do imports and labelling until stopped.", "heed work --once")
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
    parser = parser_of(
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
        return told(operations.list_workspaces)
    if parsed.action == "create":
        return told(lambda: [operations.create_workspace(parsed.name, parsed.state, parsed.by)])
    public = parsed.action == "open"
    return told(lambda: [operations.open_to_public(parsed.name, public=public)])


# As in heedweb.workspace.roles, which cannot be loaded before Django; a test compares them.
ROLES = (
    "reader", "focal_point", "alternate", "authority", "coordinator", "nhri_member",
    "nhri_approver", "cso_member", "cso_approver", "partner", "auditor",
)  # fmt: skip


def invite(argv: Sequence[str]) -> int:
    """Print a one-time sign-in link for a person, who is let into the workspace."""
    parser = parser_of("invite", "Print a one-time sign-in link.", "heed invite me@example.org")
    parser.add_argument("email")
    parser.add_argument("--workspace", metavar="NAME", help="let the person into this workspace")
    parser.add_argument("--role", default="reader", choices=ROLES, help="in this role (reader)")
    parser.add_argument("--organisation", metavar="NAME", help="as one of this organisation")
    parsed = parser.parse_args(argv)
    started()
    from heedweb.workspace import operations

    person = (parsed.email, parsed.workspace, parsed.role, parsed.organisation)
    return told(lambda: [operations.invite(*person)])


def take_in(argv: Sequence[str]) -> int:
    """Import files into a workspace, as the import page does."""
    parser = parser_of("take-in", "Import files into a workspace.", "heed take-in r.pdf a.pdf")
    parser.add_argument("files", nargs="+", metavar="FILE", type=Path)
    parser.add_argument("--workspace", metavar="NAME", help="needed if there are several")
    parser.add_argument(
        "--keep-others", action="store_true", help="keep files of other kinds too, without a list"
    )
    parsed = parser.parse_args(argv)
    started()
    from heedweb.workspace import operations

    def lines() -> Iterator[Line]:
        for one in operations.take_in_files(
            parsed.files, parsed.workspace, keep_others=parsed.keep_others
        ):
            if one.state == "done":
                yield f"{one.name}: taken in, {one.count} items"
            elif one.state in ("kept", "refused"):
                yield one.state == "kept", one.line
            else:
                # Nothing is wrong, and nothing is taken in.
                sys.stderr.write(f"{one.line}\n")

    return told(lines)


def label(argv: Sequence[str]) -> int:
    """Propose labels for the recommendations that no labeller has read yet."""
    return _over_workspace("label", "Propose labels for recommendations.", argv)


def cluster(argv: Sequence[str]) -> int:
    """Compare what was asked with what was asked before, and gather what asks the same."""
    what = "Link recommendations over cycles and mechanisms, and gather them into clusters."
    return _over_workspace("cluster", what, argv)


def _over_workspace(name: str, what: str, argv: Sequence[str]) -> int:
    """Do the operation of a name over a workspace, telling how far it has come."""
    parser = parser_of(name, what, f'heed {name} "UPR team"')
    parser.add_argument("workspace", nargs="?", metavar="WORKSPACE", help="if there are several")
    parsed = parser.parse_args(argv)
    started()
    from heedweb.workspace import operations

    def progress(done: int, total: int) -> None:
        sys.stderr.write(f"{done} of {total}\n")

    carry_out = {"label": operations.label, "cluster": operations.cluster}[name]
    return told(lambda: [carry_out(parsed.workspace, progress)])


def fetch(argv: Sequence[str]) -> int:
    """Fetch a UN document by its symbol and write it with a record of where it came from."""
    parser = parser_of(
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
    parser = parser_of("backup", "Write the installation to one file.", "heed backup heed-1.tar")
    parser.add_argument("file", metavar="FILE", type=Path)
    parser.add_argument("--check", action="store_true", help="only check the file that is there")
    parsed = parser.parse_args(argv)
    from heedweb import backup as backups
    from heedweb import doctor

    def act() -> Summary:
        if parsed.check:
            return backups.check(parsed.file)
        done = backups.take(_data(), parsed.file)
        doctor.note_backup(_data(), done.path, done.size)
        return done

    return _backed(act, "whole: " if parsed.check else "")


def restore(argv: Sequence[str]) -> int:
    """Put the installation of a backup into an empty data folder."""
    parser = parser_of("restore", "Restore a backup into a new data folder.", "heed restore h.tar")
    parser.add_argument("file", metavar="FILE", type=Path)
    parsed = parser.parse_args(argv)
    from heedweb import backup as backups

    return _backed(lambda: backups.restore(parsed.file, _data()), f"restored to {_data()} from ")


def _data() -> Path:
    return Path(os.environ.get("HEED_DATA", "data")).resolve()


def _backed(act: Callable[[], Summary], before: str) -> int:
    """Do something with a backup and print what came of it, in one line."""
    from heedweb.backup import BackupProblem

    def lines() -> Iterator[Line]:
        try:
            done = act()
        except OSError as error:
            line = f"{error.filename}: {error.strerror}. Nothing was written."
            raise BackupProblem(line) from error
        yield f"{before}{done.line()}"

    return told(lines)


def demo(argv: Sequence[str]) -> int:
    """Show a fictional State's workspace, imported for real."""
    parser = parser_of("demo", "Show a fictional State's workspace.", "heed demo --port 8470")
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
