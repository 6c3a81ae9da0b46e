"""Progress reports as a person may read them: in a list, side by side, one with its versions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from heedweb.workspace import plan_access
from heedweb.workspace.access import Seat
from heedweb.workspace.domain import requests
from heedweb.workspace.domain.requests import About
from heedweb.workspace.models import Organisation, ProgressReport, Room, Standing
from heedweb.workspace.numbers import number_of
from heedweb.workspace.periods import day_said
from heedweb.workspace.queries import due, roomed
from heedweb.workspace.queries.evidence import EVIDENCE
from heedweb.workspace.queries.pages import Pages
from heedweb.workspace.queries.roomed import Shown, shown
from heedweb.workspace.roles import ANSWERING

PER_PAGE = 25
# How many reports of an institution stand on the page of what they are on.
SHOWN = 3


@dataclass(frozen=True, slots=True)
class Voice:
    """What an institution reports on something: its latest reports, and how many came before."""

    home: Room
    said: list[Shown[ProgressReport]]
    earlier: int


def on(seat: Seat, about: About) -> list[Voice]:
    """Return what each institution reports on something, side by side, in the order of dates."""
    found = roomed.current(plan_access.reports(seat)).filter(**requests.on(about))
    homes: dict[int, list[int]] = {}
    for home, key in found.order_by("on", "pk").values_list("home", "pk"):
        homes.setdefault(home, []).append(key)
    latest = [key for keys in homes.values() for key in keys[-SHOWN:]]
    # What they are on is known here; twenty columns of it are not asked for at each report.
    whole = (
        plan_access.reports(seat)
        .select_related(None)
        .select_related("home__organisation", "room__organisation", "to__organisation", "author")
        .prefetch_related(EVIDENCE)
        .in_bulk(latest)
    )
    held = [([whole[key] for key in keys[-SHOWN:]], len(keys[:-SHOWN])) for keys in homes.values()]
    return [Voice(said[0].home, [shown(one, seat) for one in said], n) for said, n in held]


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of reports. `bodies` and `standings` are what can be chosen."""

    reports: list[Shown[ProgressReport]]
    pages: Pages
    bodies: list[Organisation]
    asked: Mapping[str, str]
    to_validate: int

    @property
    def query(self) -> str:
        """The part of the address that says what is shown."""
        return urlencode(self.asked)

    @property
    def standings(self) -> list[tuple[str, str]]:
        """The standings there are, with their names."""
        return [(one.value, str(one.label)) for one in Standing if one != Standing.DISCARDED]


def listing(seat: Seat, asked: Mapping[str, str]) -> Listing:
    """Return the page of reports that an address asks for; what it does not know is left out."""
    mine = due.to_validate(seat)
    chosen: dict[str, str] = {}
    found = plan_access.reports(seat)
    if asked.get("waits") == "me":
        found, chosen["waits"] = mine, "me"
    for name, field in (
        ("organisation", "home__organisation"), ("measure", "measure"),
        ("recommendation", "recommendation"),
    ):  # fmt: skip
        if number_of(asked.get(name)):
            found = found.filter(**{field: number_of(asked.get(name))})
            chosen[name] = str(number_of(asked.get(name)))
    standing = asked.get("standing", "")
    if standing in Standing.values:
        found, chosen["standing"] = found.filter(standing=standing), standing
    elif "waits" not in chosen:
        found = roomed.current(found)
    if "waits" not in chosen:
        found = found.order_by("-on", "-pk")
    pages = Pages.of(number_of(asked.get("page")), found.count(), PER_PAGE)
    # First which, then whole: twenty thousand rows are not ordered with all their columns.
    keys = list(found.values_list("pk", flat=True)[pages.start : pages.last])
    whole = plan_access.reports(seat).prefetch_related(EVIDENCE).order_by().in_bulk(keys)
    page = [shown(whole[key], seat) for key in keys if key in whole]
    bodies = Organisation.objects.filter(workspace=seat.workspace, kind__in=ANSWERING)
    return Listing(page, pages, list(bodies), chosen, mine.count())


def spoken(words: Mapping[str, object]) -> dict[str, str]:
    """Return the words of a report, by what each part of them is called."""
    return {"": str(words.get("text", "")), _("As of"): day_said(words.get("on"))}


def last_of(seat: Seat, about: About, today: date) -> ProgressReport | None:
    """Return the latest validated report of the person's institution on something."""
    found = plan_access.reports(seat).filter(home=seat.room or 0, standing=Standing.PUBLISHED)
    return found.filter(**requests.on(about), on__lte=today).order_by("-on", "-pk").first()
