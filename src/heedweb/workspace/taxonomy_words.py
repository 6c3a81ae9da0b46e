"""What people do with taxonomies, and what pages say of what was learnt, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.template.defaultfilters import floatformat
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

TAXONOMY_VERBS: dict[str, str | Promise] = {
    "taxonomy_made": _("made the taxonomy"),
    "taxonomy_edited": _("edited the taxonomy"),
    "taxonomy_removed": _("removed the taxonomy"),
    "taxonomy_retired": _("retired the taxonomy"),
    "taxonomy_restored": _("brought back the taxonomy"),
    "labels_added": _("added labels to"),
    "label_edited": _("edited a label of"),
    "label_removed": _("removed a label of"),
    "label_retired": _("retired a label of"),
    "label_restored": _("brought back a label of"),
    "examples_added": _("added texts to"),
    "example_removed": _("removed a text from"),
    "labeller_taught": _("taught the labeller"),
    "labeller_adopted": _("uses the labeller"),
    "labeller_set_aside": _("set aside the labeller"),
    "labeller_removed": _("removed the labeller"),
}
# Less than this is within what one fold more or less changes.
_HARDLY = 0.01


def learnt(card: Mapping[str, Any]) -> list[str]:
    """Return in sentences what more examples would bring, and which label needs them most."""
    found = [_promise(card)]
    needy = _needy(card)
    if needy is not None:
        name, count = needy
        found.append(
            ngettext(
                "“{label}” has {n} example; more of it would help most.",
                "“{label}” has {n} examples; more of it would help most.",
                count,
            ).format(label=name, n=count)
        )
    return found


def _promise(card: Mapping[str, Any]) -> str:
    points: Sequence[Sequence[float]] = card.get("points", [])
    now, gain = float(card.get("micro_f1", 0.0)), float(card.get("gain") or 0.0)
    if len(points) < 2 or card.get("gain") is None:
        return gettext("There are too few examples to say how much more of them would help.")
    if gain < _HARDLY:
        said = gettext("The curve is flat at {now}: as many examples again would hardly help.")
        return said.format(now=_figure(now))
    said = gettext("With as many examples again, F1 may rise from {now} to about {then}.")
    return said.format(now=_figure(now), then=_figure(min(1.0, now + gain)))


def _needy(card: Mapping[str, Any]) -> tuple[str, int] | None:
    """Return the label that more examples would help most: untaught, else the worst of the few."""
    untaught = card.get("untaught", [])
    if untaught:
        name, count = min(untaught, key=lambda one: one[1])
        return str(name), int(count)
    labels = card.get("labels", [])
    worst = min(labels, key=lambda one: (one["f1"], one["support"]), default=None)
    return None if worst is None or worst["f1"] >= 0.95 else (worst["name"], worst["support"])


def _figure(value: float) -> str:
    return floatformat(value, 2)
