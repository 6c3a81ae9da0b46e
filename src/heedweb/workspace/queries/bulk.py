"""What a bulk act would change, what it leaves out and why: shown before anything is done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from heedweb.workspace.models import Recommendation
from heedweb.workspace.queries.facts import Entry
from heedweb.workspace.queries.index import Index
from heedweb.workspace.words import POSITION_ORDER, item_kind_name, position_name, standing_name

# More at once would hold up everybody else's writing too long.
MOST = 10_000
_State = Recommendation.State
_SETTLED = (_State.ACCEPTED, _State.CORRECTED, _State.ADDED)

REASONS: dict[str, str | Promise] = {
    "same": _("are so already"),
    "reopened": _("were re-opened: what the document says has changed since a person decided"),
    "changed": _("were changed by somebody since you saw them"),
    "decided": _("are decided and would lose it"),
    "many": _("are beyond the 10,000 that one step may change"),
}


@dataclass(frozen=True, slots=True)
class Action:
    """What is done with each row: accept, reject, later, or a position or kind that is set."""

    verb: str
    value: str = ""

    @property
    def code(self) -> str:
        """The action in one word, as forms have it."""
        return f"{self.verb}:{self.value}" if self.verb in ("position", "kind") else self.verb

    @property
    def takes_reopened(self) -> bool:
        """Whether re-opened rows may be ticked: setting one field would take the others unseen."""
        return self.verb in ("accept", "reject")


@dataclass
class Plan:
    """What an action does: `seen` are the rows it changes, with the revision that was seen."""

    action: Action
    seen: dict[int, int] = field(default_factory=dict)
    left: dict[str, list[Entry]] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many rows change."""
        return len(self.seen)

    @property
    def reasons(self) -> list[tuple[str, str, int, list[str]]]:
        """Why rows are left out: code, words, how many, the numbers of the first."""
        return [
            (code, str(words), len(self.left[code]), [e.number for e in self.left[code][:12]])
            for code, words in REASONS.items()
            if code in self.left
        ]


def actions() -> list[tuple[str, str]]:
    """Return the actions there are: code and words."""
    found: list[tuple[str, object]] = [("accept", _("Confirm as it stands"))]
    found += [
        (f"position:{p or 'none'}", _("Position: {name}").format(name=position_name(p)))
        for p in POSITION_ORDER
    ]
    found += [
        (f"kind:{k}", _("Kind: {name}").format(name=item_kind_name(k)))
        for k in Recommendation.Kind.values
    ]
    found += [("reject", _("Not a recommendation")), ("later", _("Leave for later"))]
    return [(code, str(words)) for code, words in found]


def action_of(code: str) -> Action:
    """Return the action with this code, one of `actions`."""
    verb, _colon, value = code.partition(":")
    return Action(verb, value)


def plan(
    index: Index, action: Action, keys: Iterable[int], seen: Mapping[int, int], *, reopened: bool
) -> Plan:
    """Return what `action` does to the rows `keys`; `seen` are revisions that the person saw."""
    made = Plan(action)
    for entry in index.entries_of(keys):
        reason = _reason(entry, action, seen.get(entry.pk, entry.revision), reopened=reopened)
        if reason is None and made.count >= MOST:
            reason = "many"
        if reason is None:
            made.seen[entry.pk] = entry.revision
        else:
            made.left.setdefault(reason, []).append(entry)
    return made


def _reason(entry: Entry, action: Action, seen: int, *, reopened: bool) -> str | None:
    """Return why a row is left out, None if it is changed."""
    if entry.revision != seen or entry.state in Recommendation.HIDDEN:
        return "changed"
    if entry.state == _State.REOPENED:
        return None if reopened and action.takes_reopened else "reopened"
    if action.verb == "accept":
        return "same" if entry.state in _SETTLED else None
    if action.verb == "reject":
        return "same" if entry.state == _State.REJECTED else None
    if action.verb == "later":
        if entry.state == _State.LATER:
            return "same"
        return None if entry.state == _State.OPEN else "decided"
    if entry.state == _State.REJECTED:
        return "decided"
    held = entry.position or "none" if action.verb == "position" else entry.kind
    return "same" if held == action.value else None


def before_and_after(row: Recommendation, action: Action) -> tuple[str, str]:
    """Return what a row shows now, and what it will show."""
    if action.verb == "position":
        after = "" if action.value == "none" else action.value
        return position_name(row.position), position_name(after)
    if action.verb == "kind":
        return item_kind_name(row.kind), item_kind_name(action.value)
    after = {"accept": "accepted", "reject": "rejected", "later": "later"}[action.verb]
    return standing_name(row.state), standing_name(after)
