"""Who sees a measure or an indicator, and what a person may do about that."""

from __future__ import annotations

from dataclasses import dataclass

from heedweb.workspace.access import Seat
from heedweb.workspace.domain import moving, personal_data
from heedweb.workspace.domain.personal_data import Found
from heedweb.workspace.domain.refusals import Refused
from heedweb.workspace.models import Indicator, Measure
from heedweb.workspace.queries import roomed
from heedweb.workspace.roles import Act, RoomKind

_VERBS = ("ask", "drop", "let", "take_back")


@dataclass(frozen=True, slots=True)
class Letting:
    """What may be done about who sees a record, by the person.

    `why_not` says why the person may not let it go where somebody else must. `found` is what looks
    like personal data in it, before coordinators while not everybody reads it.
    """

    may: frozenset[str]
    why_not: str
    found: list[tuple[Found, str]]


def of(seat: Seat, held: Measure | Indicator) -> Letting:
    """Return what a person may do about who sees a measure or an indicator."""
    if not seat.may(Act.PLAN):
        return Letting(frozenset(), "", [])
    refused: dict[str, Refused | None] = {verb: moving.refusal(verb, held, seat) for verb in _VERBS}
    refused["keep"] = personal_data.keep_refusal(held, seat)
    let = refused["let"]
    found = [] if held.room.kind == RoomKind.PUBLIC else roomed.looks_like(held)
    return Letting(
        frozenset(verb for verb, why in refused.items() if why is None) | {"write"},
        let.line if let is not None and held.to_id is not None else "",
        found,
    )
