"""Two recommendations side by side: what is proposed of them and why, and what people decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils.safestring import SafeString

from heedweb.workspace.models import LinkDecision, LinkProposal, Recommendation
from heedweb.workspace.queries.words_in_common import marked

# Of what an item shows at the side; the heaviest are first.
_MOST_GROUNDS = 12


@dataclass(frozen=True, slots=True)
class Reason:
    """One ground of a proposal: its name, a few words, and how heavily it speaks for or against."""

    name: str
    words: str
    counts: float

    @property
    def against(self) -> bool:
        """Whether it speaks against a repeat."""
        return self.counts < 0

    @property
    def explains(self) -> bool:
        """Whether it only explains, and counts for nothing."""
        return not self.counts


@dataclass(frozen=True, slots=True)
class Beside:
    """A pair to decide on; the texts are marked with what both say and what only one says."""

    later: Recommendation
    earlier: Recommendation
    proposal: LinkProposal | None
    reasons: tuple[Reason, ...]
    decisions: tuple[LinkDecision, ...]

    @property
    def standing(self) -> LinkDecision | None:
        """The decision that holds, None where there is none."""
        return next((one for one in self.decisions if one.step.undone_at is None), None)

    @property
    def seen(self) -> int:
        """What a decision names as seen."""
        return self.standing.pk if self.standing else 0

    @property
    def sides(self) -> tuple[tuple[Recommendation, SafeString], ...]:
        """The earlier and the later item, each with its marked text."""
        rows = (self.earlier, self.later)
        return tuple(zip(rows, marked([row.text for row in rows]), strict=True))


def beside(later: Recommendation, earlier: Recommendation) -> Beside:
    """Return a pair with all that is said of it; two queries."""
    proposal = LinkProposal.objects.filter(later=later, earlier=earlier).first()
    decided = LinkDecision.objects.filter(later=later, earlier=earlier)
    decisions = decided.select_related("step__by", "step__undone_by").order_by("-pk")
    return Beside(later, earlier, proposal, reasons(proposal), tuple(decisions))


def reasons(proposal: LinkProposal | None) -> tuple[Reason, ...]:
    """Return the grounds of a proposal, heaviest first."""
    held = proposal.grounds if proposal else []
    found = [Reason(str(name), str(words), value * weight) for name, value, weight, words in held]
    return tuple(sorted(found, key=lambda one: -abs(one.counts)))[:_MOST_GROUNDS]


def history(row: Recommendation) -> Sequence[LinkDecision]:
    """Return what was decided of the links of a row, undone decisions too, the latest first."""
    held = LinkDecision.objects.filter(Q(later=row) | Q(earlier=row))
    return list(
        held.select_related(
            "step__by", "step__undone_by", "later__review", "earlier__review"
        ).order_by("-pk")
    )
