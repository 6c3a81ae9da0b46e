"""What looks like personal data in a record: decided on by one, seen by another who publishes.

A program finds such passages (`heed.personal`), too many and not all. Before the record goes to the
public each is kept, with a reason, or the words are changed. What goes there and is worked on still
gets no such words while everybody reads it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heed.personal import Kind, scan
from heedweb.workspace.access import Seat
from heedweb.workspace.domain.activity import record as tell
from heedweb.workspace.domain.refusals import Lacking, NotNow, NotTheirs, Refused
from heedweb.workspace.domain.room_rules import refusal
from heedweb.workspace.models import (
    Answer,
    Assessment,
    Indicator,
    Keep,
    Measure,
    Plan,
    ProgressReport,
    Roomed,
    Written,
)
from heedweb.workspace.roles import Act, RoomKind

# What can go to the public.
Publishable = Roomed | Measure | Indicator
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Found:
    """A passage that looks like personal data, and the decision to keep it; None without one."""

    field: str
    kind: Kind
    words: str
    keep: Keep | None


class Undecided(NotNow):
    """There are words that look like personal data, and nobody decided on them."""


class KeptByThem(NotTheirs):
    """Who would publish it decided to keep words that look like personal data."""


def texts(record: Publishable) -> dict[str, str]:
    """Return the words of a record that everybody would read, by field."""
    if isinstance(record, Roomed):
        words = {name: str(value) for name, value in record.words.items()}
        if isinstance(record, Assessment | ProgressReport):
            # What it rests on is named before everybody too; an address names itself.
            titles = record.evidence.exclude(title=F("link")).values_list("title", flat=True)
            words["evidence"] = "\n".join(titles)
        if isinstance(record, Answer):
            # An answer stands before everybody under the name of its consultation.
            words["round"] = record.round.title
        return words
    said = {name: getattr(record, name) for name in record.WORDS}
    held = {name: value for name, value in said.items() if isinstance(value, str)}
    if isinstance(record, Measure):
        # A measure stands before everybody under the name of its plan.
        return {**held, "plan": record.plan.name}
    groups = [word for split, names in record.splits.items() for word in (split, *names)]
    return {**held, "splits": ", ".join(groups)}


def found(record: Publishable) -> list[Found]:
    """Return what looks like personal data in the words of a record, each passage once."""
    keeps = {(one.field, one.kind, one.words): one for one in record.keeps.all()}
    seen = dict.fromkeys(
        (name, hit.kind, said[hit.start : hit.end])
        for name, said in texts(record).items()
        for hit in scan(said)
    )
    return [Found(*key, keeps.get((key[0], key[1].value, key[2]))) for key in seen]


def keep_refusal(record: Publishable, by: Seat) -> Refused | None:
    """Return why a person may not decide to keep words now; None where they may."""
    if isinstance(record, Roomed):
        return refusal("keep", record, by)
    if not by.may(Act.PLAN):
        return NotTheirs(_("Coordinators do that."))
    public = record.room.kind == RoomKind.PUBLIC
    return NotNow(_("Everybody reads it already.")) if public else None


@transaction.atomic
def keep(record: Publishable, *, field: str, kind: str, words: str, why: str, by: Seat) -> Keep:
    """Keep a passage that looks like personal data, and say why. Raises `Refused`."""
    refused = keep_refusal(record, by)
    if refused is not None:
        raise refused
    if not why.strip():
        raise Lacking(_("Say why these words can be read by everybody."))
    key = (field, kind, words)
    held = [one for one in found(record) if (one.field, one.kind.value, one.words) == key]
    if not held:
        raise NotNow(_("These words are not in the text any more."))
    if held[0].keep is not None:
        raise NotNow(_("Somebody decided on these words already."))
    kept = record.keeps.create(by=by.user, field=field, kind=kind, words=words, why=why.strip())
    tell(
        workspace=record.workspace, by=by.user, verb="words_kept", subject=str(record)[:_LONGEST],
        room=record.home if isinstance(record, Roomed) else by.workspace.coordination().room,
        about=record,
        detail={"kind": type(record).__name__.lower(), "record": record.pk, "looks_like": kind},
    )  # fmt: skip
    return kept


def must_be_decided(record: Publishable) -> list[Found]:
    """Return what was found, all of it decided on. Raises `NotNow` where something is not."""
    held = found(record)
    left = sum(one.keep is None for one in held)
    if left:
        line = ngettext(
            "{n} passage looks like personal data and is not decided on. Keep it with a reason, or"
            " change the words.",
            "{n} passages look like personal data and are not decided on. Keep each with a reason,"
            " or change the words.",
            left,
        )
        raise Undecided(line.format(n=left))
    return held


def must_be_by_another(held: Sequence[Found], by: Seat) -> None:
    """Raise `NotTheirs` where the person who would publish decided to keep a passage."""
    if any(one.keep is not None and one.keep.by_id == by.user.pk for one in held):
        line = _("You kept words that look like personal data, so somebody else must publish it.")
        raise KeptByThem(line)


def exposed(record: Written) -> frozenset[tuple[str, str, str]]:
    """Return the passages that nobody decided on in what everybody reads now."""
    if isinstance(record, Plan):
        # Everybody reads its name over what is public of it, and no more of it.
        shown = record.measures.filter(room__kind=RoomKind.PUBLIC, gone__isnull=True)
        name = record.name if shown.exists() else ""
        return frozenset(("name", one.kind.value, name[one.start : one.end]) for one in scan(name))
    if not isinstance(record, Measure | Indicator) or record.room.kind != RoomKind.PUBLIC:
        return frozenset()
    return frozenset(
        (one.field, one.kind.value, one.words) for one in found(record) if one.keep is None
    )


def must_expose_no_more(record: Written, before: frozenset[tuple[str, str, str]]) -> None:
    """Raise `Undecided` where words were written that everybody reads and nobody decided on."""
    if exposed(record) - before:
        line = _(
            "Everybody reads it, and what you wrote looks like personal data. Write it in other"
            " words, or take it back from others first."
        )
        raise Undecided(line)
