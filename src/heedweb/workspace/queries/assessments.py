"""What each party says of how far something is carried out: side by side, never put together.

There is no count, mean or order of levels here: parties stand in the order of dates alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from heedweb.workspace import assessment_words, plan_access, public_access
from heedweb.workspace.access import Seat
from heedweb.workspace.mechanism_words import mechanism_name
from heedweb.workspace.models import (
    OUT,
    Assessment,
    Cluster,
    ClusterMember,
    Organisation,
    Recommendation,
    Reply,
    Scale,
    Standing,
    Tag,
)
from heedweb.workspace.numbers import number_of
from heedweb.workspace.queries import roomed
from heedweb.workspace.queries.evidence import EVIDENCE
from heedweb.workspace.queries.pages import Pages
from heedweb.workspace.queries.roomed import Shown, shown
from heedweb.workspace.queries.taxonomies import vocabulary
from heedweb.workspace.roles import OrganisationKind

PER_PAGE = 50
THEMES = "uhri.themes"
# Whose grades these are (CCPR/C/161), and what that committee chose for its follow-up.
_GRADING = "ccpr"


def scales_for(about: Recommendation | Cluster) -> list[tuple[str, str]]:
    """Return the scales that something can be assessed on, the likelier one first."""
    chosen = (
        isinstance(about, Recommendation)
        and about.review.mechanism == _GRADING
        and bool(about.context.get("follow_up"))
    )
    order = (Scale.GRADE, Scale.LEVEL) if chosen else (Scale.LEVEL, Scale.GRADE)
    return [(one.value, str(one.label)) for one in order]


@dataclass(frozen=True, slots=True)
class Version:
    """One version of an assessment, with the differences from the one before it."""

    shown: Shown[Assessment]
    differences: dict[str, SafeString]


@dataclass(frozen=True, slots=True)
class Stand:
    """What one party says on one scale: the latest version, all earlier ones, and the replies."""

    shown: Shown[Assessment]
    differences: dict[str, SafeString]
    earlier: list[Version]
    replies: list[Shown[Reply]]

    @property
    def on(self) -> tuple[date, int]:
        """The day it speaks of."""
        return self.shown.record.on, self.shown.record.pk


@dataclass(frozen=True, slots=True)
class Voice:
    """What one party says, in the order of dates; `of_state` for the coordination's."""

    organisation: str
    of_state: bool
    stands: list[Stand] = field(default_factory=list)


def on(seat: Seat, about: Recommendation | Cluster) -> list[Voice]:
    """Return what parties say of something, as far as the person may read it; three queries."""
    found = plan_access.assessments(seat).filter(_is(about)).prefetch_related(EVIDENCE)
    replies = plan_access.replies(seat).filter(assessment__in=found)
    return _voices(found, roomed.current(replies), seat)


def public_on(row: Recommendation) -> list[Voice]:
    """Return what parties say of a recommendation to everybody."""
    held = row.review.workspace
    found = public_access.assessments(held).filter(recommendation=row)
    replies = public_access.replies(held).filter(assessment__in=found)
    return _voices(found.prefetch_related(EVIDENCE), roomed.current(replies), None)


def replies_to(seat: Seat, held: Assessment) -> list[Shown[Reply]]:
    """Return the replies to one version of an assessment that the person may read."""
    found = roomed.current(plan_access.replies(seat)).filter(assessment=held)
    return [shown(one, seat) for one in found]


def _is(about: Recommendation | Cluster) -> Q:
    return Q(recommendation=about) if isinstance(about, Recommendation) else Q(cluster=about)


def _voices(
    found: Iterable[Assessment], replies: Iterable[Reply], seat: Seat | None
) -> list[Voice]:
    held = {one.pk: one for one in found}
    said: dict[int, list[Shown[Reply]]] = {}
    for one in replies:
        said.setdefault(one.assessment_id, []).append(shown(one, seat))
    below = {one.supersedes_id for one in held.values() if one.standing in OUT}
    stands = sorted(
        (_stand(one, held, said, seat) for one in held.values() if one.pk not in below),
        key=lambda stand: stand.on,
    )
    voices: dict[int, Voice] = {}
    for stand in stands:
        home = stand.shown.record.home
        of_state = home.organisation is not None and (
            home.organisation.kind == OrganisationKind.COORDINATION
        )
        voice = voices.setdefault(home.pk, Voice(str(home), of_state))
        voice.stands.append(stand)
    return list(voices.values())


def _stand(
    last: Assessment,
    held: Mapping[int, Assessment],
    said: Mapping[int, list[Shown[Reply]]],
    seat: Seat | None,
) -> Stand:
    """Return an assessment with the versions before it; a draft stands beside what is published."""
    chain = [last]
    while last.standing in OUT and (before := held.get(chain[-1].supersedes_id or 0)) is not None:
        chain.append(before)
    versions = [
        Version(shown(one, seat), _changed(one, before, seat))
        for one, before in zip(chain, [*chain[1:], None], strict=True)
    ]
    replies = [reply for one in chain for reply in said.get(one.pk, ())]
    return Stand(
        versions[0].shown, versions[0].differences, versions[1:],
        sorted(replies, key=lambda one: (one.on, one.record.pk)),
    )  # fmt: skip


