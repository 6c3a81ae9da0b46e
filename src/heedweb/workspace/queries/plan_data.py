"""A plan as plain data, as far as a person sees it; always in the same number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import Prefetch, prefetch_related_objects

from heed.exchange.texts import clean
from heed.plans import records
from heed.plans.ordering import keys, marked, ordered
from heed.plans.values import line
from heedweb.workspace import plan_access
from heedweb.workspace.access import Seat
from heedweb.workspace.models import (
    Assignment,
    Chapter,
    Indicator,
    Measure,
    Need,
    Plan,
    Recommendation,
    Target,
    Use,
)


def plan_of(held: Seat, plan: Plan) -> records.Plan:
    """Return a plan with the chapters and measures that the person sees, and its marks."""
    chapters = plan_access.chapters(held, plan)
    named = chapter_keys(chapters)
    measures = plan_access.measures(held).filter(plan=plan)
    made = records.Plan(
        name=line(plan.name), kind=plan.kind, text=clean(plan.text), first=plan.first,
        last=plan.last, currency=plan.currency,
        chapters=tuple(_chapter(one, named) for one in chapters),
        measures=tuple(measures_of(held, measures, named)),
        origin=f"{held.workspace.slug}:{plan.pk}",
    )  # fmt: skip
    return marked(ordered(made))


def chapter_keys(chapters: Sequence[Chapter]) -> dict[int, str]:
    """Return what the chapters of a plan are named by in files."""
    found = keys((line(one.number), line(one.title)) for one in chapters)
    return {one.pk: key for one, key in zip(chapters, found, strict=True)}


def measures_of(
    held: Seat, measures: Iterable[Measure], chapters: dict[int, str] | None = None
) -> list[records.Measure]:
    """Return measures as plain data: of what they need and are followed by what the person sees."""
    rows = list(measures)
    load(held, rows)
    return [_measure(one, chapters or {}) for one in rows]


def load(held: Seat, rows: Sequence[Measure]) -> None:
    """Load what belongs to measures once: what they have is not asked for again.

    What they wait for and are measured by, as far as the person sees it, is then in `seen_needs`
    and `seen_uses`.
    """
    needs = Need.objects.filter(needed__in=plan_access.measures(held).order_by())
    uses = Use.objects.filter(indicator__in=plan_access.indicators(held).order_by())
    targets = Target.objects.select_related("recommendation__review", "cluster")
    prefetch_related_objects(
        rows,
        Prefetch("assignments", Assignment.objects.select_related("organisation")),
        "milestones", "ties",
        Prefetch("targets", targets),
        Prefetch("needs", needs.select_related("needed"), to_attr="seen_needs"),
        Prefetch("uses", uses.select_related("indicator"), to_attr="seen_uses"),
    )  # fmt: skip


def key_of(row: Recommendation) -> str:
    """Return the key of a recommendation; of one without, its review's symbol and its number."""
    return row.key or f"{row.review.symbol}#{row.paragraph}"


def _chapter(one: Chapter, named: dict[int, str]) -> records.Chapter:
    return records.Chapter(
        key=named[one.pk], number=line(one.number), title=line(one.title), text=clean(one.text),
        parent=named.get(one.parent_id or 0, ""),
    )  # fmt: skip


def _measure(one: Measure, chapters: dict[int, str]) -> records.Measure:
    targets = one.targets.all()
    rows = [key_of(x.recommendation) for x in targets if x.recommendation is not None]
    clusters = [line(x.cluster.name) for x in targets if x.cluster is not None]
    return records.Measure(
        number=line(one.number), title=line(one.title), text=clean(one.text),
        chapter=chapters.get(one.chapter_id or 0, ""), state=one.state, start=one.start,
        due=one.due, budget=one.budget, currency=one.currency, funds=line(one.funds),
        scope=line(one.scope), every=one.every, parts=_parts(one),
        milestones=tuple(
            records.Milestone(line(x.title), x.due, x.reached) for x in one.milestones.all()
        ),
        needs=tuple(line(x.needed.number) for x in one.seen_needs if _within(x, one)),  # type: ignore[attr-defined]
        ties=tuple(records.Tie(x.taxonomy, line(x.code), line(x.name)) for x in one.ties.all()),
        answers=tuple(dict.fromkeys(rows)), clusters=tuple(dict.fromkeys(clusters)),
        indicators=tuple(_indicator(x.indicator) for x in one.seen_uses),  # type: ignore[attr-defined]
    )  # fmt: skip


def _indicator(one: Indicator) -> records.Indicator:
    return records.Indicator(line(one.code), line(one.name), line(one.unit))


def _within(need: Need, one: Measure) -> bool:
    """Whether a measure that is waited for is of the same plan, whose numbers files know."""
    return need.needed.plan_id == one.plan_id


def _parts(one: Measure) -> tuple[records.Part, ...]:
    held = sorted(one.assignments.all(), key=lambda x: (x.part != Assignment.Part.LEAD, str(x)))
    return tuple(
        records.Part(line(x.organisation.name), x.part == Assignment.Part.LEAD, x.answer,
                     clean(x.reason))
        for x in held
    )  # fmt: skip
