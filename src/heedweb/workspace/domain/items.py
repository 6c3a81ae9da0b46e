"""Items of the dialogue: taken in, written, read again, deleted and brought back.

A file is read in confinement before anything is written; the original is kept under its hash.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

import heed
from heed.dialogue.reading import read_source
from heed.dialogue.records import Item as Read
from heed.dialogue.sources import Source
from heed.errors import InputProblem
from heed.vocab import states
from heedweb.workspace.access import Seat
from heedweb.workspace.domain import blobs, editing, findings, originals, parsers
from heedweb.workspace.domain.activity import Change, record
from heedweb.workspace.domain.encodings import host_of, legible
from heedweb.workspace.domain.keeping import must_keep, room_of, tell
from heedweb.workspace.domain.refusals import Lacking, NotNow
from heedweb.workspace.domain.rooms import home_of
from heedweb.workspace.domain.uploads import Upload, laid, name_of
from heedweb.workspace.models import Item, Workspace

PASTED = "pasted.txt"
# What days without a year and statements without a speaker are read by.
_READ_BY = ("title", "publisher", "published")
_SAID = ("title", "publisher")
_DAY = len("2027-05-03")


@dataclass
class Pasted:
    """Text that a person pasted, as if it were a file."""

    text: str
    name: str | None = PASTED

    def chunks(self) -> Iterable[bytes]:
        """Yield the bytes."""
        yield self.text.replace("\r\n", "\n").encode()


def take_in(
    *,
    given: Upload | None,
    text: str,
    words: Mapping[str, object],
    by: Seat,
    origin: Mapping[str, object] | None = None,
    also: Callable[[Item], None] | None = None,
) -> Item:
    """Take in a file or a text; what is found in it is proposed to people.

    `words` are some of `Item.WORDS`; what they leave open is what the file says. `origin` is the
    record of how the file was fetched; `also` is done in the same transaction. Raises
    `InputProblem`, `StorageProblem`, `Refused`.
    """
    room = home_of(by)
    if given is None and not text.strip():
        raise Lacking(_("Paste a text or choose a file first."))
    upload: Upload = given or Pasted(text)
    name = name_of(upload)
    with laid(upload) as path:
        how = dict(origin or {})
        read = _read(path, name, words, by.workspace, how)
        return _keep(path, read, Item(
            workspace=by.workspace, room=room, file=name, made_by=by.user, origin=how,
            **_known(words, read),
        ), by, also)  # fmt: skip


@transaction.atomic
def _keep(
    path: Path, read: Read, held: Item, by: Seat, also: Callable[[Item], None] | None
) -> Item:
    held.blob = blobs.keep(path)
    _fill(held, read)
    held.save(force_insert=True)
    findings.keep(held, read)
    after = {name: value for name, value in editing.plain_words(held).items() if value}
    record(
        workspace=by.workspace, by=by.user, verb="item_taken_in", subject=str(held)[:200],
        room=held.room, detail={"file": held.file, "sha256": held.blob.sha256}, about=held,
        changes=[Change("", name, None, value) for name, value in after.items()],
    )  # fmt: skip
    if also is not None:
        also(held)
    held.refresh_from_db()
    return held


def write(held: Item, *, words: Mapping[str, object], seen: int, by: Seat) -> Item:
    """Write what is known of an item. Raises `editing.Overtaken`.

    Where its publisher or day changes it is read again, for other days follow from them.
    """
    must_keep(held, by)
    before = {name: getattr(held, name) for name in _READ_BY}
    if words.get("retraction") and not words.get("retracted"):
        raise Lacking(_("Say on which day it was retracted or corrected."))
    if words.get("reply") and not words.get("replied", held.replied):
        raise Lacking(_("Say on which day it was replied to."))
    now = editing.write(held, words=words, seen=seen, verb="item_written", room=held.room, by=by)
    if before != {name: getattr(now, name) for name in _READ_BY}:
        read_again(now, by=by)
    return now


def read_again(held: Item, *, by: Seat) -> Item:
    """Read an item again; what people decided stays as it is."""
    must_keep(held, by)
    words = {name: getattr(held, name) for name in _READ_BY}
    try:
        path = originals.sound(held.blob.sha256, held.file)
        read = _read(path, held.file, words, held.workspace, held.origin)
    except (InputProblem, OSError) as problem:
        raise NotNow(str(problem)) from problem
    return _read_again(held, read, by)


@transaction.atomic
def _read_again(held: Item, read: Read, by: Seat) -> Item:
    now = editing.hold(held)
    _fill(now, read)
    now.save()
    findings.follow(now)
    counts = findings.keep(now, read)
    tell(now, "item_read_again", [Change("", "findings", None, counts)], by=by)
    return now


def delete(held: Item, *, by: Seat, why: str = "") -> Item:
    """Take an item away; it can be brought back for thirty days.

    What it was a source of stays in the register, and says that the source was deleted.
    """
    must_keep(held, by)
    return editing.set_aside(held, verb="item_deleted", room=room_of, by=by, why=why)


def bring_back(held: Item, *, by: Seat) -> Item:
    """Bring a deleted item back as it was."""
    must_keep(held, by)
    return editing.bring_back(held, verb="item_brought_back", room=room_of, by=by)


def _read(
    path: Path,
    name: str,
    words: Mapping[str, object],
    workspace: Workspace,
    origin: Mapping[str, object],
) -> Read:
    """Return what is found in a file, whose text is taken out of it in confinement.

    What a person says of it goes before what the file says. Raises `InputProblem`.
    """
    with legible(path, origin) as page:
        source: Source = parsers.source(page, name=name)
    day = words.get("published")
    known = replace(
        source,
        title=str(words.get("title") or source.title),
        # Of a page that names no publisher its host is known.
        publisher=str(words.get("publisher") or source.publisher or host_of(origin)),
        published=day.isoformat() if isinstance(day, date) else source.published,
        own=_own(workspace),
    )
    return read_source(known)


def _own(workspace: Workspace) -> tuple[str, ...]:
    """Return the name of the workspace's State where the list of States lacks it."""
    lacks = workspace.state and states.by_iso3(workspace.state) is None
    return (workspace.name,) if lacks else ()


def _known(words: Mapping[str, object], read: Read) -> dict[str, object]:
    """Return what is known of an item: what the person says, else what the file says."""
    held = dict(words)
    for name in _SAID:
        held[name] = str(held.get(name) or getattr(read, name))[:300]
    if not held.get("published") and len(read.published) == _DAY:
        held["published"] = date.fromisoformat(read.published)
    return held


def _fill(held: Item, read: Read) -> None:
    held.text, held.language, held.dateline = read.text, read.language, read.dateline[:300]
    held.parts = [asdict(one) for one in read.paragraphs]
    held.topics = [asdict(one) for one in read.topics]
    held.problems = [asdict(one) for one in read.problems]
    held.read_with = heed.__version__
