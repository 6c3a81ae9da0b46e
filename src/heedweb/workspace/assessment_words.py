"""What levels and grades are called; the only place that names them."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heedweb.workspace.models import LEVELS, Scale
from heedweb.workspace.periods import day_said

LEVEL_NAMES: dict[str, str | Promise] = {
    "not_started": gettext_lazy("not started"),
    "ongoing": gettext_lazy("ongoing"),
    "partly": gettext_lazy("partly implemented"),
    "fully": gettext_lazy("fully implemented"),
    "no_longer_relevant": gettext_lazy("no longer relevant"),
    "A": gettext_lazy("A: reply or action largely satisfactory"),
    "B": gettext_lazy("B: reply or action partially satisfactory"),
    "C": gettext_lazy("C: reply or action not satisfactory"),
    "D": gettext_lazy("D: no cooperation with the Committee"),
    "E": gettext_lazy("E: measures contrary to, or rejecting, the recommendation"),
}


def level_name(code: object) -> str:
    """Return what a level or a grade is called."""
    return str(LEVEL_NAMES.get(str(code), code))


def scale_name(code: str) -> str:
    """Return what a scale is called."""
    return str(Scale(code).label)


def choices(scale: str) -> list[tuple[str, str | Promise]]:
    """Return the levels of a scale, in its order, with their names."""
    return [(code, LEVEL_NAMES[code]) for code in LEVELS[Scale(scale)]]


def spoken(words: Mapping[str, object]) -> dict[str, str]:
    """Return the words of an assessment, by what each part of them is called."""
    return {
        _("Level"): level_name(words.get("level", "")),
        _("As on"): day_said(words.get("on")),
        _("Reasons"): str(words.get("text", "")),
    }
