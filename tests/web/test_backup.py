"""Backup and restore, by the commands, on an installation of its own."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import subprocess
import sys
import tarfile
from contextlib import closing
from pathlib import Path

import pytest

from heedweb import backup
from heedweb.backup import BackupProblem

SAMPLES = Path("src/heedweb/demo/documents")


def heed(folder, *arguments):
    command = [sys.executable, "-c", "from heed.cli.main import main; main()", *map(str, arguments)]
    environment = {**os.environ, "HEED_DATA": str(folder)}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def live(tmp_path_factory):
    folder = tmp_path_factory.mktemp("installation") / "data"
    heed(folder, "workspace", "create", "Team", "--by", "a@example.org")
    heed(folder, "take-in", SAMPLES / "AUR_cycle1_report.pdf")
    return folder


@pytest.fixture
def archive(live, tmp_path):
    target = tmp_path / "heed.tar"
    ran = heed(live, "backup", target)
    assert "70 recommendations" in ran.stdout, ran.stderr
    return target


def dump(folder):
    with closing(sqlite3.connect(folder / "heed.sqlite3")) as held:
        return list(held.iterdump())


def files(folder):
    return {
        str(p.relative_to(folder)): p.read_bytes()
        for p in folder.rglob("*")
        if p.is_file() and p.parts[len(folder.parts)] in ("blobs", "secret-key")
    }


def test_restored_installation_is_the_one_that_was_backed_up(live, archive, tmp_path):
    target = tmp_path / "new"
    ran = heed(target, "restore", archive)
    assert ran.returncode == 0, ran.stderr
    assert dump(target) == dump(live)
    assert files(target) == files(live)
    assert heed(target, "workspace", "list").stdout == "Team (): 1 reviews\n"
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []
    assert archive.stat().st_mode & 0o077 == 0


def test_options_come_back_without_the_password_of_the_mail_server(live, tmp_path):
    told = {"mail_host": "mail.example.org", "mail_password": "swordfish", "pages": "400"}
    path = live / "options.json"
    path.write_text(json.dumps(told))
    try:
        target = tmp_path / "heed.tar"
        assert heed(live, "backup", target).returncode == 0
    finally:
        path.unlink()
    assert b"swordfish" not in target.read_bytes()
    heed(tmp_path / "new", "restore", target)
    restored = tmp_path / "new" / "options.json"
    assert json.loads(restored.read_text()) == {"mail_host": "mail.example.org", "pages": "400"}
    assert restored.stat().st_mode & 0o777 == 0o600
    assert backup.check(target).originals == 1


def test_a_broken_file_of_options_stops_a_backup_with_one_line(live, tmp_path):
    path = live / "options.json"
    path.write_text("{")
    try:
        with pytest.raises(BackupProblem, match="is no JSON"):
            backup.take(live, tmp_path / "heed.tar")
    finally:
        path.unlink()
    assert list(tmp_path.iterdir()) == []


def test_backup_says_that_it_is_whole(live, archive):
    assert heed(live, "backup", "--check", archive).stdout.startswith("whole: ")


@pytest.mark.parametrize("member", ["heed.sqlite3", "secret-key", "blobs"])
def test_flipped_bit_is_refused_and_the_member_named(archive, tmp_path, member):
    with tarfile.open(archive) as held:
        entry = next(m for m in held if m.name.startswith(member))
    data = bytearray(archive.read_bytes())
    data[entry.offset_data + entry.size // 2] ^= 1
    archive.write_bytes(data)
    ran = heed(tmp_path / "new", "restore", archive)
    assert ran.returncode == 1
    assert f"is damaged: {entry.name}" in ran.stderr
    assert len(ran.stderr.splitlines()) == 1
    assert not (tmp_path / "new").exists()


def test_every_bit_of_the_manifest_counts(archive):
    data = archive.read_bytes()
    with tarfile.open(archive) as held:
        entry = held.getmember(backup.MANIFEST)
    broken = archive.with_suffix(".broken")
    for at in range(entry.offset_data, entry.offset_data + entry.size, 7):
        broken.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        with pytest.raises(BackupProblem, match=r"manifest\.json is not what was backed up"):
            backup.check(broken)


def test_leftovers_of_a_killed_backup_go_with_the_next(live, tmp_path):
    ended = subprocess.Popen(["true"])
    ended.wait()
    (tmp_path / f".heed-backup-{ended.pid}.1-x").write_bytes(b"x")
    backup.take(live, tmp_path / "next.tar")
    assert [p.name for p in tmp_path.iterdir()] == ["next.tar"]


def test_cut_backup_is_refused(archive, tmp_path):
    archive.write_bytes(archive.read_bytes()[:200_000])
    with pytest.raises(BackupProblem, match=r"is no whole backup|is not whole|is damaged"):
        backup.restore(archive, tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_folder_that_holds_an_installation_is_left_alone(live, archive):
    before = dump(live)
    ran = heed(live, "restore", archive)
    assert ran.returncode == 1
    assert "holds an installation; restore into a new folder" in ran.stderr
    assert dump(live) == before


def test_backup_overwrites_nothing(live, archive):
    ran = heed(live, "backup", archive)
    assert (ran.returncode, "is there already" in ran.stderr) == (1, True)


def rewritten(archive, change):
    """Write the archive again with a changed manifest."""
    target = archive.with_suffix(".changed")
    with tarfile.open(archive) as old, tarfile.open(target, "w") as new:
        for entry in old:
            data = old.extractfile(entry).read()
            if entry.name == backup.MANIFEST:
                data = head = json.dumps(change(json.loads(data))).encode()
            if entry.name == backup.MANIFEST_HASH:
                data = hashlib.sha256(head).hexdigest().encode()
            entry.size = len(data)
            import io

            new.addfile(entry, io.BytesIO(data))
    return target


def test_backup_of_a_newer_heed_is_refused(archive, tmp_path):
    def newer(manifest):
        return {**manifest, "migrations": [*manifest["migrations"], "workspace.9999_later"]}

    with pytest.raises(BackupProblem, match="update heed first"):
        backup.restore(rewritten(archive, newer), tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_member_that_leaves_the_folder_is_refused(archive, tmp_path):
    def outside(manifest):
        manifest["members"].append({"name": "blobs/../../x", "size": 1, "sha256": "0" * 64})
        return manifest

    with pytest.raises(BackupProblem, match="none of ours"):
        backup.restore(rewritten(archive, outside), tmp_path / "new")


def test_damaged_original_is_not_backed_up_as_if_it_were_whole(live, tmp_path):
    (blob,) = [p for p in (live / "blobs").rglob("*") if p.is_file()]
    good = blob.read_bytes()
    try:
        blob.write_bytes(good[:-1])
        with pytest.raises(BackupProblem, match="is damaged in the data folder"):
            backup.take(live, tmp_path / "x.tar")
    finally:
        blob.write_bytes(good)
    assert list(tmp_path.iterdir()) == []


def test_damaged_database_gives_one_line(tmp_path):
    (tmp_path / "heed.sqlite3").write_bytes(b"not a database at all" * 100)
    ran = heed(tmp_path, "workspace", "list")
    assert ran.returncode == 1
    assert ran.stderr.count("\n") == 1
    assert "is damaged. Stop heed and restore the last backup." in ran.stderr


def test_folder_without_an_installation_is_named(tmp_path):
    ran = heed(tmp_path / "none", "backup", tmp_path / "x.tar")
    assert "holds no installation" in ran.stderr
