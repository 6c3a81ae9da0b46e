"""The labellers that come with heed, found by the taxonomy whose labels they propose."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import cache
from importlib import resources
from typing import Any

import yaml

from heed.errors import InputProblem
from heed.labels.files import loads
from heed.labels.instrument_labels import AskLabeller, InstrumentLabeller
from heed.labels.labeller import Labeller
from heed.labels.linear import LinearLabeller
from heed.labels.specificity import MEASURABILITY, SPECIFICITY, WordingLabeller
from heed.labels.vocabulary import terms_labeller
from heed.labels.weighed import ISSUES, Once, weighed_labeller

TAXONOMIES = (
    ISSUES, "upr_info.action", "uhri.themes", "uhri.groups", "sdg.goals", "sdg.targets",
    "instruments", "instruments.asks", SPECIFICITY, MEASURABILITY,
)  # fmt: skip


def labellers(only: Collection[str] | None = None) -> tuple[Labeller, ...]:
    """Return the labellers that come with heed, those of the taxonomies named in `only`.

    Raises `InputProblem` for a taxonomy that none is there for.
    """
    unknown = sorted(set(only or ()) - set(TAXONOMIES))
    if unknown:
        reason = f"has no labeller; there are some for {', '.join(TAXONOMIES)}."
        raise InputProblem(unknown[0], "taxonomy", reason, "Name one of these.")
    # Made for each call: what an `Once` remembers is of the texts of one caller. Read where some
    # taxonomy asked for needs it: it is the largest file.
    issues = cache(lambda: Once(trained(ISSUES)))
    makers: dict[str, Callable[[], Labeller]] = {
        ISSUES: issues,
        "upr_info.action": lambda: trained("upr_info.action"),
        "uhri.themes": lambda: weighed_labeller("uhri.themes", issues()),
        "uhri.groups": lambda: weighed_labeller("uhri.groups", issues()),
        "sdg.goals": lambda: weighed_labeller("sdg.goals", issues()),
        "sdg.targets": lambda: terms_labeller("sdg.targets"),
        "instruments": InstrumentLabeller,
        "instruments.asks": AskLabeller,
        SPECIFICITY: WordingLabeller,
        MEASURABILITY: lambda: WordingLabeller(MEASURABILITY),
    }
    return tuple(makers[code]() for code in TAXONOMIES if only is None or code in only)


@cache
def trained(taxonomy: str) -> LinearLabeller:
    """Return the trained labeller that comes with heed for `taxonomy`.

    Its file is read once, after its SHA-256 is compared with the card's.
    """
    name = f"{taxonomy}.skops"
    held = resources.files("heed.models").joinpath(name).read_bytes()
    return loads(held, str(card(taxonomy)["sha256"]), name)


@cache
def card(taxonomy: str) -> dict[str, Any]:
    """Return the card of the trained labeller: its data, date, licence, scores and limits."""
    held = resources.files("heed.models").joinpath(f"{taxonomy}.yaml").read_text(encoding="utf-8")
    found: dict[str, Any] = yaml.load(held, Loader=yaml.CSafeLoader)
    return found
