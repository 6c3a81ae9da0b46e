"""The labellers of a workspace: those of every source in the settings."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import cast

from django.conf import settings
from django.utils.module_loading import import_string

from heed.labels import Labeller
from heedweb.workspace.models import Workspace

Source = Callable[[Workspace, Collection[str]], Iterable[Labeller]]
"""Gives labellers of a workspace: at least those of the taxonomies named, all if none is."""


def shipped(_workspace: Workspace, only: Collection[str] = ()) -> tuple[Labeller, ...]:
    """Return the labellers that come with heed; of the taxonomies `only`, if any is named."""
    # What learning needs takes a second to load; a server that only shows pages begins without.
    from heed.labels.registry import TAXONOMIES, labellers

    known = set(only).intersection(TAXONOMIES)
    # None of those asked for is ours: nothing is loaded.
    return () if only and not known else labellers(known or None)


def labellers_of(
    workspace: Workspace, only: Collection[str] = ()
) -> dict[str, tuple[Labeller, ...]]:
    """Return the labellers of a workspace by taxonomy; of the taxonomies `only`, if any is named.

    `settings.LABELLERS` names the functions that give them (`Source`); those of a later one take
    the place of an earlier one's: a team that taught a labeller itself uses that.
    """
    found: dict[str, tuple[Labeller, ...]] = {}
    for path in settings.LABELLERS:
        mine: dict[str, tuple[Labeller, ...]] = {}
        for one in cast("Source", import_string(path))(workspace, only):
            if not only or one.taxonomy in only:
                mine[one.taxonomy] = (*mine.get(one.taxonomy, ()), one)
        found |= mine
    return found


def method_of(held: Iterable[Labeller]) -> str:
    """Return the method of the labellers of one taxonomy, as `LabelState.methods` keeps it."""
    return " + ".join(one.method for one in held)[:200]


def reads(labeller: Labeller, language: str) -> bool:
    """Return whether a labeller knows a language. What comes with heed was taught in English."""
    languages = getattr(labeller, "languages", ("en",))
    return not languages or language in languages
