"""What a report or an assessment rests on: files, addresses, statistics.

Evidence is its record's: who may write the record adds and removes it, who may read the record
reads it, and nobody changes it once the record has left its room.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from heedweb import fetching
from heedweb.administration import options
from heedweb.fetching.content import sniffed
from heedweb.workspace.access import Seat
from heedweb.workspace.domain import blobs, room_rules
from heedweb.workspace.domain.activity import Change, record
from heedweb.workspace.domain.refusals import NotNow
from heedweb.workspace.models import Assessment, Evidence, ProgressReport, Value
from heedweb.workspace.storage import StorageProblem, translated

Claim = ProgressReport | Assessment
_MB = 1024 * 1024
_LONGEST = 300
MOST = 20
# How files begin that are evidence as they are; what is more is told by `sniffed`.
_BEGINS = {
    b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpeg", b"GIF8": "gif", b"PK\x03\x04": "zip",
}  # fmt: skip
_IN_ZIP = {b"xl/": "xlsx", b"ppt/": "pptx", b"mimetypeapplication/vnd.oasis": "opendocument"}


def kind_of(data: bytes) -> str:
    """Return what a file is from its bytes; nothing where it is none that is taken."""
    found = sniffed(data)
    if found in ("pdf", "docx", "doc"):
        return found
    begins = next((kind for sign, kind in _BEGINS.items() if data.startswith(sign)), "")
    if begins == "zip":
        return next((kind for sign, kind in _IN_ZIP.items() if sign in data), "")
    if begins or found == "html":
        return begins
    return "text" if _is_text(data) else ""


def _is_text(data: bytes) -> bool:
    try:
        words = data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return bool(words.strip()) and "\0" not in words


@transaction.atomic
def add(held: Claim, *, words: Mapping[str, object], by: Seat) -> None:
    """Add what a form gave: a `link`, a `file`, a `value`, any of them or none.

    `title` says what an address or a file is; a value says so itself.
    """
    link, file, value = (words.get(name) for name in ("link", "file", "value"))
    title = str(words.get("title") or "").strip()
    if isinstance(link, str) and link:
        add_link(held, link=link, title=title, by=by)
    if isinstance(file, UploadedFile):
        add_file(held, upload=file, title=title, by=by)
    if isinstance(value, Value):
        add_value(held, value=value, by=by)


def add_file(held: Claim, *, upload: UploadedFile[Any], title: str = "", by: Seat) -> Evidence:
    """Keep a file as evidence, unchanged under its hash. Raises `Refused`."""
    _must_write(held, by)
    most = options.number("upload_mb")
    name = Path((upload.name or "").replace("\\", "/")).name
    if (upload.size or 0) > most * _MB:
        raise NotNow(_("{name} is larger than {most} MB.").format(name=name, most=most))
    path = Path(upload.temporary_file_path())  # type: ignore[attr-defined]
    kind = kind_of(path.read_bytes())
    if not kind:
        line = _("{name} is no PDF, Word, Excel, OpenDocument, picture or text file.")
        raise NotNow(line.format(name=name))
    kept = blobs.keep(path)
    return _add(
        held, by, kind=Evidence.Kind.FILE, title=title or name, blob=kept, file=name[-200:],
        fetch={"type_sniffed": kind},
    )  # fmt: skip


def add_link(held: Claim, *, link: str, title: str = "", by: Seat) -> Evidence:
    """Keep an address as evidence; a copy of what is there follows where that is allowed."""
    _must_write(held, by)
    return _add(held, by, kind=Evidence.Kind.LINK, title=title or link, link=link)


def add_value(held: Claim, *, value: Value, by: Seat) -> Evidence:
    """Keep a reading of an indicator as evidence; one that a second person has checked."""
    _must_write(held, by)
    if value.checked is None or value.indicator.workspace_id != by.workspace.pk:
        raise NotNow(_("Only a value that was checked is evidence."))
    said = f"{value.value.normalize():f} {value.indicator.unit}"
    title = f"{value.indicator.name}: {said} ({value.on.isoformat()})"
    return _add(held, by, kind=Evidence.Kind.VALUE, title=title, value=value)


@transaction.atomic
def remove(held: Evidence, *, by: Seat) -> None:
    """Take evidence away from a record that is in its room still."""
    claim = claim_of(held)
    _must_write(claim, by)
    change = Change("", "evidence", held.title, None)
    held.delete()
    _tell(claim, by, "evidence_taken_away", change)


def carry_over(held: Claim, later: Claim) -> None:
    """Let a later version rest on what the one before it rests on."""
    for one in held.evidence.all():
        one.pk = None
        one.report, one.assessment = None, None
        setattr(one, _field(later), later)
        one.save(force_insert=True)


def claim_of(held: Evidence) -> Claim:
    """Return the record that evidence is of."""
    claim = held.report or held.assessment
    if claim is None:
        raise ValueError("evidence of nothing")
    return claim


def fetch_one(now: datetime) -> bool:
    """Keep a copy of one address that has none yet; return whether there was one to look for.

    An address that was refused or did not answer says so, and is not asked again.
    """
    policy = settings.FETCH_POLICY()
    if not policy.on:
        return False
    waits = Evidence.objects.filter(kind=Evidence.Kind.LINK, fetched__isnull=True, fetch={})
    held = waits.order_by("pk").first()
    if held is None:
        return False
    told: dict[str, object]
    try:
        # Nobody is named to the host; who added it stands in the row itself.
        taken = fetching.fetch_page(held.link, policy=policy, now=now.astimezone(UTC), by="heed")
        with translated():
            kept = blobs.keep_bytes(taken.data)
    except fetching.Fault as fault:
        told = {"problem": f"{fault.reason} {fault.remedy}".strip()}
        Evidence.objects.filter(pk=held.pk).update(fetch=told)
        return True
    except StorageProblem as problem:
        # Fetched again and again it would not find more room.
        Evidence.objects.filter(pk=held.pk).update(fetch={"problem": str(problem)})
        return True
    told = dict(taken.record.as_plain())
    Evidence.objects.filter(pk=held.pk).update(fetch=told, fetched=now, blob=kept)
    return True


@transaction.atomic
def _add(held: Claim, by: Seat, **what: Any) -> Evidence:  # noqa: ANN401 -- fields of the model
    if held.evidence.count() >= MOST:
        raise NotNow(_("There are {n} pieces of evidence already.").format(n=MOST))
    what["title"] = str(what["title"])[:_LONGEST]
    made = Evidence.objects.create(by=by.user, **{_field(held): held}, **what)
    _tell(held, by, "evidence_added", Change("", "evidence", None, made.title))
    return made


def _field(held: Claim) -> str:
    return "report" if isinstance(held, ProgressReport) else "assessment"


def _must_write(held: Claim, by: Seat) -> None:
    refused = room_rules.refusal("write", held, by)
    if refused is not None:
        raise refused


def _tell(held: Claim, by: Seat, verb: str, change: Change) -> None:
    record(
        workspace=held.workspace, by=by.user, verb=verb, subject=str(held)[:200], room=held.home,
        changes=[change], about=held,
    )  # fmt: skip


def problem_of(held: Evidence) -> str:
    """Return why no copy is kept of an address."""
    if held.kind != Evidence.Kind.LINK or held.fetched is not None:
        return ""
    said = str(held.fetch.get("problem", ""))
    if said:
        return said
    if not settings.FETCH_POLICY().on:
        return _("The administrator lets heed fetch nothing.")
    return _("It is still to be fetched.")
