"""Whether the originals are still what was taken in: read whole, hashed, compared with their name.

An original is named for its hash, so that it says itself what it must be.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from heed.errors import InputProblem
from heedweb.accounts.models import User
from heedweb.workspace.domain.activity import record
from heedweb.workspace.domain.blobs import path_of
from heedweb.workspace.models import (
    Activity,
    Blob,
    BlobCheck,
    Evidence,
    Item,
    Room,
    Sheet,
    SourceDocument,
    Trained,
    Value,
)

MISSING, CHANGED, LONE = "missing", "changed", "lone"
OPENED = "original_opened"
_CHUNK = 1024 * 1024
_DAY = timedelta(days=1)


class Damaged(Exception):
    """An original that is not there, or not as it was taken in; `fault` says which."""

    def __init__(self, fault: str, sha256: str) -> None:
        self.fault, self.sha256 = fault, sha256
        super().__init__(f"{sha256} is {fault}")


@dataclass(frozen=True, slots=True)
class Found:
    """A file that is missing, changed, or that nothing refers to; `names` are what it is of."""

    fault: str
    sha256: str
    names: tuple[str, ...] = ()

    def line(self) -> str:
        """Return what is wrong, in one line."""
        of = f" ({', '.join(self.names)})" if self.names else ""
        said = {
            MISSING: "is missing. Put it back from the last backup.",
            CHANGED: "was changed since it was taken in. Put it back from the last backup.",
            LONE: "is kept and nothing refers to it.",
        }[self.fault]
        return f"blobs/{self.sha256[:2]}/{self.sha256[2:]}{of} {said}"


def opened(sha256: str) -> BinaryIO:
    """Return an original, read whole and found to be as it was taken in. Raises `Damaged`."""
    try:
        file = path_of(sha256).open("rb")
    except FileNotFoundError as error:
        raise Damaged(MISSING, sha256) from error
    digest = hashlib.sha256()
    while chunk := file.read(_CHUNK):
        digest.update(chunk)
    if digest.hexdigest() != sha256:
        file.close()
        raise Damaged(CHANGED, sha256)
    file.seek(0)
    return file


def sound(sha256: str, name: str) -> Path:
    """Return where an original is that is read anew, once it is found to be as it was taken in.

    What was damaged would else take the place of what was read. Raises `InputProblem`.
    """
    try:
        opened(sha256).close()
    except Damaged as damaged:
        reason = "is missing." if damaged.fault == MISSING else "was changed since it was taken in."
        remedy = "Put it back from the last backup."
        raise InputProblem(name, "damaged", reason, remedy) from damaged
    return path_of(sha256)


@transaction.atomic
def note_opened(*, document: SourceDocument, room: Room | None, by: User) -> Activity:
    """Write who took the original of a document; only their room is told."""
    return record(
        workspace=document.workspace, by=by, verb=OPENED, subject=document.symbol[:200],
        detail={"sha256": document.blob.sha256}, room=room, about=document,
    )  # fmt: skip


def verify() -> Iterator[Found]:
    """Read every original there is, and yield what is wrong with any."""
    known: set[str] = set()
    for blob in Blob.objects.order_by("pk"):
        known.add(blob.sha256)
        fault = check(blob)
        if fault:
            yield Found(fault, blob.sha256, _names(blob))
        elif not _names(blob):
            yield Found(LONE, blob.sha256)
    for path in sorted((Path(settings.DATA) / "blobs").glob("??/*")):
        sha256 = path.parent.name + path.name
        if sha256 not in known and path.suffix != ".partial":
            yield Found(LONE, sha256)


def check(blob: Blob) -> str:
    """Read one original, keep what came of it, and return what is wrong, `""` for nothing."""
    fault = ""
    try:
        opened(blob.sha256).close()
    except Damaged as damaged:
        fault = damaged.fault
    BlobCheck.objects.update_or_create(blob=blob, defaults={"at": timezone.now(), "fault": fault})
    return fault


def due(now: datetime) -> Blob | None:
    """Return an original that nobody has read whole for a day, None without one."""
    unread = Q(check_of__isnull=True) | Q(check_of__at__lt=now - _DAY)
    return Blob.objects.filter(unread).order_by("check_of__at", "pk").first()


def damaged() -> list[Found]:
    """Return the originals that were damaged when they were last read."""
    held = BlobCheck.objects.exclude(fault="").select_related("blob").order_by("blob")
    return [Found(one.fault, one.blob.sha256, _names(one.blob)) for one in held]


def _names(blob: Blob) -> tuple[str, ...]:
    """Return what refers to a file."""
    documents = SourceDocument.objects.filter(blob=blob).values_list("symbol", flat=True)
    sheets = Sheet.objects.filter(blob=blob).values_list("name", flat=True)
    taught = Trained.objects.filter(blob=blob).values_list("taxonomy", flat=True)
    # What is in a room is told by its number alone: administrators read this.
    pieces = Evidence.objects.filter(blob=blob).values_list("pk", flat=True)
    values = Value.objects.filter(blob=blob).values_list("pk", flat=True)
    items = Item.objects.filter(blob=blob).values_list("pk", flat=True)
    evidence = [*(f"evidence {pk}" for pk in pieces), *(f"value {pk}" for pk in values)]
    said = [f"item {pk}" for pk in items]
    return tuple(dict.fromkeys([*documents, *sheets, *taught, *evidence, *said]))
