"""A person's calendar as a file that calendars follow (RFC 5545): what is due, and when.

It tells what is asked of the person's institution, when its measures and their milestones are due,
and the days of the dialogue of its room: names and days of what the person sees at the moment it is
asked for, never a word of a report, nor what was promised or written.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from heedweb.workspace import plan_access
from heedweb.workspace.access import Seat
from heedweb.workspace.domain.requests import about_of
from heedweb.workspace.models import Measure, Milestone
from heedweb.workspace.queries.dialogue_days import days
from heedweb.workspace.queries.due import open_requests

_OCTETS = 75
_MOST = 1_000


@dataclass(frozen=True, slots=True)
class Event:
    """A day in a calendar; `name` is its own for as long as it is there. It may last `until`."""

    name: str
    day: date
    title: str
    url: str
    changed: datetime
    until: date | None = None


def events(held: Seat) -> Iterator[Event]:
    """Yield what a person's calendar holds now."""
    slug = held.workspace.slug
    for one in open_requests(held)[:_MOST]:
        title = _("Report due: {about}").format(about=about_of(one))
        url = reverse("workspace:request", args=[slug, one.pk])
        yield Event(f"request-{one.pk}", one.due, title, url, one.at)
    mine = plan_access.measures(held).filter(state__in=Measure.OPEN)
    for measure in mine.filter(due__isnull=False).order_by("due", "pk")[:_MOST]:
        title = _("Measure due: {measure}").format(measure=measure)
        url = reverse("workspace:measure", args=[slug, measure.pk])
        yield Event(f"measure-{measure.pk}", measure.due or date.max, title, url, measure.changed)
    steps = Milestone.objects.filter(measure__in=mine, due__isnull=False, reached__isnull=True)
    for step in steps.select_related("measure").order_by("due", "pk")[:_MOST]:
        title = _("Milestone: {milestone} ({measure})").format(milestone=step, measure=step.measure)
        url = reverse("workspace:measure", args=[slug, step.measure_id])
        yield Event(f"milestone-{step.pk}", step.due or date.max, title, url, step.changed)
    for day in days(held, timezone.localdate())[:_MOST]:
        name = f"{day.what.replace('_', '-')}-{day.record.pk}"
        yield Event(name, day.on, day.title, day.url, day.record.changed, day.until)


def calendar(held: Seat, now: datetime) -> str:
    """Return the whole calendar of a person as text with the ends of lines it must have."""
    host = urlsplit(settings.BASE_URL).hostname or "localhost"
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//heed//heed//EN", "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH", f"X-WR-CALNAME:{escaped(str(held.workspace))}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
    ]  # fmt: skip
    for one in events(held):
        lines += [
            "BEGIN:VEVENT", f"UID:{one.name}@{host}", f"DTSTAMP:{_utc(now)}",
            f"LAST-MODIFIED:{_utc(one.changed)}", f"DTSTART;VALUE=DATE:{one.day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{(one.until or one.day) + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{escaped(one.title)}", f"URL:{settings.BASE_URL}{one.url}",
            "TRANSP:TRANSPARENT", "END:VEVENT",
        ]  # fmt: skip
    lines.append("END:VCALENDAR")
    return "".join(f"{folded(line)}\r\n" for line in lines)


def escaped(words: str) -> str:
    """Return words as a value of text (RFC 5545, 3.3.11); control characters are left out."""
    plain = words.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    plain = plain.replace("\r\n", "\n").replace("\n", "\\n")
    return "".join(sign for sign in plain if sign >= " " and sign != "\x7f")


def folded(line: str) -> str:
    """Return a line of at most 75 octets, what is longer on lines that begin with a space (3.1).

    No character is cut in two.
    """
    rows: list[str] = []
    row, size = "", 0
    for sign in line:
        octets = len(sign.encode("utf-8"))
        if size + octets > _OCTETS:
            rows.append(row)
            row, size = " ", 1
        row += sign
        size += octets
    return "\r\n".join([*rows, row])


def _utc(moment: datetime) -> str:
    return f"{moment:%Y%m%dT%H%M%SZ}"
