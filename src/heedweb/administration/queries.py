"""Lists of the installation: accounts, workspaces, storage. No text of any room is read."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db.models import Count, Q, QuerySet, Sum

from heed.confined import holds
from heedweb import doctor
from heedweb.accounts.models import User
from heedweb.administration import words
from heedweb.workspace.models import Blob, Workspace
from heedweb.workspace.queries.pages import Listing, Pages
from heedweb.workspace.roles import Role

SIZE = 50
_SHOWN = {
    "all": Q(),
    "administrators": Q(administrator=True, is_active=True),
    "suspended": Q(is_active=False),
}


def accounts(*, show: str, typed: str, page: int) -> Listing[User]:
    """Return a page of accounts by address."""
    counts = User.objects.aggregate(**{n: Count("pk", filter=only) for n, only in _SHOWN.items()})
    show = show if show in _SHOWN else "all"
    found = User.objects.filter(_SHOWN[show])
    if typed:
        found = found.filter(Q(email__icontains=typed) | Q(name__icontains=typed))
    pages = Pages.of(page, found.count(), SIZE)
    rows = list(found.order_by("email")[pages.start : pages.last])
    return Listing(rows, pages, counts, show, typed)


def workspaces() -> QuerySet[Workspace]:
    """Return the workspaces, with how many people and coordinators each has."""
    members = Q(memberships__suspended__isnull=True)
    coordinators = members & Q(memberships__role=Role.COORDINATOR)
    return Workspace.objects.order_by("name").annotate(
        people=Count("memberships", filter=members),
        coordinators=Count("memberships", filter=coordinators),
    )


@dataclass(frozen=True, slots=True)
class Said:
    """One line of what is known of the installation's health; `noted` is what is not there."""

    well: bool
    line: str
    noted: bool = False


def health() -> list[Said]:
    """Return what `heed doctor` says, in the reader's language."""
    said = [
        Said(fact.well, fact.line(str(words.HEALTH[fact.name])), fact.noted)
        for fact in doctor.facts(Path(settings.DATA))
    ]
    held = holds()
    return [*said, Said(held.all, held.facts())]


@dataclass(frozen=True, slots=True)
class Storage:
    """How much room things take, in bytes; `backup` is the last one, None without any."""

    database: int
    originals: int
    caches: int
    free: int
    total: int
    backup: dict[str, object] | None
    folder: Path


def storage() -> Storage:
    """Return how much room the data folder takes."""
    folder = Path(settings.DATA)
    parts = (folder / f"{doctor.DATABASE}{end}" for end in ("", "-wal", "-shm"))
    disk = shutil.disk_usage(folder)
    return Storage(
        database=sum(part.stat().st_size for part in parts if part.exists()),
        originals=Blob.objects.aggregate(held=Sum("size"))["held"] or 0,
        caches=_size(folder / "cache") + _size(Path(settings.FETCH_CACHE)),
        free=disk.free,
        total=disk.total,
        backup=doctor.last_backup(folder),
        folder=folder,
    )


def _size(folder: Path) -> int:
    total = 0
    for place, _, names in os.walk(folder):
        for name in names:
            try:
                total += (Path(place) / name).stat().st_size
            except OSError:
                # Caches come and go while they are counted.
                continue
    return total
