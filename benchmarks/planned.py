"""A State's whole plan for benchmarks and tests: what was asked, planned, requested, reported.

Everything is of a State that does not exist, in words of its own, written with bulk inserts, and
the same for the same seed, size and day. It needs a Django that is set up and a migrated database.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import count

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from heed.vocab import states
from heed.vocab.taxonomies import taxonomies
from heedweb.accounts.models import User
from heedweb.workspace.domain import projection, workspaces
from heedweb.workspace.domain.projection import Made
from heedweb.workspace.domain.standing import Value as Stated
from heedweb.workspace.models import (
    Assessment,
    Assignment,
    Blob,
    Chapter,
    Cluster,
    ClusterMember,
    Indicator,
    Measure,
    Milestone,
    Organisation,
    Plan,
    ProgressReport,
    Recommendation,
    Request,
    Review,
    Room,
    Said,
    SourceDocument,
    Standing,
    Tag,
    Target,
    Use,
    Value,
    Workspace,
)
from heedweb.workspace.roles import OrganisationKind, Role, RoomKind

VERBS = ("Build", "Repair", "Extend", "Register", "Train", "Publish", "Review", "Fund", "Open")
THINGS = (
    "wells", "schools", "ferries", "clinics", "courts", "granaries", "bridges", "shelters",
    "archives", "lanterns", "orchards", "radios", "ledgers", "boats", "kitchens", "libraries",
)  # fmt: skip
WHOM = (
    "islanders", "herders", "children", "elders", "ferrymen", "widows", "apprentices",
    "prisoners", "newcomers", "fishers", "weavers",
)  # fmt: skip
AREAS = ("Water", "Health", "Justice", "Harbours", "Schools", "Labour", "Fields", "Roads")
BODIES = {
    OrganisationKind.NHRI: ["Institution for Rights"],
    OrganisationKind.CSO: ["Wells for All", "Harbour Forum", "Herders' League", "Lantern House"],
    OrganisationKind.EMPLOYERS: ["Chamber of Boats"],
    OrganisationKind.WORKERS: ["Union of Well-Diggers"],
}
# Mechanism, symbol, session, cycle: a State seen several times by several bodies.
REVIEWS = (
    ("upr", "A/HRC/{n}/11", 4, 1), ("upr", "A/HRC/{n}/12", 17, 2), ("upr", "A/HRC/{n}/13", 31, 3),
    ("upr", "A/HRC/{n}/14", 44, 4), ("cedaw", "CEDAW/C/XAU/CO/{n}", None, None),
    ("crc", "CRC/C/XAU/CO/{n}", None, None), ("ccpr", "CCPR/C/XAU/CO/{n}", None, None),
    ("ceacr", "CEACR/XAU/{n}", None, None),
)  # fmt: skip
_BATCH = 500


@dataclass(frozen=True, slots=True)
class Size:
    """How much of each there is."""

    bodies: int = 30
    recommendations: int = 3_000
    measures: int = 1_000
    reports: int = 20_000
    assessments: int = 1_500
    indicators: int = 120


SMALL = Size(bodies=10, recommendations=120, measures=40, reports=200, assessments=40, indicators=8)


@dataclass
class Planned:
    """What was made; `by` is a coordinator, `people` one of each other organisation."""

    workspace: Workspace
    by: User
    second: User
    size: Size
    today: dt.date
    chance: random.Random
    bodies: list[Organisation] = field(default_factory=list)
    people: dict[int, User] = field(default_factory=dict)
    rows: list[Recommendation] = field(default_factory=list)
    clusters: list[Cluster] = field(default_factory=list)
    plans: list[Plan] = field(default_factory=list)
    measures: list[Measure] = field(default_factory=list)
    parts: list[Assignment] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)

    @property
    def ministries(self) -> list[Organisation]:
        """The bodies that measures are given to."""
        return [one for one in self.bodies if one.kind == OrganisationKind.GOVERNMENT]

    def day(self, first: int, last: int) -> dt.date:
        """A day between so many days from today and so many."""
        return self.today + dt.timedelta(days=self.chance.randint(first, last))

    def words(self) -> str:
        """A line as a plan has it."""
        pick = self.chance.choice
        return f"{pick(VERBS)} {pick(THINGS)} for {pick(WHOM)}"


@transaction.atomic
def seed(name: str, *, today: dt.date, size: Size | None = None, key: str = "plan") -> Planned:
    """Return a workspace called `name` with a plan of this size, the same for the same `key`."""
    by, second = (_person(f"{who}@{name.lower()}.example.org") for who in ("first", "second"))
    held = Planned(
        workspaces.create(name=name, state="XAU", by=by), by, second, size or Size(), today,
        random.Random(key),  # noqa: S311 -- seeded on purpose
    )  # fmt: skip
    workspaces.add_member(
        workspace=held.workspace, user=second, by=by, role=Role.COORDINATOR,
        organisation=held.workspace.coordination(),
    )  # fmt: skip
    for step in (_seat, _ask, _label, _gather, _plan, _aim, _assign, _step, _request, _report,
                 _assess, _indicate):  # fmt: skip
        step(held)
    held.workspace.refresh_from_db()
    return held


def _person(email: str) -> User:
    return User.objects.create_user(email)


def _write(rows: Iterable[Model]) -> None:
    held = list(rows)
    if held:
        type(held[0]).objects.bulk_create(held, batch_size=_BATCH)


def _seat(held: Planned) -> None:
    """Let organisations in, each with one person."""
    roles = {
        OrganisationKind.NHRI: Role.NHRI_MEMBER, OrganisationKind.CSO: Role.CSO_MEMBER,
        OrganisationKind.EMPLOYERS: Role.PARTNER, OrganisationKind.WORKERS: Role.PARTNER,
        OrganisationKind.GOVERNMENT: Role.FOCAL_POINT,
    }  # fmt: skip
    others = [(name, kind) for kind, names in BODIES.items() for name in names]
    wanted = max(1, held.size.bodies - 1 - len(others))
    named = [f"Ministry of {AREAS[n % len(AREAS)]} {n // len(AREAS) + 1}" for n in range(wanted)]
    for name, kind in [(name, OrganisationKind.GOVERNMENT) for name in named] + others:
        body = workspaces.add_organisation(
            workspace=held.workspace, name=name, kind=kind, by=held.by
        )
        person = _person(f"{len(held.bodies)}@{held.workspace.slug}.example.org")
        workspaces.add_member(
            workspace=held.workspace, user=person, by=held.by, role=roles[kind], organisation=body
        )
        held.bodies.append(body)
        held.people[body.pk] = person


def _ask(held: Planned) -> None:
    """Let several bodies ask, as imports write what they ask."""
    each = -(-held.size.recommendations // len(REVIEWS))
    left = held.size.recommendations
    for number, (mechanism, symbol, session, cycle) in enumerate(REVIEWS):
        review = Review.objects.create(
            workspace=held.workspace, mechanism=mechanism, symbol=symbol.format(n=number + 3),
            session=session, cycle=cycle, state="XAU", dated=f"{2008 + number * 2}-05-01",
        )  # fmt: skip
        blob = Blob.objects.create(sha256=f"{held.workspace.pk:032}{number:032}", size=1)
        document = SourceDocument.objects.create(
            workspace=held.workspace, review=review, blob=blob, name="x", format="text",
            kind="upr_report" if cycle else "concluding_observations", symbol=review.symbol,
            language="en", text="", taken_in_by=held.by,
        )  # fmt: skip
        made = [
            Made(
                Recommendation(review=review, document=document, order=n * 1000),
                _stated(held, n, upr=bool(cycle)),
            )
            for n in range(min(each, left))
        ]
        left -= len(made)
        projection.create(made, projection.next_revision(held.workspace, structure=True))
        _write(Said(recommendation=one.row, value=one.value) for one in made)
        held.rows += [one.row for one in made]


def _stated(held: Planned, number: int, *, upr: bool) -> Stated:
    chance = held.chance
    named = chance.sample(states.all_states(), chance.choice((1, 1, 2))) if upr else []
    position = chance.choice(("supported", "supported", "supported", "noted")) if upr else ""
    return {
        "paragraph": f"{100 + number % 4}.{number + 1}", "printed": "",
        "text": f"{held.words()} and {held.words().lower()}, without delay.",
        "kind": "recommendation", "states": [[s.name, s.iso3] for s in named], "parts": [],
        "position": position, "claim": "", "position_source": "", "position_words": "",
        "comment": "", "page": 12 + number // 12, "start": number * 200, "end": number * 200 + 190,
        "boxes": [], "doubts": [],
    }  # fmt: skip


def _label(held: Planned) -> None:
    """Give most recommendations themes and goals, confirmed or proposed."""
    known = {name: [one.code for one in taxonomies()[name].labels] for name in
             ("uhri.themes", "sdg.goals")}  # fmt: skip
    tags = []
    for row in held.rows:
        for name, codes in known.items():
            # A quarter of the labels stands for three quarters of what is asked.
            few = codes[: max(4, len(codes) // 4)] if held.chance.random() < 0.75 else codes
            for code in held.chance.sample(few, held.chance.choice((0, 1, 1, 2))):
                sure = held.chance.random() < 0.7
                tags.append(
                    Tag(
                        recommendation=row, taxonomy=name, code=code, score=0.9,
                        standing=Tag.Standing.CONFIRMED if sure else Tag.Standing.PROPOSED,
                    )
                )  # fmt: skip
    _write(tags)


def _gather(held: Planned) -> None:
    """Gather every third recommendation into clusters of five."""
    chosen = held.chance.sample(held.rows, len(held.rows) // 3)
    groups = [chosen[n : n + 5] for n in range(0, len(chosen), 5)]
    held.clusters = [
        Cluster(
            workspace=held.workspace, name=f"{held.words()} ({n + 1})", made_by=held.by,
            standing=Cluster.Standing.CONFIRMED,
        )
        for n in range(len(groups))
    ]  # fmt: skip
    _write(held.clusters)
    _write(
        ClusterMember(cluster=cluster, recommendation=row, standing="confirmed", score=0.8)
        for cluster, rows in zip(held.clusters, groups, strict=True)
        for row in rows
    )


def _plan(held: Planned) -> None:
    """Make three plans with chapters and their measures, some at the table, some public."""
    table, public = (
        Room.objects.get(workspace=held.workspace, kind=kind)
        for kind in (RoomKind.SHARED, RoomKind.PUBLIC)
    )
    rooms = (*[held.workspace.coordination().room] * 6, table, table, table, public)
    stages = Measure.State
    stages_ = (stages.PROPOSED, stages.AGREED, stages.UNDER_WAY, stages.UNDER_WAY, stages.DONE)
    for number in range(3):
        first = dt.date(held.today.year - 1 - number, 1, 1)
        plan = Plan.objects.create(
            workspace=held.workspace, name=f"Plan for the years from {first.year}", first=first,
            last=dt.date(first.year + 4, 12, 31), currency="XAC", made_by=held.by,
        )  # fmt: skip
        chapters = [
            Chapter(plan=plan, number=str(n + 1), title=area, order=n, made_by=held.by)
            for n, area in enumerate(AREAS)
        ]
        _write(chapters)
        for n in range(held.size.measures // 3 + (number < held.size.measures % 3)):
            start = held.day(-700, 200)
            state = held.chance.choice(stages_) if held.chance.random() < 0.95 else stages.DROPPED
            held.measures.append(
                Measure(
                    workspace=held.workspace, plan=plan, chapter=held.chance.choice(chapters),
                    room=held.chance.choice(rooms), number=f"{n + 1}", title=held.words(),
                    text=f"{held.words()}.", state=state, every=6, made_by=held.by,
                    start=start if held.chance.random() < 0.9 else None,
                    due=start + dt.timedelta(days=held.chance.randint(60, 900))
                    if held.chance.random() < 0.9 else None,
                    budget=Decimal(held.chance.randint(10, 900) * 1000), currency="XAC",
                    funds="State budget", scope="All islands",
                )
            )  # fmt: skip
        held.plans.append(plan)
    _write(held.measures)


def _aim(held: Planned) -> None:
    """Let measures answer recommendations and clusters; a quarter of the rows nothing answers."""
    within = held.rows[: len(held.rows) * 3 // 4]
    found = []
    for measure in held.measures:
        rows = held.chance.sample(within, min(len(within), held.chance.randint(0, 5)))
        found += [Target(measure=measure, recommendation=row) for row in rows]
        if held.clusters and held.chance.random() < 0.2:
            found.append(Target(measure=measure, cluster=held.chance.choice(held.clusters)))
    _write(found)


def _assign(held: Planned) -> None:
    """Give measures a lead and supporters; most accepted, some did not answer, some declined."""
    answers = ("accepted",) * 15 + ("proposed",) * 4 + ("declined",)
    for measure in held.measures:
        if held.chance.random() < 0.07:
            continue
        bodies = held.chance.sample(held.ministries, min(len(held.ministries), 3))
        for place, body in enumerate(bodies[: held.chance.randint(1, 3)]):
            answer = held.chance.choice(answers)
            held.parts.append(
                Assignment(
                    measure=measure, organisation=body, part="support" if place else "lead",
                    answer=answer, given_by=held.by,
                    reason="Not within what we may do." if answer == "declined" else "",
                )
            )  # fmt: skip
    _write(held.parts)


def _step(held: Planned) -> None:
    """Give measures milestones, most of those whose day has come reached."""
    found = []
    for measure in held.measures:
        for order in range(held.chance.randint(0, 4)):
            due = held.day(-400, 500)
            reached = due if due < held.today and held.chance.random() < 0.8 else None
            found.append(
                Milestone(
                    measure=measure, title=held.words(), due=due, reached=reached, order=order,
                    made_by=held.by,
                )
            )  # fmt: skip
    _write(found)


def _request(held: Planned) -> None:
    """Ask who leads to report; half of the requests are closed."""
    for part in (one for one in held.parts if one.part == "lead"):
        due = held.day(-60, 60)
        held.requests.append(
            Request(
                workspace=held.workspace, organisation=part.organisation, measure=part.measure,
                due=due, every=6, by=held.by,
                closed=timezone.now() if held.chance.random() < 0.5 else None,
            )
        )  # fmt: skip
    _write(held.requests)


def _report(held: Planned) -> None:
    """Let who leads report: drafts, reports in review, and those sent to the coordination."""
    coordination = held.workspace.coordination().room
    # On every third request nobody has reported yet.
    asked = {one.measure_id: one for n, one in enumerate(held.requests) if n % 3}
    leads = [one for one in held.parts if one.part == "lead"]
    homes = {one.pk: one.room for one in held.bodies}
    kinds = (Standing.DRAFT, Standing.IN_REVIEW, *(Standing.PUBLISHED,) * 8)

    def report(number: int) -> ProgressReport:
        part, standing = leads[number % len(leads)], held.chance.choice(kinds)
        home, author = homes[part.organisation_id], held.people[part.organisation_id]
        out = standing == Standing.PUBLISHED
        return ProgressReport(
            workspace=held.workspace, home=home, room=coordination if out else home,
            to=None if standing == Standing.DRAFT else coordination, author=author,
            asked_by=None if standing == Standing.DRAFT else author, standing=standing,
            approved_by=held.by if out else None, approved_at=timezone.now() if out else None,
            measure_id=part.measure_id, text=f"{held.words()}: so far {number % 40}.",
            on=held.day(-600, -1), request=asked.get(part.measure_id),
        )  # fmt: skip

    if leads:
        _write(report(number) for number in range(held.size.reports))


def _assess(held: Planned) -> None:
    """Let the State, the NHRI and civil society say how far things are, each for itself."""
    table = Room.objects.get(workspace=held.workspace, kind=RoomKind.SHARED)
    theirs = [one for one in held.bodies if one.kind in (OrganisationKind.NHRI,
                                                         OrganisationKind.CSO)]  # fmt: skip
    parties = [(held.workspace.coordination(), held.second)]
    parties += [(one, held.people[one.pk]) for one in theirs]
    levels = ("not_started", "ongoing", "partly", "fully", "no_longer_relevant")

    def assessment(number: int) -> Assessment:
        body, author = parties[number % len(parties)]
        out = held.chance.random() < 0.8
        return Assessment(
            workspace=held.workspace, home=body.room, room=table if out else body.room,
            author=author, standing=Standing.PUBLISHED if out else Standing.DRAFT,
            approved_by=held.by if out else None, approved_at=timezone.now() if out else None,
            recommendation=held.rows[number * 7 % len(held.rows)], on=held.day(-600, -1),
            level=held.chance.choice(levels), text=f"{held.words()}.",
        )  # fmt: skip

    _write(assessment(number) for number in range(held.size.assessments))


def _indicate(held: Planned) -> None:
    """Measure some of it: indicators with a reading for each of ten years."""
    room, number = held.workspace.coordination().room, count(1)
    indicators = [
        Indicator(
            workspace=held.workspace, room=room, keeper=held.chance.choice(held.ministries),
            code=f"XAU.{n}", name=f"Number of {held.chance.choice(THINGS)}", kind="outcome",
            unit="wells", every=12, baseline=Decimal(10), target=Decimal(90), made_by=held.by,
        )
        for n in range(1, held.size.indicators + 1)
    ]  # fmt: skip
    _write(indicators)
    _write(
        Use(indicator=one, measure=held.measures[next(number) % len(held.measures)])
        for one in indicators
    )
    _write(
        Value(
            indicator=one, on=dt.date(held.today.year - year, 12, 31),
            value=Decimal(held.chance.randint(10, 90)), by=held.second, checked=timezone.now(),
            checked_by=held.by,
        )
        for one in indicators
        for year in range(1, 11)
    )  # fmt: skip


def person_of(held: Planned, kinds: Sequence[OrganisationKind]) -> User:
    """Return somebody of the first organisation of one of these kinds."""
    body = next(one for one in held.bodies if one.kind in kinds)
    return held.people[body.pk]
