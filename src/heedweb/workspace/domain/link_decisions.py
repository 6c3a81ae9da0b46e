"""What people decide of two recommendations: that the later asks the same, or not; one step each.

A person names the last decision on the pair that they saw; where somebody decided in the meantime
nothing is written. A run proposes, and never touches what is decided here.
"""

from __future__ import annotations

from django.db import transaction

from heed.records.links import RELATIONS
from heedweb.accounts.models import User
from heedweb.workspace.domain import tags
from heedweb.workspace.domain.activity import record
from heedweb.workspace.models import LinkDecision, LinkProposal, Recommendation, Step, Workspace
from heedweb.workspace.models.links import DIFFERENT

VERB = "link"
DECIDABLE = (*RELATIONS, DIFFERENT)

Pair = tuple[int, int]
"""Primary keys of the later and the earlier recommendation."""


class LinkOvertaken(Exception):
    """Somebody decided on the pair, or undid a decision, after the person saw it."""

    def __init__(self, pair: Pair, by: User | None) -> None:
        self.pair, self.by = pair, by
        super().__init__("The pair was decided on in the meantime.")


class NothingToLink(Exception):
    """The pair is decided so already."""


def standing(pair: Pair) -> LinkDecision | None:
    """Return the decision that holds of a pair, None where there is none."""
    held = LinkDecision.objects.filter(later=pair[0], earlier=pair[1], step__undone_at__isnull=True)
    return held.select_related("step__by").order_by("pk").last()


@transaction.atomic
def decide(*, workspace: Workspace, pair: Pair, relation: str, seen: int, by: User) -> Step:
    """Say how a pair compares, as one step.

    `relation` is one of `DECIDABLE`; `seen` the primary key of the decision that the person saw, 0
    for none. Raises `LinkOvertaken`, `NothingToLink`, and `ValueError` for what is no pair.
    """
    if relation not in DECIDABLE:
        raise ValueError(f"No relation of two recommendations: {relation}")
    rows = _rows(workspace, pair)
    last = standing(pair)
    if (last.pk if last else 0) != seen:
        raise LinkOvertaken(pair, last.step.by if last else None)
    if last is not None and last.relation == relation:
        raise NothingToLink
    step = Step.objects.create(workspace=workspace, by=by, verb=VERB)
    LinkDecision.objects.create(
        step=step, later_id=pair[0], earlier_id=pair[1], relation=relation, seen=_proposed(pair)
    )
    record(
        workspace=workspace, by=by, verb=VERB, subject=tags.subject(rows),
        detail={"rows": len(rows), "relation": relation}, step=step,
    )  # fmt: skip
    return step


def _rows(workspace: Workspace, pair: Pair) -> list[Recommendation]:
    """Return the later and the earlier row, which both stand in the list."""
    held = Recommendation.objects.filter(review__workspace=workspace, pk__in=pair)
    listed = held.exclude(state__in=Recommendation.HIDDEN).only("paragraph", "key", "text")
    rows = {row.pk: row for row in listed}
    if len(rows) != len(pair):
        raise ValueError("A pair is two recommendations of this workspace.")
    return [rows[key] for key in pair]


def _proposed(pair: Pair) -> dict[str, object]:
    """Return what is proposed of a pair, as a decision keeps it."""
    held = LinkProposal.objects.filter(later=pair[0], earlier=pair[1]).first()
    if held is None:
        return {}
    return {
        "relation": held.relation, "score": held.score, "sure": held.sure, "method": held.method,
    }  # fmt: skip
