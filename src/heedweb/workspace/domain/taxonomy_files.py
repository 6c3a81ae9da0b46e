"""A stranger's file of a taxonomy: read in confinement, shown, and taken in when a person says so.

Between the two it waits as a blob; the page holds a signed note of which.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.core import signing

from heed.exchange.taxonomies import TaxonomyFile
from heedweb.accounts.models import User
from heedweb.workspace.domain import blobs, parsers, taxonomies
from heedweb.workspace.domain.uploads import Upload, laid, name_of
from heedweb.workspace.models import OwnTaxonomy, Workspace

_SALT = "heed.taxonomy.file"
# A page that was left open over night is read anew.
_SECONDS = 24 * 3600


class Forgotten(Exception):
    """The note is not of this workspace, or too old."""


@dataclass(frozen=True)
class Received:
    """What a file holds, and the note by which it is found again."""

    held: TaxonomyFile
    note: str


def receive(*, workspace: Workspace, upload: Upload, by: User) -> Received:
    """Read a file and keep it to be taken in. Raises `InputProblem`, `NotYours`.

    Of a file that is refused nothing is kept. Raises `StorageProblem` where there is no room.
    """
    taxonomies.must_own(workspace, by)
    name = name_of(upload)
    with laid(upload) as path:
        held = parsers.taxonomy(path, name=name)
        blob = blobs.keep(path)
    told = {"sha256": blob.sha256, "name": name, "workspace": workspace.pk}
    return Received(held, signing.dumps(told, salt=_SALT))


def take_in(*, workspace: Workspace, note: str, by: User) -> OwnTaxonomy:
    """Make a taxonomy of the file that a note is of. Raises `Forgotten`, `NotYours`."""
    try:
        told = signing.loads(note, salt=_SALT, max_age=_SECONDS)
    except signing.BadSignature as error:
        raise Forgotten from error
    if told["workspace"] != workspace.pk:
        raise Forgotten
    held = parsers.taxonomy(blobs.path_of(told["sha256"]), name=told["name"])
    return taxonomies.take_in(workspace=workspace, held=held, by=by)
