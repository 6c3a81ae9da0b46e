"""How far an indicator is from its target, in figures and in words. Nothing is judged."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from heedweb.workspace.models import Indicator
from heedweb.workspace.pictures.figures import figure


@dataclass(frozen=True, slots=True)
class Distance:
    """From the latest value to the target.

    `share` is the part of the way from the baseline that is done, None without a baseline; below 0
    the value moved away from the target. `left` is what is missing, 0 where it is `reached`.
    """

    left: Decimal
    share: Decimal | None
    reached: bool
    words: str


def distance(held: Indicator, latest: Decimal | None) -> Distance | None:
    """Return how far the latest value is from the target; None without either."""
    if held.target is None or latest is None:
        return None
    less = is_less_better(held)
    gap = held.target - latest
    reached = gap == 0 or (less is not None and (gap > 0) == less)
    share = _share(held, latest)
    left = Decimal(0) if reached else abs(gap)
    return Distance(left, share, reached, _words(held, latest, share, reached=reached))


def is_less_better(held: Indicator) -> bool | None:
    """Return whether less is better: as is said, else as the target lies; None if nothing says."""
    if held.falling is not None:
        return held.falling
    if held.baseline is None or held.target is None or held.baseline == held.target:
        return None
    return held.target < held.baseline


def _share(held: Indicator, latest: Decimal) -> Decimal | None:
    if held.baseline is None or held.target is None or held.baseline == held.target:
        return None
    return (latest - held.baseline) / (held.target - held.baseline)


def _words(held: Indicator, latest: Decimal, share: Decimal | None, *, reached: bool) -> str:
    target, base = figure(held.target or 0), figure(held.baseline or 0)
    left = figure(abs((held.target or 0) - latest))
    if reached:
        return _("at the target of {target} or beyond").format(target=target)
    if share is None:
        return _("{left} from the target of {target}").format(left=left, target=target)
    if share < 0:
        line = _("further from the target of {target} than the baseline of {base}; {left} to go")
    elif share == 0:
        line = _("where the baseline was, {base}; {left} to go to {target}")
    elif share > 1:
        line = _("{left} beyond the target of {target}")
    else:
        line = _("{share}% of the way from {base} to {target}; {left} to go")
    part = figure((share * 100).quantize(Decimal(1)))
    return line.format(share=part, base=base, target=target, left=left)
