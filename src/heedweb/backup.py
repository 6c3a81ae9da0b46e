"""One file that holds an installation, taken while people work, and the way back from it.

A backup is a tar archive: `manifest.json` first, then the database as it was at one moment, the
installation's key, the options without their secrets, and the originals that this database refers
to. Originals are never changed or
removed, so they can be copied after that moment. Every member has its SHA-256 in the manifest.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import os
import shutil
import sqlite3
import tarfile
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import heed
from heedweb.administration import options
from heedweb.durable import keep_names
from heedweb.workspace.domain import processes

DATABASE, KEY, MANIFEST, BLOBS = "heed.sqlite3", "secret-key", "manifest.json", "blobs"
MANIFEST_HASH = "manifest.sha256"
_CHUNK = 1 << 20
_LEAST = 256 * 1024
_FORMAT = 1
_PARTIAL = ".heed-backup-"
# What may lie in a data folder that nothing was ever stored in.
_EMPTY = {"secret-key", "static", "spool", "cache"}


class BackupProblem(Exception):
    """A backup that cannot be made or restored. `str()` is one line."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What a backup holds: bytes, originals, and rows of the tables that people care about."""

    path: Path
    size: int
    originals: int
    rows: dict[str, int]

    def line(self) -> str:
        """Return it in one line."""
        held = ", ".join(f"{count} {name}" for name, count in self.rows.items())
        return f"{self.path}: {self.size / 1e6:.1f} MB, {self.originals} originals, {held}"


_COUNTED = {
    "workspaces": "workspace_workspace",
    "documents": "workspace_sourcedocument",
    "recommendations": "workspace_recommendation",
    "decisions": "workspace_decision",
}


