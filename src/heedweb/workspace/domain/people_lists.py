"""Many people at once, from a spreadsheet or what was pasted of one.

Columns are name, e-mail, role, organisation: in this order, or in any order under headings. Nothing
is written unless every row can be.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from heed.errors import InputProblem
from heed.exchange.rows import Fault
from heed.exchange.table import Column, Matching
from heedweb.accounts.models import User
from heedweb.workspace import hands
from heedweb.workspace.domain import parsers, people, reversing, workspaces
from heedweb.workspace.domain.activity import record
from heedweb.workspace.domain.pasted import flat
from heedweb.workspace.domain.refusals import NotTheirs, Refused
from heedweb.workspace.domain.uploads import Upload, laid, name_of
from heedweb.workspace.hands import HEADS, Hand
from heedweb.workspace.models import Membership, Organisation, Undoable, Workspace
from heedweb.workspace.roles import Role

MOST_ROWS = 500
FIELDS = ("name", "email", "role", "organisation")
_HEADINGS = {
    "name": "name", "person": "name", "e-mail": "email", "email": "email", "mail": "email",
    "e-mail address": "email", "email address": "email", "role": "role",
    "organisation": "organisation", "organization": "organisation", "ministry": "organisation",
    "institution": "organisation",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """A row as given; `number` is as a person counts it."""

    number: int
    name: str
    email: str
    role: str
    organisation: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row that can be taken in; `here` where the person has this very place already."""

    line: Line
    role: Role
    organisation: Organisation | None
    here: bool


@dataclass(frozen=True, slots=True)
class Checked:
    """What rows mean, and one line for each that cannot be taken in."""

    rows: list[Row]
    faults: list[str]


def lines(text: str) -> list[Line]:
    """Return the rows of what was pasted. Raises `Refused` where it is no such table."""
    given = [one for one in text.splitlines() if one.strip()]
    if not given:
        raise Refused(_("Paste a table or choose a file first."))
    counts = {mark: given[0].count(mark) for mark in ("\t", ";", ",")}
    mark = next((one for one in ("\t", ";", ",") if counts[one] >= 1), "\t")
    try:
        cells = [[" ".join(c.split()) for c in row] for row in csv.reader(given, delimiter=mark)]
    except csv.Error as error:
        raise Refused(_("The table cannot be read: {why}.").format(why=error)) from error
    order = _order(cells[0])
    start = 0 if order is None else 1
    if len(cells) - start > MOST_ROWS:
        raise Refused(_("Give at most {n} rows at once.").format(n=MOST_ROWS))
    places = order or {name: place for place, name in enumerate(FIELDS)}
    return [_line(number, row, places) for number, row in enumerate(cells[start:], start + 1)]


def _order(first: Sequence[str]) -> dict[str, int] | None:
    """Return which column is which, if the first row is a heading."""
    found = {_HEADINGS.get(cell.casefold(), ""): place for place, cell in enumerate(first)}
    found.pop("", None)
    return found if "email" in found and "@" not in first[found["email"]] else None


def _line(number: int, row: Sequence[str], places: dict[str, int]) -> Line:
    held = {name: row[places[name]] for name in FIELDS if places.get(name, 99) < len(row)}
    return Line(number, **{name: held.get(name, "") for name in FIELDS})


def as_text(upload: Upload) -> str:
    """Return a spreadsheet or CSV as if it were pasted, read in confinement.

    Raises `InputProblem`, and `StorageProblem` where there is no room for it.
    """
    name = name_of(upload)
    with laid(upload) as path:
        head = parsers.head(path, name=name)
        order = _order(head.header)
        if order is None:
            reason = "has no column with the heading E-mail."
            remedy = "Put Name, E-mail, Role, Organisation above the columns."
            raise InputProblem(name, "no_email", reason, remedy)
        titles = {field: head.header[place] for field, place in order.items()}
        matching = Matching((Column("text", order["email"], titles["email"]),))
        rows = ["\t".join(FIELDS)]
        for one in parsers.rows(path, name=name, matching=matching):
            if isinstance(one, Fault):
                raise InputProblem(name, one.code, f"row {one.number}: {one.text}", "")
            extra = {**dict(one.extra), titles["email"]: one.text}
            rows.append("\t".join(flat(extra.get(titles.get(field, ""), "")) for field in FIELDS))
            if len(rows) > MOST_ROWS + 1:
                reason = f"has more than {MOST_ROWS} rows."
                raise InputProblem(name, "too_many_rows", reason, "Give fewer at once.")
    return "\n".join(rows)