def _changed(
    one: Assessment, before: Assessment | None, seat: Seat | None
) -> dict[str, SafeString]:
    if before is None or shown(one, seat).hidden:
        return {}
    return roomed.differences(before, one, assessment_words.spoken)


# The list.


@dataclass(frozen=True, slots=True)
class Filter:
    """What the list can be narrowed by: its name in the address, its values, the chosen one."""

    name: str
    label: str
    values: list[tuple[str, str]]
    chosen: str


_FILTERS = {
    "organisation": gettext_lazy("Organisation"),
    "scale": gettext_lazy("Scale"),
    "level": gettext_lazy("Level"),
    "mechanism": gettext_lazy("Mechanism"),
    "theme": gettext_lazy("Theme"),
}


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of assessments in the order of dates, the latest first."""

    rows: list[Shown[Assessment]]
    pages: Pages
    choices: Sequence[tuple[str, list[tuple[str, str]]]]
    asked: Mapping[str, str]

    @property
    def filters(self) -> list[Filter]:
        """What the list can be narrowed by, with what is chosen."""
        return [
            Filter(name, str(_FILTERS[name]), values, self.asked.get(name, ""))
            for name, values in self.choices
            if name in _FILTERS
        ]

    @property
    def query(self) -> str:
        """The address of the list without its page."""
        return urlencode(self.asked)


def waiting(seat: Seat) -> int:
    """Return how many assessments and replies wait for a person."""
    return roomed.waiting(seat, plan_access.assessments(seat)) + roomed.waiting(
        seat, plan_access.replies(seat)
    )


def listing(seat: Seat, asked: Mapping[str, str]) -> Listing:
    """Return the page that an address asks for; what it does not know is left out."""
    all_ = plan_access.assessments(seat)
    choices = choices_of(seat, all_)
    chosen = {
        name: asked[name]
        for name, values in choices
        if asked.get(name) in dict(values)
    }  # fmt: skip
    found = roomed.current(all_)
    for name, value in chosen.items():
        found = found.filter(_narrowed(name, value, seat))
    found = found.select_related(None).select_related(
        "recommendation__review", "cluster", "home__organisation"
    )
    found = found.order_by("-on", "-pk")
    pages = Pages.of(number_of(asked.get("page")), found.count(), PER_PAGE)
    rows = [shown(one, seat) for one in found[pages.start : pages.last]]
    return Listing(rows, pages, choices, chosen)


def choices_of(seat: Seat, found: QuerySet[Assessment]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return what the list can be narrowed by; three queries."""
    homes = found.order_by().values("home__organisation")
    bodies = Organisation.objects.filter(workspace=seat.workspace, pk__in=homes)
    rows = Recommendation.objects.filter(
        Q(pk__in=found.order_by().values("recommendation"))
        | Q(cluster_members__cluster__in=found.order_by().values("cluster"))
    )
    mechanisms = set(rows.order_by().values_list("review__mechanism", flat=True))
    tags = Tag.objects.filter(recommendation__in=rows.order_by().values("pk"), taxonomy=THEMES)
    codes = set(tags.filter(standing__in=Tag.SET).order_by().values_list("code", flat=True))
    words = vocabulary(seat.workspace)
    themes = [(code, words.name(THEMES, code)) for code in codes if code]
    levels = [pair for scale in Scale for pair in assessment_words.choices(scale)]
    return [
        ("organisation", [(str(body.pk), str(body)) for body in bodies]),
        ("scale", [(one.value, str(one.label)) for one in Scale]),
        ("level", [(code, str(name)) for code, name in levels]),
        ("mechanism", sorted((code, str(mechanism_name(code))) for code in mechanisms)),
        ("theme", sorted(themes, key=lambda pair: pair[1])),
        ("waits", [("me", "")]),
    ]


def _narrowed(name: str, value: str, seat: Seat) -> Q:
    if name == "organisation":
        return Q(home__organisation=number_of(value))
    if name == "waits":
        return roomed.waits(seat, Assessment)
    if name == "scale":
        return Q(scale=value)
    if name == "level":
        # The level of what was withdrawn is told to its room alone.
        return Q(level=value) & (~Q(standing=Standing.WITHDRAWN) | Q(home__in=seat.rooms))
    rows = {
        "mechanism": Q(review__mechanism=value),
        "theme": Q(tags__taxonomy=THEMES, tags__code=value, tags__standing__in=Tag.SET),
    }[name]
    of = Recommendation.objects.filter(rows)
    members = ClusterMember.objects.filter(
        cluster=OuterRef("cluster"), recommendation__in=of, standing__in=ClusterMember.IN
    )
    return Q(Exists(of.filter(pk=OuterRef("recommendation")))) | Q(Exists(members))
