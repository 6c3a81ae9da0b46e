"""Every address of the product, from the map of URLs itself, and how its parameters are filled."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.access.world import MISSING, World


@dataclass(frozen=True)
class Address:
    """A pattern: its name with its namespace, and what its parameters are called."""

    name: str
    parameters: tuple[str, ...]


# What a parameter holds that is not the same everywhere, by the name of the address.
HOLDS = {
    "review": {"review", "matrix", "readings", "read-again"},
    "recommendation": {
        "recommendation",
        "decide-one",
        "decide-act",
        "merge",
        "label",
        "label-act",
        "note-new",
        "fix-new",
        "indicators-of-recommendation",
        "report-on-row",
        "assessment-new",
        "comment-on-recommendation",
    },
    "note": {"note", "note-write", "note-act"},
    "fix": {"fix", "fix-answer"},
    "document": {"document", "at", "current", "leaf", "missed", "original", "page"},
    "paper": {"attach"},
    "job": {"import", "import-cancel", "import-again"},
    "sheet": {"sheet"},
    "data_row": {"source-act"},
    "step": {"undo-step", "label-undo-step", "cluster-undo-step", "history-undo"},
    "cluster": {
        "cluster",
        "indicators-of-cluster",
        "cluster-act",
        "lineage",
        "assessment-new-on-cluster",
        "comment-on-cluster",
    },
    "view": {"rename-view", "delete-view"},
    "undoable": {"history-undo-act"},
    "label": {"own-label"},
    "example": {"text-remove"},
    "indicator": {
        "indicator",
        "indicator-write",
        "indicator-delete",
        "indicator-act",
        "indicator-ties",
        "value-new",
        "value-table",
    },
    "gone_indicator": {"indicator-bring-back"},
    "value": {"value", "value-replace", "value-evidence", "value-act"},
    "plan": {
        "plan",
        "plan-write",
        "plan-file",
        "plan-take",
        "plan-carry",
        "plan-delete",
        "chapters",
        "chapter-new",
        "measure-new",
        "timeline",
        "timeline-table",
    },
    "chapter": {"chapter-write", "chapter-act"},
    "milestone": {"milestone-write", "milestone-act"},
    "assignment": {"assignment-act"},
    "carried": {"plan-became"},
    "item": {"item", "item-write", "item-original", "item-act", "item-add"},
    "feed": {"feed", "feed-act"},
    "finding": {"finding-write", "finding-act"},
    "event": {"event", "event-write", "event-bears", "event-delete"},
    "official": {"official", "official-write", "official-same"},
    "promise": {"promise", "promise-write", "promise-bears", "promise-delete"},
    "visit": {"visit", "visit-write", "visit-bears", "visit-rests", "visit-delete"},
    "invitation": {"invitation", "invitation-write", "invitation-delete"},
    "assessment": {
        "assessment",
        "assessment-write",
        "assessment-act",
        "assessment-evidence",
        "assessment-reply",
    },
    "reply": {"reply", "reply-write", "reply-act"},
    "comment": {"comment-settle", "comment-take-back"},
    "consultation": {
        "consultation",
        "consultation-write",
        "consultation-choose",
        "consultation-open",
        "consultation-close",
        "consultation-answer",
        "consultation-export",
    },
    "answer": {"answer", "answer-write", "answer-act", "answer-outcome"},
    "notice": {"notice"},
    "request": {"request", "request-act", "due-answer"},
    "report": {"report", "report-write", "report-act", "evidence-add"},
    "evidence": {"evidence"},
    "piece": {"evidence-remove"},
    "measure": {
        "measure",
        "measure-write",
        "measure-add",
        "measure-act",
        "milestone-new",
        "report-on-measure",
        "indicators-of-measure",
    },
}
KIND_OF = {f"workspace:{name}": kind for kind, names in HOLDS.items() for name in names}
KIND_OF |= {
    "workspace:comment-on-measure": "measure", "workspace:comment-on-indicator": "indicator",
}  # fmt: skip
KIND_OF |= {"public:review": "review", "public:recommendation": "recommendation"}
KIND_OF |= {
    "support-end": "stay", "workspace:support-end": "stay", "workspace:person": "person",
    "workspace:person-act": "person", "workspace:organisation": "organisation",
    "workspace:organisation-act": "organisation", "workspace:invite-into": "organisation",
    "administration:account": "account", "administration:account-act": "account",
}  # fmt: skip
VERBS = {
    "workspace:source-act": "keep", "workspace:note-act": "approve",
    "workspace:request-act": "close", "workspace:report-act": "comment",
    "workspace:notice-calendar": "new", "workspace:fix-answer": "decline",
    "workspace:person-act": "suspend", "workspace:assessment-act": "approve",
    "workspace:reply-act": "approve", "workspace:answer-act": "approve",
    "workspace:chapter-act": "up", "workspace:measure-add": "ties",
    "workspace:measure-act": "delete", "workspace:milestone-act": "reach",
    "workspace:organisation-act": "close", "administration:account-act": "suspend",
    "workspace:value-act": "check", "workspace:indicator-act": "drop",
    "workspace:item-act": "read-again", "workspace:finding-act": "reopen",
    "workspace:item-add": "meeting", "workspace:feed-act": "ask",
}  # fmt: skip
FIXED = {
    "verb": "accept", "scale": "level", "offset": 0, "token": "0" * 43, "secret": "0" * 43,
    "listed": "sdg.16.3.2", "what": "measures",
}  # fmt: skip
# A passkey is one person's own, not a workspace's: tests/web/test_sign_in.py has those of others.
NO_PASSKEY = {"mfa_remove_webauthn", "mfa_edit_webauthn"}
# Of an address with two objects the second.
SECOND = {"other": "second", "earlier": "recommendation", "later": "second"}


def addresses() -> list[Address]:
    """Return every named pattern of the URL map, in its order."""
    return list(_walk(get_resolver().url_patterns, ""))


def _walk(patterns: list[URLPattern | URLResolver], namespace: str) -> Iterator[Address]:
    for one in patterns:
        if isinstance(one, URLResolver):
            inner = f"{namespace}{one.namespace}:" if one.namespace else namespace
            for found in _walk(one.url_patterns, inner):
                outer = tuple(re.findall(r"<(?:\w+:)?(\w+)>", str(one.pattern)))
                yield Address(found.name, (*outer, *found.parameters))
        else:
            assert one.name, f"{one.pattern} has no name"
            found = re.findall(r"<(?:\w+:)?(\w+)>", str(one.pattern))
            yield Address(f"{namespace}{one.name}", tuple(found))


def identifies(address: Address) -> bool:
    """Whether an address names an object of a workspace."""
    return any(_kind(address, name) for name in address.parameters)


def elsewhere(address: Address) -> bool:
    """Whether an object of the address can be one of another workspace.

    The UN's keys, the codes of States and accounts are the same everywhere.
    """
    kinds = {_kind(address, name) for name in address.parameters}
    return identifies(address) and not kinds & {"key", "iso3", "account"}


def path(address: Address, world: World, state: str = "own", slug: str = "") -> str:
    """Return the path with parameters filled: objects that are there, `foreign` or `missing`.

    A state that is one of `world.notes` stands for that note.
    """
    held = world.foreign if state == "foreign" else world.own
    if state in world.notes:
        held = world.own | {"note": world.notes[state]}
    found: dict[str, object] = {}
    for name in address.parameters:
        kind = _kind(address, name)
        if name in ("workspace", "slug"):
            found[name] = slug or world.workspace.slug
        elif kind is None:
            found[name] = _fixed(address, name)
        elif state == "missing":
            found[name] = "nothing" if isinstance(held[kind], str) else MISSING
        else:
            found[name] = held[kind]
    return reverse(address.name, kwargs=found)


def _kind(address: Address, name: str) -> str | None:
    if name in SECOND:
        return SECOND[name]
    if name == "pk":
        return None if address.name in NO_PASSKEY else KIND_OF[address.name]
    if name in ("code", "key", "iso3") and "mechanism" not in address.name:
        return name
    if name == "number" and address.name.startswith("workspace:version"):
        return "version"
    return None


def _fixed(address: Address, name: str) -> object:
    if address.name in NO_PASSKEY:
        return MISSING
    if name == "code":
        return "upr"
    if name == "verb" and address.name in VERBS:
        return VERBS[address.name]
    return 1 if name == "number" else FIXED[name]


def sent(address: Address, world: World) -> dict[str, object]:
    """Return what a form of the address sends where nothing at all would be no answer to it."""
    own = world.own
    fields: dict[str, dict[str, object]] = {
        "workspace:decide-act": {"revision": 0},
        "workspace:label-act": {"seen": f"{own['recommendation']}:0", "do": "reject"},
        "workspace:link-act": {"seen": 0, "do": "related"},
        "workspace:cluster-act": {"seen": f"{own['cluster']}:0", "do": "confirm"},
        "workspace:teach": {"place": f"r{own['recommendation']}", "seen": 0},
        "workspace:attach": {"review": own["review"]},
    }
    return fields.get(address.name, {})
