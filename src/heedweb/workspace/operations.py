"""What an administrator does from the command line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from django.db.models import Q

from heed.errors import InputProblem
from heed.kinds.registry import LISTS
from heedweb.accounts.links import make_link
from heedweb.accounts.models import User
from heedweb.administration import acts
from heedweb.workspace.domain import (
    documents,
    linking,
    opening,
    people,
    proposing,
    support,
    workspaces,
)
from heedweb.workspace.domain.given import Given, Outcome
from heedweb.workspace.domain.refusals import Refused
from heedweb.workspace.models import Membership, Organisation, Review, Workspace
from heedweb.workspace.roles import Role


def create_workspace(name: str, state: str, email: str) -> str:
    """Make a workspace and return a sign-in link for its coordinator.

    Who makes the first one of an installation keeps it, too. Raises `Refused` with one line.
    """
    by = people.account(email)
    acts.first_administrator(by)
    acts.create_workspace(name=name, state=state, coordinator=email, by=by)
    return make_link(by)


def list_workspaces() -> Iterator[str]:
    """Yield one line for each workspace."""
    for held in Workspace.objects.order_by("name"):
        yield f"{held.name} ({held.state}): {held.reviews.count()} reviews"


def open_to_public(name: str | None, *, public: bool) -> str:
    """Open or close the public page of a workspace and return one line. Raises `LookupError`."""
    held = workspace_called(name)
    opening.set_from_outside(workspace=held, public=public, by=on_behalf(held))
    return f"{held}: {'everybody reads' if public else 'nobody reads'} /public/{held.slug}/"


def open_support(name: str | None, room: str, email: str, reason: str) -> str:
    """Open a room for support on behalf of an administrator, and return one line.

    Raises `LookupError` with one line where there is no such room or it may not be.
    """
    held = organisation_called(workspace_called(name), room).room
    try:
        made = support.begin(room=held, reason=reason, by=_administrator(email))
    except Refused as refused:
        raise LookupError(f"{room}: {refused.line}") from refused
    return f"{held}: open until {made.until:%Y-%m-%d %H:%M} (UTC); the room has been told"


def end_support(name: str | None, room: str, email: str, _reason: str) -> str:
    """End the support access of an administrator to a room. Raises `LookupError`."""
    held = organisation_called(workspace_called(name), room).room
    last = held.support.filter(by=_administrator(email)).first()
    try:
        if last is None:
            raise LookupError(f"{room}: {email} has not opened it.")
        support.end(support=last, by=last.by)
    except Refused as refused:
        raise LookupError(f"{room}: {refused.line}") from refused
    return f"{held}: ended"


def _administrator(email: str) -> User:
    found = User.objects.filter(email=email.lower(), administrator=True).first()
    if found is None:
        raise LookupError(f"{email} does not keep this installation.")
    return found


def invite(email: str, name: str | None, role: str, organisation: str | None) -> str:
    """Return a sign-in link; let the person into the workspace called `name` in a role.

    A coordinator belongs to the coordination where no organisation is named. Raises `LookupError`
    with one line if there is no such workspace, organisation or role there, `Refused` where the
    address can have no account.
    """
    user = people.account(email)
    if name is None:
        return make_link(user)
    held = workspace_called(name)
    body = organisation_for(held, role, organisation)
    try:
        workspaces.add_member(
            workspace=held, user=user, by=user, role=Role(role), organisation=body
        )
    except workspaces.RoleNotHeldThere as error:
        where = f"in {body} ({body.get_kind_display()})" if body else "without an organisation"
        line = f"Nobody is {Role(role).label} {where}; see: heed invite --help"
        raise LookupError(line) from error
    return make_link(user)


def organisation_for(held: Workspace, role: str, name: str | None) -> Organisation | None:
    """Return where somebody is let in: a coordinator without a name in the coordination."""
    if not name:
        return held.coordination() if role == Role.COORDINATOR else None
    return organisation_called(held, name)


def organisation_called(held: Workspace, name: str) -> Organisation:
    """Return the organisation of a name. Raises `LookupError` with one line."""
    found = held.organisations.filter(name__iexact=name).first()
    if found is None:
        line = f"There is no organisation called {name} in {held}; see: heed organisation list"
        raise LookupError(line)
    return found


def take_in_files(
    files: Sequence[Path], name: str | None, *, keep_others: bool = False
) -> list[Outcome]:
    """Take files in on behalf of a coordinator. Raises `LookupError`."""
    held = workspace_called(name)
    by = on_behalf(held)
    given = [Given(path.name, path) for path in files]
    outcomes = documents.take_in(workspace=held, files=given, by=by, keep_others=keep_others)
    proposing.start(workspace=held, by=by)
    return outcomes


def label(name: str | None, told: Callable[[int, int], None]) -> str:
    """Propose labels for what no labeller has read, and return one line. Raises `LookupError`.

    `told` is called with how many recommendations are done, and of how many.
    """
    held = workspace_called(name)
    by = on_behalf(held)
    run = proposing.propose(workspace=held, by=by, told=told)
    if not run.methods:
        return f"{held}: there is no labeller."
    return f"{held}: {run.summary['rows']} read, {run.summary['proposed']} labels proposed"


def cluster(name: str | None, told: Callable[[int, int], None]) -> str:
    """Link and gather recommendations as a run does, and return one line. Raises `LookupError`.

    `told` is called with how many recommendations are done, and of how many.
    """
    held = workspace_called(name)
    by = on_behalf(held)
    done = linking.relink(workspace=held, by=by, told=told).summary
    return (
        f"{held}: {done['rows']} read, {done['links']} links, "
        f"{done['clusters']} clusters, {done['new']} of them new"
    )


def read_again(symbols: Sequence[str], name: str | None) -> Iterator[tuple[bool, str]]:
    """Read reviews again; yield for each whether it could be read and one line."""
    held = Review.objects.order_by("workspace__name", "symbol").select_related("workspace")
    if symbols:
        held = held.filter(symbol__in=symbols)
    else:
        # What only files of data speak of has no document to read.
        read = Q(documents__kind__in=LISTS, documents__current=True)
        held = held.filter(read).distinct()
    if name is not None:
        held = held.filter(workspace__name=name)
    if not held.exists():
        yield False, "There is no such review."
    for review in held:
        try:
            by = on_behalf(review.workspace)
        except LookupError as nobody:
            yield False, str(nobody)
            continue
        try:
            done = documents.read_again(review=review, by=by).summary
        except InputProblem as problem:
            yield False, str(problem)
            continue
        changes = ", ".join(
            f"{len(done[key])} {word}"
            for key, word in (
                ("added", "new"), ("removed", "gone"), ("changed", "changes"),
                ("reopened", "re-opened"),
            )
        )  # fmt: skip
        yield True, f"{review.workspace}, {review.symbol}: {done['items']} items, {changes}"


def on_behalf(held: Workspace, email: str | None = None, other_than: str = "") -> User:
    """Return for whom a command acts: who is named, else the first coordinator who may sign in.

    Another one than `other_than` where there is one, as nobody changes the own place. Raises
    `LookupError` with one line.
    """
    if email is not None:
        found = User.objects.filter(email=email.lower(), is_active=True).first()
        if found is None:
            raise LookupError(f"There is no account of {email}.")
        return found
    places = Membership.objects.live().filter(workspace=held, role=Role.COORDINATOR)
    mine = [one.user for one in places.select_related("user").order_by("pk")]
    if not mine:
        raise LookupError(f"Nobody coordinates {held}; let somebody in: heed invite --help")
    return next((one for one in mine if one.email != other_than), mine[0])


def workspace_called(name: str | None) -> Workspace:
    """Return the workspace of a name, or the only one. Raises `LookupError` with one line."""
    held = Workspace.objects.all() if name is None else Workspace.objects.filter(name=name)
    found = list(held[:2])
    if len(found) == 1:
        return found[0]
    if name is not None:
        raise LookupError(f"There is no workspace called {name}; see: heed workspace list")
    if found:
        raise LookupError("There are several workspaces; name one with --workspace.")
    raise LookupError("There is no workspace; make one: heed workspace create NAME --by EMAIL")
