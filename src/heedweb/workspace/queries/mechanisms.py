"""The mechanisms that ask something of the State, with what is here of each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from heed.vocab.mechanisms import Mechanism, families, mechanisms
from heedweb.workspace.models import Review, Workspace
from heedweb.workspace.queries import calendar, reviews
from heedweb.workspace.queries.calendar import Coming
from heedweb.workspace.queries.reviews import Summary


@dataclass(frozen=True, slots=True)
class Body:
    """One mechanism with its examinations, the latest first, and what comes next."""

    mechanism: Mechanism
    summaries: tuple[Summary, ...]
    coming: tuple[Coming, ...]

    @property
    def asked(self) -> int:
        """How many recommendations its examinations hold."""
        return sum(summary.received for summary in self.summaries)

    @property
    def decided(self) -> int:
        """How many of them people confirmed."""
        return sum(summary.decided for summary in self.summaries)

    @property
    def next(self) -> Coming | None:
        """What comes next, None if nothing is known to."""
        return next((one for one in self.coming if one.on and not one.past), None)


@dataclass(frozen=True, slots=True)
class Family:
    """A family of mechanisms, with those of which something is here."""

    code: str
    bodies: tuple[Body, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """All families, every examination, and everything that is due."""

    families: tuple[Family, ...]
    summaries: tuple[Summary, ...]
    coming: tuple[Coming, ...]


def overview(workspace: Workspace, today: dt.date) -> Overview:
    """Return what is here of every mechanism, in a fixed number of queries."""
    held = reviews.summaries(workspace)
    due = calendar.coming([summary.review for summary in held], today)
    found = tuple(Family(code, tuple(_bodies(held, due, code))) for code in families())
    return Overview(found, tuple(held), tuple(due))


def body(workspace: Workspace, code: str, today: dt.date) -> Body | None:
    """Return one mechanism with what is here of it, None if there is no such mechanism."""
    mechanism = mechanisms().get(code)
    if mechanism is None:
        return None
    held = reviews.of(Review.objects.filter(workspace=workspace, mechanism=code))
    return _body(mechanism, held, calendar.coming([summary.review for summary in held], today))


def _bodies(held: Sequence[Summary], due: Sequence[Coming], family: str) -> list[Body]:
    mine = [m for m in mechanisms().values() if m.family == family]
    found = [_body(mechanism, held, due) for mechanism in mine]
    return sorted((b for b in found if b.summaries), key=lambda body: body.mechanism.name)


def _body(mechanism: Mechanism, held: Sequence[Summary], due: Sequence[Coming]) -> Body:
    """Return a mechanism with what is its own of these."""
    mine = [summary for summary in held if summary.review.mechanism == mechanism.code]
    latest = sorted(mine, key=lambda s: (s.review.session or 0, s.review.dated), reverse=True)
    coming = tuple(one for one in due if one.review.mechanism == mechanism.code)
    return Body(mechanism, tuple(latest), coming)