def check(*, workspace: Workspace, text: str, by: User) -> Checked:
    """Return what a table means; nothing is written. Raises `Refused` where it is none."""
    hand = hands.of(workspace, by)
    if hand is None:
        raise NotTheirs(_("You have no right to do that here; ask a coordinator."))
    return _check(hand, lines(text))


def _check(hand: Hand, given: Sequence[Line]) -> Checked:
    bodies = {one.name.casefold(): one for one in hand.workspace.organisations.all()}
    held = Membership.objects.filter(workspace=hand.workspace)
    places = {
        email: (role, body)
        for email, role, body in held.values_list("user__email", "role", "organisation")
    }
    closed = set(
        User.objects.filter(is_active=False, email__in=[one.email.lower() for one in given])
        .values_list("email", flat=True)
    )  # fmt: skip
    known, seen = _role_words(), set[str]()
    rows: list[Row] = []
    faults: list[str] = []
    for line in given:
        email = line.email.lower()
        try:
            _must_be_address(email, seen, closed)
            role = _role(line, known)
            body = _body(line, bodies)
            here = _here(email, role, body, places)
            if not here:
                people.must_be_offered(hand, role, body)
        except Refused as why:
            faults.append(_("Row {n}: {why}").format(n=line.number, why=why))
            continue
        seen.add(email)
        if body is not None and HEADS.get(body.kind) == role:
            hand = replace(hand, heads={body.pk: False, **hand.heads})
        rows.append(Row(line, role, body, here))
    return Checked(rows, faults)


def _role_words() -> dict[str, Role]:
    """Return the roles by their codes and by their names, here and in English."""
    found = {str(role.label).casefold(): role for role in Role}
    with translation.override("en"):
        found |= {str(role.label).casefold(): role for role in Role}
    return found | {role.value: role for role in Role}


def _must_be_address(email: str, seen: set[str], closed: set[str]) -> None:
    try:
        validate_email(email)
    except ValidationError as error:
        raise Refused(_("“{email}” is no e-mail address.").format(email=email[:80])) from error
    if email in seen:
        raise Refused(_("{email} stands twice.").format(email=email))
    if email in closed:
        raise Refused(_("The account of {email} is suspended.").format(email=email))


def _role(line: Line, known: dict[str, Role]) -> Role:
    role = known.get(line.role.casefold())
    if role is None:
        text = _("“{role}” is no role; the roles are {roles}.")
        roles = ", ".join(str(one.label) for one in Role)
        raise Refused(text.format(role=line.role[:80], roles=roles))
    return role


def _body(line: Line, bodies: dict[str, Organisation]) -> Organisation | None:
    body = bodies.get(line.organisation.casefold()) if line.organisation else None
    if body is None and line.organisation:
        text = _("There is no organisation called “{name}”; add it first.")
        raise Refused(text.format(name=line.organisation[:200]))
    return body


def _here(
    email: str, role: Role, body: Organisation | None, places: Mapping[str, tuple[str, int | None]]
) -> bool:
    """Return whether the person has this place already; raise for one who has another."""
    held = places.get(email)
    if held is None:
        return False
    if held != (role.value, body.pk if body else None):
        text = _("{email} has another place here already; change it on the person's page.")
        raise Refused(text.format(email=email))
    return True


@transaction.atomic
def take_in(*, workspace: Workspace, text: str, by: User) -> list[Membership]:
    """Let in everybody of a table, all or nobody; return the new places. Raises `Refused`."""
    checked = _check(people.acting(workspace, by), lines(text))
    if checked.faults:
        raise Refused(checked.faults[0])
    made = [
        people.bring(
            workspace=workspace, email=row.line.email, name=row.line.name, role=row.role,
            organisation=row.organisation, by=by,
        )
        for row in checked.rows
        if not row.here
    ]  # fmt: skip
    if made:
        _keep(workspace, made, by)
    return made


def _keep(workspace: Workspace, made: Sequence[Membership], by: User) -> None:
    """Tell of the list as one act, which is undone as one."""
    bodies = {one.organisation for one in made}
    room = workspaces.room_of(workspace, bodies.pop() if len(bodies) == 1 else None)
    act = record(
        workspace=workspace, by=by, verb="people_listed", subject="", room=room,
        detail={"people": len(made)},
    )  # fmt: skip
    reversing.keep(
        workspace=workspace, kind=Undoable.Kind.PEOPLE, by=by, name="", act=act, made=made
    )
