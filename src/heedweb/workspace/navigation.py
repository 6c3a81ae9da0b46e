"""The pages of a workspace in a few sections: which ones somebody has, and where they are now."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from heedweb.workspace.access import Seat
from heedweb.workspace.roles import Act


@dataclass(frozen=True, slots=True)
class Entry:
    """A page at the address `url`. Addresses that are, or begin with, one of `names` are of it."""

    title: str | Promise
    url: str
    act: Act
    names: tuple[str, ...]

    def holds(self, name: str) -> bool:
        """Return whether a page, by the name of its address, is of this entry."""
        return any(name == one or name.startswith(f"{one}-") for one in self.names)


@dataclass(frozen=True, slots=True)
class Section:
    """A word of the first row. Where it has several pages they stand in the second row."""

    title: str | Promise
    entries: tuple[Entry, ...]


SECTIONS = (
    Section(_("Today"), (Entry(_("Today"), "today", Act.READ, ("today",)),)),
    Section(
        _("Recommendations"),
        (
            Entry(
                _("All"), "recommendations", Act.READ,
                ("recommendations", "recommendation", "decide", "merge", "bulk", "views", "key",
                 "undo", "missed"),
            ),
            Entry(
                _("Labels"), "labels", Act.READ,
                ("labels", "label", "taxonomies", "taxonomy", "own-label", "teach", "texts",
                 "train", "version"),
            ),
            Entry(
                _("Clusters"), "clusters", Act.READ,
                ("clusters", "cluster", "links", "link", "lineage", "changes", "states", "state",
                 "meaning"),
            ),
            Entry(
                _("Mechanisms"), "mechanisms", Act.READ,
                ("mechanisms", "mechanism", "reviews", "review", "readings"),
            ),
        ),
    ),
    Section(
        _("Plan"),
        (
            Entry(_("Board"), "board", Act.READ, ("board", "coverage", "heat")),
            Entry(_("Plans"), "plans", Act.READ,
                  ("plans", "plan", "chapters", "chapter", "timeline")),
            Entry(_("Measures"), "measures", Act.READ, ("measures", "measure", "milestone", "aim")),
            Entry(_("Indicators"), "indicators", Act.READ,
                  ("indicators", "indicator", "values", "value")),
            Entry(_("Your parts"), "assignments", Act.ANSWER, ("assignments", "assignment")),
        ),
    ),
    Section(
        _("Progress"),
        (
            Entry(_("Due"), "due", Act.ANSWER, ("due",)),
            Entry(_("Requests"), "requests", Act.PLAN, ("requests", "request")),
            Entry(_("Reports"), "reports", Act.READ, ("reports", "report")),
            Entry(_("Assessments"), "assessments", Act.READ,
                  ("assessments", "assessment", "reply", "replies", "evidence")),
        ),
    ),
    Section(
        _("Dialogue"),
        (
            Entry(_("Items"), "items", Act.READ, ("items", "item", "finding", "feeds", "feed")),
            Entry(_("Events"), "events", Act.READ, ("events", "event")),
            Entry(_("Promises"), "promises", Act.READ, ("promises", "promise")),
            Entry(_("Visits"), "visits", Act.READ, ("visits", "visit", "invitation")),
            Entry(_("Letters"), "letters", Act.READ, ("letters",)),
            Entry(_("Over time"), "dialogue-timeline", Act.READ, ("dialogue-timeline",)),
            Entry(_("Statements"), "statements", Act.READ, ("statements",)),
            Entry(_("Who is who"), "officials", Act.READ, ("officials", "official")),
            Entry(_("Briefing"), "briefing", Act.READ, ("briefing",)),
        ),
    ),
    Section(
        _("Notes"),
        (
            Entry(_("Notes"), "notes", Act.READ, ("notes", "note")),
            Entry(_("Corrections"), "fixes", Act.PROPOSE, ("fixes", "fix")),
            Entry(_("Consultations"), "consultations", Act.READ,
                  ("consultations", "consultation", "answer", "answers")),
            Entry(_("Questions"), "questions", Act.WRITE, ("questions",)),
        ),
    ),
    Section(
        _("Documents"),
        (
            Entry(_("Documents"), "documents", Act.READ, ("documents", "document", "leaf")),
            Entry(_("Import"), "imports", Act.IMPORT, ("imports", "import", "fetch", "sheet",
                                                       "sources")),
        ),
    ),
    Section(
        _("People"),
        (
            Entry(
                _("People"), "people", Act.INVITE, ("people", "invite", "person", "invite-into"),
            ),
            Entry(
                _("Organisations"), "organisations", Act.INVITE, ("organisations", "organisation"),
            ),
            Entry(_("Public page"), "opening", Act.MANAGE, ("opening",)),
        ),
    ),
    Section(_("History"), (Entry(_("History"), "history", Act.AUDIT, ("history",)),)),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shown:
    """A link of one of the two rows."""

    title: str | Promise
    href: str
    here: bool


@dataclass(frozen=True, slots=True)
class Rows:
    """The two rows of links; the second is empty where a section is one page."""

    first: list[Shown] = field(default_factory=list)
    second: list[Shown] = field(default_factory=list)


def rows(seat: Seat, name: str) -> Rows:
    """Return what the person may go to, with the page `name` (of an address) marked in both."""
    found = Rows()
    for section in SECTIONS:
        entries = [entry for entry in section.entries if seat.may(entry.act)]
        if not entries:
            continue
        slug = seat.workspace.slug
        shown = [Shown(entry.title, _href(slug, entry.url), entry.holds(name)) for entry in entries]
        here = any(one.here for one in shown)
        found.first.append(Shown(section.title, shown[0].href, here))
        if here and len(shown) > 1:
            found.second.extend(shown)
    return found


@lru_cache(maxsize=1024)
def _href(slug: str, name: str) -> str:
    """Return an address, which is the same for as long as a process runs."""
    return reverse(f"workspace:{name}", args=[slug])
