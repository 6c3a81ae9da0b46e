"""Notes as a person may see them: on a recommendation, in a list, one with what was done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from heedweb.workspace import access, gone_access
from heedweb.workspace.access import Seat
from heedweb.workspace.models import Note, Organisation, Recommendation, Standing
from heedweb.workspace.numbers import number_of
from heedweb.workspace.queries import roomed
from heedweb.workspace.queries.pages import Pages

PER_PAGE = roomed.PER_PAGE
# What was discarded has a list of its own, for its room.
_LISTED = tuple(one for one in Standing if one != Standing.DISCARDED)


@dataclass(frozen=True, slots=True)
class Shown(roomed.Shown[Note]):
    """A note as somebody may see it."""

    @property
    def note(self) -> Note:
        """The note itself."""
        return self.record


def shown(note: Note, seat: Seat | None = None) -> Shown:
    """Return a note as a person sees it; as the public does without one."""
    return Shown(note, seat is not None and note.home_id in seat.rooms)


@dataclass(frozen=True, slots=True)
class Voice:
    """What one organisation says, in the order of dates."""

    organisation: str
    notes: Sequence[roomed.Shown[Note]]


def voices(notes: Sequence[Shown]) -> list[Voice]:
    """Return what each organisation says, side by side; who spoke first comes first."""
    return [Voice(str(mine[0].record.home), mine) for mine in roomed.by_home(notes)]


def of_row(seat: Seat, row: Recommendation) -> list[Voice]:
    """Return what organisations say of a recommendation, as far as the person may see it."""
    found = roomed.current(access.notes(seat)).filter(about=row)
    return voices([shown(note, seat) for note in found])


def drafts_on(seat: Seat, row: Recommendation) -> list[Note]:
    """Return the drafts of government bodies on a recommendation: who has one, and since when."""
    return list(access.drafts_of_government(seat).filter(about=row))


def public_of_row(row: Recommendation) -> list[Voice]:
    """Return what was published to everybody on a recommendation."""
    found = access.public_notes(row.review.workspace).filter(about=row)
    return voices([shown(note) for note in found])


def waiting(seat: Seat) -> int:
    """Return how many notes wait for a person."""
    return roomed.waiting(seat, access.notes(seat))


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of notes. `organisations` and `standings` are what can be chosen."""

    notes: list[Shown]
    pages: Pages
    organisations: list[Organisation]
    asked: Mapping[str, str]
    query: str

    @property
    def standings(self) -> list[tuple[str, str]]:
        """The standings there are, with their names."""
        return [(one.value, str(one.label)) for one in Standing if one in _LISTED]


def listing(seat: Seat, asked: Mapping[str, str]) -> Listing:
    """Return the page of notes that an address asks for; what it does not know is left out."""
    found = access.notes(seat)
    chosen: dict[str, str] = {}
    organisation, standing = asked.get("organisation", ""), asked.get("standing", "")
    if number_of(organisation):
        found = found.filter(home__organisation=number_of(organisation))
        chosen["organisation"] = organisation
    if standing in _LISTED:
        found = found.filter(standing=standing)
        chosen["standing"] = standing
    else:
        found = roomed.current(found)
    if asked.get("waits") == "me":
        found = found.filter(roomed.waits(seat, Note))
        chosen["waits"] = "me"
    found = found.order_by("-changed", "-pk")
    pages = Pages.of(number_of(asked.get("page")), found.count(), PER_PAGE)
    rows = [shown(note, seat) for note in found[pages.start : pages.last]]
    homes = access.notes(seat).order_by().values("home__organisation")
    bodies = Organisation.objects.filter(workspace=seat.workspace, pk__in=homes)
    query = "&".join(f"{name}={value}" for name, value in chosen.items())
    return Listing(rows, pages, list(bodies), chosen, query)


def gone(seat: Seat, asked: Mapping[str, str]) -> roomed.GoneListing[Note]:
    """Return the page of discarded notes that the person may restore."""
    return roomed.gone(gone_access.discarded(seat), number_of(asked.get("page")))