def take(data: Path, target: Path) -> Summary:
    """Write the installation in `data` to the file `target`. Raises `BackupProblem`, `OSError`."""
    if target.exists():
        raise BackupProblem(f"{target} is there already; name another file.")
    _sweep(target.parent)
    work = target.with_name(f"{_PARTIAL}{processes.mark()}-{uuid.uuid4().hex}")
    snapshot = work.with_name(f"{work.name}.sqlite3")
    kept = work.with_name(f"{work.name}.json")
    try:
        # The key and every word are in it: for its owner's eyes alone, from the first byte.
        os.close(os.open(snapshot, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        try:
            rows, hashes, migrations = _snapshot(data / DATABASE, snapshot)
        except sqlite3.Error as error:
            full = shutil.disk_usage(target.parent).free < _LEAST
            why = "the disk is full" if full else str(error)
            text = f"{target} cannot be written: {why}. Nothing was kept; make room, try again."
            raise BackupProblem(text) from error
        members = [(DATABASE, snapshot), (KEY, data / KEY)]
        if _options(data, kept):
            members.append((options.FILE, kept))
        members += [(f"{BLOBS}/{h[:2]}/{h[2:]}", data / BLOBS / h[:2] / h[2:]) for h in hashes]
        manifest = {
            "format": _FORMAT,
            "heed": heed.__version__,
            "migrations": migrations,
            "rows": rows,
            "members": [
                {"name": name, "sha256": _hash(path), "size": path.stat().st_size}
                for name, path in members
            ],
        }
        _check_originals(manifest["members"])
        _write(work, manifest, members)
        work.rename(target)
    finally:
        # SQLite leaves its own files beside a copy that it could not finish.
        for end in ("", "-wal", "-shm", "-journal"):
            snapshot.with_name(f"{snapshot.name}{end}").unlink(missing_ok=True)
        kept.unlink(missing_ok=True)
        work.unlink(missing_ok=True)
    keep_names(target.parent)
    return Summary(target, target.stat().st_size, len(hashes), rows)


def _sweep(folder: Path) -> None:
    """Remove what backups left whose process was killed."""
    for path in folder.glob(f"{_PARTIAL}*"):
        if processes.left(path.name.removeprefix(_PARTIAL)):
            path.unlink(missing_ok=True)


def _snapshot(source: Path, target: Path) -> tuple[dict[str, int], list[str], list[str]]:
    """Copy the database as it is at one moment. Return its counts, hashes and migrations."""
    if not source.exists():
        raise BackupProblem(f"{source.parent} holds no installation; set HEED_DATA.")
    with (
        contextlib.closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as live,
        contextlib.closing(sqlite3.connect(target)) as copy,
    ):
        live.backup(copy, pages=-1)
        copy.execute("PRAGMA journal_mode=DELETE")
        (well,) = copy.execute("PRAGMA integrity_check").fetchone()
        if well != "ok":
            raise BackupProblem(f"The database in {source.parent} is damaged: {well}")
        rows = {
            name: copy.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608 -- ours
            for name, table in _COUNTED.items()
        }
        hashes = [h for (h,) in copy.execute("SELECT sha256 FROM workspace_blob ORDER BY sha256")]
        done = copy.execute("SELECT app || '.' || name FROM django_migrations ORDER BY 1")
        return rows, hashes, [name for (name,) in done]


def _options(data: Path, target: Path) -> bool:
    """Write the options of `data` to `target`; return whether there are any."""
    try:
        held = options.without_secrets(data)
    except options.OptionProblem as problem:
        raise BackupProblem(str(problem)) from problem
    if held is None:
        return False
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(held)
    return True


def _check_originals(members: object) -> None:
    """Refuse to back up an original that is no longer what its name says."""
    for member in members if isinstance(members, list) else []:
        name = str(member["name"])
        if (
            name.startswith(f"{BLOBS}/")
            and name.removeprefix(f"{BLOBS}/").replace("/", "") != (member["sha256"])
        ):
            raise BackupProblem(f"{name} is damaged in the data folder; nothing was written.")


def _write(target: Path, manifest: dict[str, object], members: list[tuple[str, Path]]) -> None:
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as archive:
            head = json.dumps(manifest, indent=1, sort_keys=True).encode()
            digest = hashlib.sha256(head).hexdigest().encode()
            archive.addfile(_entry(MANIFEST, len(head)), io.BytesIO(head))
            archive.addfile(_entry(MANIFEST_HASH, len(digest)), io.BytesIO(digest))
            for name, path in members:
                with path.open("rb") as source:
                    archive.addfile(_entry(name, os.fstat(source.fileno()).st_size), source)
        file.flush()
        os.fsync(file.fileno())


def _entry(name: str, size: int) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = size, 0o600
    return entry


def check(source: Path) -> Summary:
    """Read a backup through and compare every hash. Raises `BackupProblem`."""
    rows, names, _ = _read(source, None)
    return Summary(source, source.stat().st_size, _originals(names), rows)


def restore(source: Path, data: Path) -> Summary:
    """Put the installation of a backup into the folder `data`, which must hold none.

    Everything is compared before anything is put in place. Raises `BackupProblem`, `OSError`.
    """
    if data.is_symlink() or data.is_mount():
        raise BackupProblem(f"{data} is a mount or a link; restore into a new folder within it.")
    if data.exists() and {p.name for p in data.iterdir()} - _EMPTY:
        raise BackupProblem(f"{data} holds an installation; restore into a new folder (HEED_DATA).")
    beside = data.with_name(f".{data.name}.{uuid.uuid4().hex}")
    beside.mkdir(parents=True, mode=0o700)
    try:
        rows, names, manifest = _read(source, beside)
        _refuse_newer(manifest)
        (beside / "spool").mkdir(mode=0o700)
        if data.exists():
            shutil.rmtree(data)
        beside.rename(data)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    keep_names(data.parent)
    return Summary(source, source.stat().st_size, _originals(names), rows)


def _originals(names: list[str]) -> int:
    return sum(name.startswith(f"{BLOBS}/") for name in names)


def _read(source: Path, into: Path | None) -> tuple[dict[str, int], list[str], dict[str, object]]:
    """Compare every member with the manifest, and unpack it where a folder is given."""
    try:
        with tarfile.open(source, mode="r:") as archive:
            manifest = _manifest(source, archive)
            expected = {str(m["name"]): m for m in _members(source, manifest)}
            seen: list[str] = []
            for entry in archive:
                if entry.name in (MANIFEST, MANIFEST_HASH):
                    continue
                _member(source, archive, entry, expected, into)
                seen.append(entry.name)
    except FileNotFoundError as error:
        raise BackupProblem(f"{source} is not there.") from error
    except (tarfile.TarError, EOFError, ValueError, KeyError, TypeError) as error:
        raise BackupProblem(f"{source} is no whole backup of heed ({error}).") from error
    missing = sorted(set(expected) - set(seen))
    if missing or len(seen) != len(set(seen)):
        raise BackupProblem(f"{source} is not whole: {', '.join(missing[:3]) or 'a member twice'}")
    held = manifest["rows"]
    rows = {str(k): int(v) for k, v in held.items()} if isinstance(held, dict) else {}
    return rows, seen, manifest


def _manifest(source: Path, archive: tarfile.TarFile) -> dict[str, object]:
    entry = archive.next()
    file = archive.extractfile(entry) if entry is not None and entry.name == MANIFEST else None
    if file is None:
        raise BackupProblem(f"{source} is no backup of heed: it does not begin with a manifest.")
    head = file.read()
    entry = archive.next()
    digest = archive.extractfile(entry) if entry is not None else None
    if digest is None or digest.read() != hashlib.sha256(head).hexdigest().encode():
        raise BackupProblem(f"{source} is damaged: {MANIFEST} is not what was backed up.")
    held = json.loads(head)
    if not isinstance(held, dict) or held.get("format") != _FORMAT:
        raise BackupProblem(f"{source} has a form that this heed does not know.")
    return held


def _members(source: Path, manifest: dict[str, object]) -> Iterator[dict[str, object]]:
    members = manifest["members"]
    for member in members if isinstance(members, list) else []:
        parts = Path(str(member["name"])).parts
        if parts[0] not in (DATABASE, KEY, options.FILE, BLOBS) or ".." in parts:
            raise BackupProblem(f"{source} has a member that is none of ours: {member['name']}")
        yield member


def _member(
    source: Path,
    archive: tarfile.TarFile,
    entry: tarfile.TarInfo,
    expected: dict[str, dict[str, object]],
    into: Path | None,
) -> None:
    told = expected.get(entry.name)
    file = archive.extractfile(entry) if entry.isreg() else None
    if told is None or file is None:
        raise BackupProblem(f"{source} has a member that its manifest does not name: {entry.name}")
    target = None if into is None else into / entry.name
    if target is not None:
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if _copied(file, target) != told["sha256"]:
        raise BackupProblem(f"{source} is damaged: {entry.name} is not what was backed up.")


def _copied(file: io.BufferedIOBase | object, target: Path | None) -> str:
    digest = hashlib.sha256()
    with contextlib.ExitStack() as stack:
        out = None
        if target is not None:
            descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            out = stack.enter_context(os.fdopen(descriptor, "wb"))
        while chunk := file.read(_CHUNK):  # type: ignore[union-attr]
            digest.update(chunk)
            if out is not None:
                out.write(chunk)
        if out is not None:
            out.flush()
            os.fsync(out.fileno())
    return digest.hexdigest()


def _refuse_newer(manifest: dict[str, object]) -> None:
    """Refuse a backup whose database this heed does not know how to read."""
    done = manifest["migrations"]
    folder = Path(__file__).parent
    known = {
        f"{app}.{path.stem}"
        for app in ("workspace", "accounts")
        for path in (folder / app / "migrations").glob("0*.py")
    }
    ours = {
        str(name)
        for name in (done if isinstance(done, list) else [])
        if str(name).startswith(("workspace.", "accounts."))
    }
    if ours - known:
        made = manifest.get("heed")
        raise BackupProblem(
            f"The backup was made by heed {made}, this is {heed.__version__}: update heed first."
        )


def _hash(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError as error:
        raise BackupProblem(f"{path} is missing in the data folder.") from error
