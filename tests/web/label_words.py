"""A small labeller that knows words, and two taxonomies; tests point the settings at them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from heed.records import Suggestion
from heed.vocab.taxonomies import Label, Taxonomy

MATTERS = Taxonomy(
    "test.matters",
    "Matters",
    tuple(
        Label(code, name, older=older)
        for code, name, older in (
            ("water", "Water", ("Wells",)),
            ("light", "Light", ()),
            ("roads", "Roads and bridges", ()),
            ("sea", "The sea", ()),
        )
    ),
)
ACTIONS = Taxonomy(
    "test.action",
    "Kind of step",
    tuple(Label(str(n), name) for n, name in enumerate(("Begin", "Go on", "Think"), 1)),
    many=False,
)
# Word -> label, how likely.
FIRST = {
    "well": ("water", 0.97), "lamps": ("light", 0.9), "bridge": ("roads", 0.6),
    "ferry": ("roads", 0.55), "harbour": ("sea", 0.98),
}  # fmt: skip
SECOND = FIRST | {"ferry": ("sea", 0.96), "bridge": ("roads", 0.99)}
STEPS = {
    "dig": ("1", 0.8), "count": ("3", 0.7), "paint": ("1", 0.7), "repair": ("2", 0.9),
    "open": ("1", 0.9),
}  # fmt: skip


@dataclass(frozen=True)
class Words:
    """Proposes the label of each word it knows; sure above 0.95."""

    taxonomy: str
    known: dict[str, tuple[str, float]]
    version: str = "1"

    @property
    def method(self):
        return f"{self.taxonomy} words {self.version}"

    def propose(self, texts, *, reasons=True):
        return [self._one(text, reasons) for text in texts]

    def _one(self, text, reasons):
        found = {}
        for place in re.finditer(r"\w+", text):
            code, score = self.known.get(place.group().casefold(), (None, 0.0))
            if code and score > found.get(code, (0.0,))[0]:
                found[code] = (score, place)
        return tuple(
            Suggestion(
                self.taxonomy, code, score, score > 0.95,
                f"says “{place.group()}”" if reasons else "", self.method,
                (place.span(),) if reasons else (),
            )
            for code, (score, place) in sorted(found.items(), key=lambda kv: -kv[1][0])
        )  # fmt: skip


def taxonomies(_workspace):
    return {held.code: held for held in (MATTERS, ACTIONS)}


def labellers(_workspace, _only=()):
    return (Words("test.matters", FIRST), Words("test.action", STEPS))


def newer(_workspace, _only=()):
    return (Words("test.matters", SECOND, "2"), Words("test.action", STEPS))


def of_sources(_workspace):
    """Taxonomies that files of data and OHCHR's lists label by, with invented labels."""
    water = Label("Right to water", "Right to water", older=("Water",))
    goals = tuple(Label(str(n), f"Aim {n}") for n in range(1, 18))
    held = (
        Taxonomy("upr_info.issues", "Issues", (water, Label("Swimming", "Swimming"))),
        Taxonomy("upr_info.action", "Action", (Label("4", "Any"), Label("5", "One")), many=False),
        Taxonomy("uhri.themes", "Themes", (Label("Wells & pumps", "Wells & pumps"),)),
        Taxonomy("uhri.groups", "Groups", (Label("Villagers", "Villagers"),)),
        Taxonomy("sdg.goals", "Goals", goals),
    )
    return {one.code: one for one in held}


def issues(_workspace, _only=()):
    known = {"well": ("Right to water", 0.6), "swim": ("Swimming", 0.8)}
    return (Words("upr_info.issues", known),)
