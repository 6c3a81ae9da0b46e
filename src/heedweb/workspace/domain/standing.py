"""How an item stands: what the document says and what people decided, folded into one value.

Pure: no database. The rules, in one place:

- what a person wrote stands until a person changes it;
- what a person accepted stays as it was accepted, also where a later reading says otherwise: the
  item is re-opened and shows both;
- a position that was still to come (pending, or not stated) is filled in by an addendum without
  re-opening anything, unless the person set a position;
- a reading that says what the person saw re-opens nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypedDict, cast


class Value(TypedDict):
    """One item: the fields of `models.Recommendation`, its States, parts and doubts.

    `states` are pairs of name as written and ISO code (`""` if none), `parts` hold text, names and
    letter, `doubts` pairs of code and sentence, `boxes` page, left, top, right, bottom in points.
    """

    paragraph: str
    printed: str
    text: str
    kind: str
    states: list[list[str]]
    parts: list[list[str | list[str]]]
    position: str
    claim: str
    position_source: str
    position_words: str
    comment: str
    page: int | None
    start: int
    end: int
    boxes: list[list[float]]
    doubts: list[list[str]]
    context: dict[str, object]


# What people may write in place of the document's words.
EDITABLE = ("paragraph", "text", "states", "position", "kind")
# What a person has seen when deciding; places in the file are not among it.
SEEN = (*EDITABLE, "doubts")
# What an item is called that a file of data gives no number: its row there, no number of the UN.
ROW = "row "
_TO_COME = ("", "pending")


@dataclass(frozen=True, slots=True)
class Act:
    """A decision as far as it counts here; field meanings: `models.Decision`."""

    verb: str
    fields: dict[str, object]
    seen: dict[str, object]
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """The value that holds now, the state, and what a later reading changed: field -> new words."""

    value: Value
    state: str
    changed: dict[str, object] = field(default_factory=dict)


GONE = ("gone", "The latest reading of the document does not find this item.")
"""The doubt about an item that people decided on and no document has any more."""
_STATES = {"reject": "rejected", "later": "later", "add": "added", "replace": "replaced"}


def seen_of(value: Value) -> dict[str, object]:
    """Return what a person sees of what the document says."""
    loose = cast("dict[str, object]", value)
    return {name: loose[name] for name in SEEN}


def fold(
    said: Value | None, last: Value, acts: Sequence[Act], sources: Sequence[str] = ()
) -> Standing:
    """Return how an item stands.

    `said` is what the latest reading says, None if it does not find the item; `last` is the value
    so far, from which an item that is gone keeps its words. `sources` are the document's words of
    the items that people made this one from.
    """
    written, state, seen = _decided(acts)
    base: Value = cast("Value", dict(said if said is not None else last))
    loose = cast("dict[str, object]", base)
    if not acts:
        return Standing(base, "open")
    changed: dict[str, object] = {}
    if seen:
        changed = _changed(said, seen, written)
        for name in changed:
            if name in EDITABLE and name in seen:
                loose[name] = seen[name]
    loose.update(written)
    if acts[0].verb == "add":
        return _added(base, state, seen, sources)
    if said is None and state not in ("rejected", "replaced"):
        loose["doubts"] = [list(GONE)]
        return Standing(base, "reopened", {"gone": True})
    if changed and state not in ("open", "later", "replaced"):
        text = "The latest reading of the document says something else than what was decided on."
        loose["doubts"] = [*cast("list[list[str]]", changed.get("doubts", [])), ["changed", text]]
        return Standing(base, "reopened", changed)
    return Standing(base, state, changed if state == "replaced" else {})


def _added(base: Value, state: str, seen: dict[str, object], sources: Sequence[str]) -> Standing:
    """Return how an item that people added stands: doubtful only if what it is made from moved."""
    base["doubts"] = []
    if state in ("rejected", "replaced") or seen.get("sources", list(sources)) == list(sources):
        return Standing(base, state)
    text = "The words that this was made from read differently now."
    base["doubts"] = [["changed", text]]
    return Standing(base, "reopened", {"sources": list(sources)})


def _decided(acts: Iterable[Act]) -> tuple[dict[str, object], str, dict[str, object]]:
    """Return what people wrote, the state after the last act, and what was seen at it."""
    written: dict[str, object] = {}
    state, seen = "open", dict[str, object]()
    added = False
    for act in acts:
        if act.fresh:
            written.clear()
        written.update(act.fields)
        added = added or act.verb == "add"
        settled = "added" if added else ("corrected" if written else "accepted")
        state = _STATES.get(act.verb, settled)
        if act.verb != "later":
            seen = act.seen
    return written, state, seen


def _changed(
    said: Value | None, seen: dict[str, object], written: dict[str, object]
) -> dict[str, object]:
    """Return what the document says now and the person neither saw nor wrote."""
    if said is None:
        return {}
    now = seen_of(said)
    found = {
        name: now[name]
        for name in EDITABLE
        if name in seen and now[name] != seen[name] and written.get(name) != now[name]
    }
    if "position" not in written and seen.get("position") in _TO_COME:
        found.pop("position", None)
    known = {code for code, _ in cast("list[list[str]]", seen.get("doubts", []))}
    fresh = [d for d in said["doubts"] if d[0] not in known]
    if fresh and not _answers(fresh, written):
        found["doubts"] = fresh
    return found


# What a person wrote answers a doubt about the same matter.
_ABOUT = {
    "states": {"bracket", "no_separator", "no_state", "states_inside"},
    "position": {"answered_twice", "position", "unanswered"},
    "paragraph": {"gap", "misnumbered"},
}


def _answers(doubts: Iterable[list[str]], written: dict[str, object]) -> bool:
    answered = {code for name in written for code in _ABOUT.get(name, set())}
    return all(code in answered for code, _ in doubts)
