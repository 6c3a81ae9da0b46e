"""The taxonomies of a workspace, what their labels are called, and which label a name means."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import cast

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from heed.vocab.taxonomies import Label, Taxonomy, taxonomies
from heedweb.workspace.models import Workspace

# What a recommendation is about comes before how it is put.
_FIRST = (
    "upr_info.issues", "uhri.themes", "uhri.groups", "sdg.goals", "sdg.targets", "upr_info.action",
    "instruments", "instruments.asks",
)  # fmt: skip
GOALS, TARGETS = "sdg.goals", "sdg.targets"
# "16", "Goal 16", "16 - PEACE", "SDG 16.1", "16.a Strengthen ...".
_GOAL = re.compile(
    r"^\W*(?:sdgs?|goals?|targets?)?\W*(?P<goal>\d{1,2})(?:\.(?P<target>\d{1,2}|[a-d])\b)?(?!\d)",
    re.IGNORECASE,
)

Source = Callable[[Workspace], Mapping[str, Taxonomy]]


def shipped(_workspace: Workspace) -> Mapping[str, Taxonomy]:
    """Return the taxonomies that come with heed."""
    return taxonomies()


class Vocabulary:
    """The taxonomies of a workspace by code, in the order of pages."""

    def __init__(self, held: Mapping[str, Taxonomy]) -> None:
        self.taxonomies = held
        self._labels: dict[str, dict[str, Label]] = {}
        self._found: dict[str, dict[str, str]] = {}

    def title(self, taxonomy: str) -> str:
        """Return what a taxonomy is called; its code where it is not known."""
        held = self.taxonomies.get(taxonomy)
        return _(held.name) if held else taxonomy

    def many(self, taxonomy: str) -> bool:
        """Return whether a text may have several labels of a taxonomy."""
        held = self.taxonomies.get(taxonomy)
        return held.many if held else True

    def label(self, taxonomy: str, code: str) -> Label | None:
        """Return a label by its code, None where it is not known."""
        if taxonomy not in self._labels:
            held = self.taxonomies.get(taxonomy)
            self._labels[taxonomy] = {one.code: one for one in held.labels} if held else {}
        return self._labels[taxonomy].get(code)

    def name(self, taxonomy: str, code: str) -> str:
        """Return what a label is called in the reader's language; its code where not known."""
        if not code:
            return _("no label fits")
        known = self.label(taxonomy, code)
        if known is None:
            return code
        named = known.translations.get((get_language() or "en").split("-")[0], known.name)
        # A figure says which goal or class it is before its name does.
        return f"{code} {named}" if code[:1].isdigit() and code != named else named

    def code_of(self, taxonomy: str, written: str) -> str | None:
        """Return the label that a name means: of any version, or in any language."""
        held = self.taxonomies.get(taxonomy)
        if held is None:
            return None
        meant = held.find(written)
        if meant is not None:
            return meant.code
        if taxonomy not in self._found:
            self._found[taxonomy] = _names(held)
        return self._found[taxonomy].get(folded(written))

    def goals_of(self, written: str) -> list[tuple[str, str]]:
        """Return the goal, and the target with its goal, that something written names."""
        found = _GOAL.match(written)
        if found is None:
            code = self.code_of(GOALS, written)
            return [(GOALS, code)] if code else []
        goal = str(int(found["goal"]))
        if not 1 <= int(goal) <= 17:
            return []
        target = found["target"]
        held = [(GOALS, goal)]
        return [*held, (TARGETS, f"{goal}.{target.lower()}")] if target else held

    @cached_property
    def codes(self) -> list[str]:
        """The codes of all taxonomies."""
        return list(self.taxonomies)


def vocabulary(workspace: Workspace) -> Vocabulary:
    """Return the taxonomies of a workspace: those of every source in the settings."""
    held: dict[str, Taxonomy] = {}
    for path in settings.TAXONOMIES:
        held |= cast("Source", import_string(path))(workspace)
    order = dict.fromkeys([*(code for code in _FIRST if code in held), *held])
    return Vocabulary({code: held[code] for code in order})


def folded(written: str) -> str:
    """Return a name so that spellings of it meet: case, spaces, dashes, quotation marks."""
    plain = written.casefold().translate(_ALIKE)
    return " ".join(plain.split()).strip(" -.;")


_ALIKE = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " "})


def _names(held: Taxonomy) -> dict[str, str]:
    """Return codes by what `Taxonomy.find` does not know: other dashes, figures, languages."""
    found: dict[str, str] = {}
    for one in held.labels:
        numbered = (f"{one.code} {one.name}", f"{one.code} - {one.name}")
        for name in (one.name, *numbered, *one.translations.values(), *one.older, *one.later):
            found.setdefault(folded(name), one.code)
    return found
