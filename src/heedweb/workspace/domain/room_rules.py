"""Who may do what with a record that lives in a room, and when: the only place that says so.

Pages ask `refusal` for what to offer, acts ask it for what to refuse.
"""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _

from heedweb.workspace.access import Seat
from heedweb.workspace.domain.refusals import NotNow, NotTheirs, Refused
from heedweb.workspace.models import IN_THE_ROOM, Roomed, Standing
from heedweb.workspace.roles import Act, OrganisationKind, Role

# Whose drafts others may be invited to read.
INVITING = (OrganisationKind.NHRI, OrganisationKind.CSO)


def refusal(verb: str, record: Roomed, by: Seat) -> Refused | None:
    """Return why a person may not do something with a record now; None where they may."""
    return _RULES[verb](record, by)


def _own(record: Roomed, by: Seat, act: Act) -> Refused | None:
    """Return why this is not theirs: another's room, or a role that does not reach."""
    if by.support or record.home_id != by.room or by.room not in by.rooms:
        return NotTheirs(_("Only those whose room it is may do that."))
    if not by.may(act):
        return NotTheirs(_("In your room somebody else's role does that."))
    return None


def _standing(record: Roomed, *of: str) -> Refused | None:
    if record.standing not in of:
        line = _("It is {standing} by now, so that cannot be done.")
        return NotNow(line.format(standing=Standing(record.standing).label))
    return None


def _not_over(record: Roomed) -> Refused | None:
    return NotNow(_("What it belongs to is closed.")) if record.over else None


def _write(record: Roomed, by: Seat) -> Refused | None:
    refused = _own(record, by, Act.WRITE) or _standing(record, *IN_THE_ROOM)
    if refused is None and record.standing == Standing.IN_REVIEW and not by.may(Act.APPROVE):
        return NotNow(_("It is in review. Take it back to go on writing."))
    return refused


def _ask(record: Roomed, by: Seat) -> Refused | None:
    return _own(record, by, Act.WRITE) or _standing(record, Standing.DRAFT) or _not_over(record)


def _take_back(record: Roomed, by: Seat) -> Refused | None:
    return _own(record, by, Act.WRITE) or _standing(record, Standing.IN_REVIEW)


def _approve(record: Roomed, by: Seat) -> Refused | None:
    refused = _own(record, by, Act.APPROVE) or _standing(record, Standing.IN_REVIEW)
    refused = refused or _not_over(record)
    if refused is None and by.user.pk == record.author_id:
        return NotTheirs(_("You wrote it, so somebody else must publish it."))
    if refused is None and by.user.pk == record.asked_by_id:
        return NotTheirs(_("You asked for it, so somebody else must publish it."))
    return refused


def coordinates(record: Roomed, by: Seat) -> bool:
    """Return whether the record is a government text in review before a coordinator."""
    body = record.home.organisation
    government = body is not None and body.kind == OrganisationKind.GOVERNMENT
    coordinator = by.role == Role.COORDINATOR and not by.support
    return coordinator and government and record.workspace_id == by.workspace.pk


def _return(record: Roomed, by: Seat) -> Refused | None:
    if coordinates(record, by):
        return _standing(record, Standing.IN_REVIEW)
    return _own(record, by, Act.APPROVE) or _standing(record, Standing.IN_REVIEW)


def _comment(record: Roomed, by: Seat) -> Refused | None:
    if coordinates(record, by):
        return _standing(record, Standing.IN_REVIEW)
    return _own(record, by, Act.WRITE) or _standing(record, *IN_THE_ROOM)


def _withdraw(record: Roomed, by: Seat) -> Refused | None:
    return _own(record, by, Act.APPROVE) or _standing(record, Standing.PUBLISHED)


def _revise(record: Roomed, by: Seat) -> Refused | None:
    refused = _own(record, by, Act.WRITE) or _standing(record, Standing.PUBLISHED)
    refused = refused or _not_over(record)
    later = type(record).objects.filter(supersedes=record).first()  # type: ignore[attr-defined]
    if refused is not None or later is None:
        return refused
    if later.standing == Standing.DISCARDED:
        return NotNow(_("A later version is among what was discarded. Restore it to go on."))
    return NotNow(_("A later version is being written already."))


def _keep(record: Roomed, by: Seat) -> Refused | None:
    return _own(record, by, Act.WRITE) or _standing(record, *IN_THE_ROOM)


def _discard(record: Roomed, by: Seat) -> Refused | None:
    return _own(record, by, Act.WRITE) or _standing(record, Standing.DRAFT)


def _restore(record: Roomed, by: Seat) -> Refused | None:
    return _own(record, by, Act.WRITE) or _standing(record, Standing.DISCARDED)


def _invite(record: Roomed, by: Seat) -> Refused | None:
    body = record.home.organisation
    if body is None or body.kind not in INVITING:
        return NotTheirs(_("Institutions and civil society organisations alone invite others."))
    return _own(record, by, Act.APPROVE) or _standing(record, *IN_THE_ROOM)


_RULES: dict[str, Callable[[Roomed, Seat], Refused | None]] = {
    "write": _write,
    "ask": _ask,
    "take_back": _take_back,
    "approve": _approve,
    "return": _return,
    "comment": _comment,
    "withdraw": _withdraw,
    "revise": _revise,
    "invite": _invite,
    "keep": _keep,
    "discard": _discard,
    "restore": _restore,
}
