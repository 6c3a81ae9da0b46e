"""Lists of the people and organisations of a workspace, as far as somebody may know them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from heedweb.workspace.hands import HEADS, Hand
from heedweb.workspace.models import Membership, Organisation
from heedweb.workspace.queries.pages import Listing, Pages
from heedweb.workspace.roles import Role

SIZE = 50
_PENDING = Q(user__last_login__isnull=True, suspended__isnull=True)
_SHOWN = {"all": Q(), "pending": _PENDING, "suspended": Q(suspended__isnull=False)}


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation with how many people it has, and whether it alone lets them in."""

    organisation: Organisation
    people: int
    pending: int
    itself: bool


def known(hand: Hand) -> QuerySet[Membership]:
    """Return the places of the people whom somebody knows by name."""
    found = Membership.objects.filter(workspace=hand.workspace)
    if not hand.coordinates:
        return found.filter(organisation=hand.own)
    themselves = [pk for pk, came in hand.heads.items() if came and pk != hand.own]
    hidden = Q(organisation__in=themselves, organisation__kind__in=HEADS)
    return found.exclude(hidden)


def listing(hand: Hand, *, show: str, typed: str, page: int) -> Listing[Membership]:
    """Return a page of people, those of one organisation after the other."""
    mine = known(hand)
    counts = mine.aggregate(**{name: Count("pk", filter=only) for name, only in _SHOWN.items()})
    show = show if show in _SHOWN else "all"
    found = mine.filter(_SHOWN[show])
    if typed:
        words = Q(user__email__icontains=typed) | Q(user__name__icontains=typed)
        found = found.filter(words | Q(organisation__name__icontains=typed))
    pages = Pages.of(page, found.count(), SIZE)
    ordered = found.select_related("user", "organisation").order_by(
        "organisation__name", "user__email"
    )
    return Listing(list(ordered[pages.start : pages.last]), pages, counts, show, typed)


def organisations(hand: Hand) -> list[Body]:
    """Return the organisations that somebody sees: coordinators all, else the own one."""
    found = Organisation.objects.filter(workspace=hand.workspace)
    if not hand.coordinates:
        found = found.filter(pk=hand.own or 0)
    members = Q(memberships__suspended__isnull=True)
    pending = members & Q(memberships__user__last_login__isnull=True)
    counted = found.annotate(
        people=Count("memberships", filter=members), pending=Count("memberships", filter=pending)
    )
    return [
        Body(one, one.people, one.pending, hand.governs_itself(one))
        for one in counted.order_by("closed", "name")
    ]


def members(hand: Hand, body: Organisation) -> list[Membership]:
    """Return the places in an organisation; none where its people are its own matter."""
    if not hand.sees(body):
        return []
    found = Membership.objects.filter(workspace=hand.workspace, organisation=body)
    return list(found.select_related("user", "organisation").order_by("user__email"))


def roles_held(body: Organisation) -> list[tuple[Role, int]]:
    """Return how many people of an organisation have which role, the suspended left out."""
    found = Membership.objects.filter(organisation=body, suspended__isnull=True)
    counted = dict(found.values_list("role").annotate(n=Count("pk")).order_by())
    return [(role, counted[role.value]) for role in Role if role.value in counted]


def open_bodies(hand: Hand) -> list[Organisation | None]:
    """Return the organisations, and None for none, in which somebody may give any role."""
    found: list[Organisation | None] = [
        body
        for body in Organisation.objects.filter(workspace=hand.workspace).order_by("name")
        if hand.roles(body)
    ]
    return [*found, None] if hand.roles(None) else found
