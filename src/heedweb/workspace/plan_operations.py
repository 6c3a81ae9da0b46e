"""What `heed plan` does."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from django.utils.translation import override

from heed.errors import InputProblem
from heed.plans.words import words_for
from heed.plans.workbook import DoesNotFit
from heedweb.command import Line
from heedweb.workspace import access, plan_access
from heedweb.workspace.access import Seat
from heedweb.workspace.domain import parsers
from heedweb.workspace.domain import plan_files as domain
from heedweb.workspace.domain.plan_files import Wish
from heedweb.workspace.domain.plans import must_plan
from heedweb.workspace.models import Plan
from heedweb.workspace.operations import on_behalf, workspace_called
from heedweb.workspace.queries import plan_preview
from heedweb.workspace.queries.plan_data import plan_of
from heedweb.workspace.queries.plan_preview import Preview
from heedweb.workspace.queries.plan_written import FORMATS


def take_out(asked: argparse.Namespace) -> Iterator[Line]:
    """Write a plan to a file, as far as somebody sees it; yield one line. Raises `LookupError`."""
    seat = _seat(asked)
    plan = _plan(seat, asked.plan)
    if plan is None:
        raise LookupError(f"There is no plan called {asked.plan} in {seat.workspace}.")
    suffix = asked.format or asked.out.suffix.lstrip(".").lower()
    form = FORMATS.get(suffix)
    if form is None:
        raise LookupError(f"Say with --format which file {asked.out} is to be: xlsx or docx.")
    held = plan_of(seat, plan)
    try:
        data = form.write(held, words_for(asked.language))
    except DoesNotFit as problem:
        raise LookupError(f"{problem}; take --format docx.") from problem
    asked.out.write_bytes(data)
    domain.note_taken(plan=plan, name=asked.out.name, measures=len(held.measures), by=seat)
    yield f"{plan}: {len(held.measures)} measures written to {asked.out}"


def take_in(asked: argparse.Namespace) -> Iterator[Line]:
    """Take a file into a plan, or say what it would change; yield lines.

    Raises `LookupError` and `Refused` with one line.
    """
    seat = _seat(asked)
    must_plan(seat)
    plan = _plan(seat, asked.plan)
    try:
        held = parsers.plan(asked.file, name=asked.file.name)
    except InputProblem as problem:
        yield False, str(problem)
        return
    with override("en"):
        found = plan_preview.look(seat, plan, held)
        yield from _lines(found)
        clashes = found.comparison.clashes
        if asked.preview:
            return
        if clashes and asked.clashes is None:
            yield False, "Nothing was taken in: say with --clashes whose words count."
            return
        chosen = clashes if asked.clashes == "file" else ()
        wish = Wish(asked.plan, frozenset(one.name for one in chosen), asked.leave_unknown)
        made = domain.take_in(
            held=held, file=asked.file.name, plan=plan, wish=wish, stamp=found.stamp, by=seat
        )
        yield f"{made}: taken in"


def _lines(found: Preview) -> Iterator[Line]:
    """Yield what a file would change, and what is wrong with it."""
    held = found.comparison
    yield (
        f"{len(held.new_chapters)} new chapters, {len(held.new_measures)} new measures, "
        f"{len(found.differences)} changed fields, {len(held.clashes)} changed in both, "
        f"{len(held.kept_measures)} measures not in the file (they stay)"
    )
    for one in (*found.differences, *found.clashes):
        where = f"{one['of']} {one['key']}".strip()
        yield f"{where}, {one['field']}: {one['held']!s:.200} -> {one['given']!s:.200}"
    for line in (*found.faults, *found.unknown):
        yield False, line
    for line in found.file.unread:
        yield f"not read: {line}"


def _seat(asked: argparse.Namespace) -> Seat:
    """Return the place from which a command acts. Raises `LookupError`."""
    held = workspace_called(asked.workspace)
    user = on_behalf(held, asked.by)
    seat = access.seated(user, held)
    if seat is None:
        raise LookupError(f"{user.email} has no place in {held}.")
    return seat


def _plan(seat: Seat, name: str) -> Plan | None:
    return plan_access.plans(seat).filter(name=name).first()
