"""From what to what acts changed things: from the act itself, or from the rows of its step."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import F, QuerySet, Window
from django.db.models.functions import RowNumber

from heedweb.workspace.models import (
    Activity,
    ClusterAct,
    Decision,
    Grouping,
    Labelling,
    LinkDecision,
    Recommendation,
    Said,
    Workspace,
)
from heedweb.workspace.queries.differences import Run, words
from heedweb.workspace.queries.taxonomies import vocabulary
from heedweb.workspace.words import field_text

Written = TypeVar("Written", Decision, Labelling, Grouping, ClusterAct, LinkDecision)
# A bulk step of thousands is told by its first rows; the list has them all.
MOST = 5


@dataclass(frozen=True, slots=True)
class Shown:
    """A change as a page shows it: of what, which field, and the words."""

    subject: str
    field: str
    before: str
    after: str

    @property
    def runs(self) -> list[Run]:
        """The words that stayed, went and came."""
        return words(self.before, self.after)


def of(workspace: Workspace, rows: Sequence[Activity]) -> dict[int, tuple[list[Shown], int]]:
    """Return for each act its changes, and how many more there are than are shown."""
    steps = {one.step_id for one in rows if one.step_id is not None}
    taken = _taken(workspace, steps) if steps else {}
    found: dict[int, tuple[list[Shown], int]] = {}
    for one in rows:
        mine = [_plain(change) for change in one.changes]
        if one.step_id is not None and one.verb != "undone":
            mine += taken.get(one.step_id, [])
        # A step of many rows says how many it had.
        total = max(len(mine), one.detail.get("rows", 0)) if mine and one.step_id else len(mine)
        found[one.pk] = (mine[:MOST], max(0, total - MOST))
    return found


def text_of(value: object, field: str) -> str:
    """Return what a field holds, as a person reads it; `""` for what was not there."""
    if value is None:
        return ""
    if field == "states" and isinstance(value, list):
        return field_text(value, field)
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    if isinstance(value, dict):
        return "; ".join(f"{name}: {one}" for name, one in value.items())
    return field_text(value, field)


def of_decisions(decisions: Iterable[Decision]) -> dict[int, list[Shown]]:
    """Return what each decision changed, by its primary key.

    What stood before is what people had written until then, else what the document said.
    """
    wanted = list(decisions)
    rows = {one.recommendation_id for one in wanted}
    said = {
        one.recommendation_id: one.value for one in Said.objects.filter(recommendation__in=rows)
    }
    earlier: dict[int, list[Decision]] = defaultdict(list)
    held = Decision.objects.filter(recommendation__in=rows).select_related("step").order_by("pk")
    for one in held:
        earlier[one.recommendation_id].append(one)
    return {
        one.pk: [
            Shown(
                one.recommendation.paragraph,
                field,
                text_of(_before(one, field, earlier[one.recommendation_id], said), field),
                text_of(value, field),
            )
            for field, value in one.fields.items()
        ]
        for one in wanted
        if one.verb != Decision.Verb.ADD
    }


def _before(
    one: Decision, field: str, earlier: Sequence[Decision], said: dict[int, object]
) -> object:
    for other in reversed([held for held in earlier if held.pk < one.pk]):
        undone = other.step.undone_at
        if undone is not None and undone < one.step.at:
            continue
        if field in other.fields:
            return other.fields[field]
        if other.fresh:
            break
    if field in one.seen:
        return one.seen[field]
    value = said.get(one.recommendation_id)
    return value.get(field) if isinstance(value, dict) else None


def _plain(change: dict[str, object]) -> Shown:
    field = str(change.get("field", ""))
    before, after = (text_of(change.get(name), field) for name in ("before", "after"))
    return Shown(str(change.get("subject", "")), field, before, after)


def _taken(workspace: Workspace, steps: set[int]) -> dict[int, list[Shown]]:
    """Return what steps changed, the first of each kind."""
    found: dict[int, list[Shown]] = defaultdict(list)
    written = _first(Decision.objects.exclude(fields={}), steps)
    decisions = list(written.select_related("step", "recommendation"))
    changes = of_decisions(decisions)
    for one in decisions:
        found[one.step_id] += changes.get(one.pk, [])
    _labels(workspace, steps, found)
    for group in _first(Grouping.objects.all(), steps).select_related("recommendation", "cluster"):
        name = str(group.cluster)
        pair = ("", name) if group.verdict == Grouping.Verdict.IN else (name, "")
        found[group.step_id].append(Shown(group.recommendation.paragraph, "cluster", *pair))
    for act in _first(ClusterAct.objects.filter(kind=ClusterAct.Kind.NAMED), steps):
        found[act.step_id].append(Shown("", "name", "", act.name))
    for link in _first(LinkDecision.objects.all(), steps).select_related("later", "earlier"):
        shown = Shown(_pair(link.later, link.earlier), "relation", "", link.relation)
        found[link.step_id].append(shown)
    return found


def _first(rows: QuerySet[Written], steps: set[int]) -> QuerySet[Written]:
    """Return the first rows of each step."""
    place = Window(RowNumber(), partition_by=F("step_id"), order_by="pk")
    return rows.filter(step__in=steps).annotate(place=place).filter(place__lte=MOST)


def _labels(workspace: Workspace, steps: set[int], found: dict[int, list[Shown]]) -> None:
    held = list(_first(Labelling.objects.all(), steps).select_related("recommendation"))
    known = vocabulary(workspace) if held else None
    for one in held:
        name = known.name(one.taxonomy, one.code) if known and one.code else "–"
        pair = (name, "") if one.verdict == Labelling.Verdict.REJECT else ("", name)
        found[one.step_id].append(Shown(one.recommendation.paragraph, "labels", *pair))


def _pair(later: Recommendation, earlier: Recommendation) -> str:
    return f"{later.paragraph} – {earlier.paragraph}"
