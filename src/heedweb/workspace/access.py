"""The only way to get an object for a person. What a person may not know of is not found.

`seat` says who somebody is in a workspace and lets in or not; what a role may do stands in `roles`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Model, Q, QuerySet
from django.http import Http404, HttpRequest
from django.utils import timezone

from heedweb.accounts import second_step
from heedweb.accounts.models import User
from heedweb.workspace.models import (
    OUT,
    Activity,
    Cluster,
    DataRow,
    Example,
    Fix,
    ImportJob,
    Membership,
    Note,
    OwnLabel,
    OwnTaxonomy,
    Recommendation,
    Review,
    Room,
    Sheet,
    SourceDocument,
    Standing,
    Step,
    SupportAccess,
    Trained,
    View,
    Workspace,
)
from heedweb.workspace.numbers import number_of
from heedweb.workspace.roles import Act, OrganisationKind, Role, RoomKind, may
from heedweb.workspace.versions import latest

Held = TypeVar("Held", bound=Model)


def person(request: HttpRequest) -> User:
    """Return who is signed in. Raises `Http404` for nobody."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user


@dataclass(frozen=True, slots=True)
class Seat:
    """A person's place in a workspace: the role, and the room of the organisation.

    `rooms` are those whose every record the person sees: the own one, and those that an
    administrator has opened for support. `body` is what the organisation is called. `support` says
    that the person is here for that alone.
    """

    workspace: Workspace
    user: User
    role: Role
    organisation: int | None
    room: int | None
    rooms: frozenset[int]
    body: str = ""
    support: bool = False

    def may(self, act: Act) -> bool:
        """Return whether the person may do something here."""
        if self.support:
            return act is Act.READ
        return may(self.role, act)


def _support(user: User, workspace_slug: str) -> QuerySet[SupportAccess]:
    now = timezone.now()
    return SupportAccess.objects.filter(
        room__workspace__slug=workspace_slug, by=user, until__gt=now, ended__isnull=True
    )


def workspaces(user: User) -> QuerySet[Workspace]:
    """Return the workspaces of a person."""
    held = Membership.objects.open().filter(user=user)
    return Workspace.objects.filter(memberships__in=held).order_by("name")


def seat(request: HttpRequest, slug: str, to: Act | None = None) -> Seat:
    """Return the person's place in a workspace, who may do `to` there.

    Where a page says nothing of `to`, reading asks for reading and everything else for deciding.
    It is looked up at each request, so that a change of a role acts at the next one. Raises
    `Http404` for who has no place there, `SecondStepNeeded` for who must set up a second step
    first, `PermissionDenied` for whose role does not reach.
    """
    act = to or (Act.READ if request.method in ("GET", "HEAD") else Act.DECIDE)
    user = person(request)
    held = _seat(user, slug) or _visit(user, slug)
    if held is None:
        raise Http404
    second_step.must_be_settled(request)
    request.seat = held  # type: ignore[attr-defined]
    if not held.may(act):
        raise PermissionDenied
    return held


def seated(user: User, workspace: Workspace) -> Seat | None:
    """Return somebody's place in a workspace, for commands; None who has none."""
    return _seat(user, workspace.slug)


def _seat(user: User, slug: str) -> Seat | None:
    found = Membership.objects.open().filter(workspace__slug=slug, user=user)
    held = found.select_related("workspace", "organisation__room").first()
    if held is None:
        return None
    room = held.organisation.room.pk if held.organisation else None
    rooms = {room} if room else set()
    role = Role(held.role)
    own = rooms if role not in (Role.READER, Role.AUDITOR) else set()
    body = str(held.organisation or "")
    return Seat(held.workspace, user, role, held.organisation_id, room, frozenset(own), body)


def _visit(user: User, slug: str) -> Seat | None:
    """Return the place of an administrator whom support access lets in."""
    if not user.administrator:
        return None
    opened = list(_support(user, slug).select_related("room__workspace"))
    if not opened:
        return None
    rooms = frozenset(one.room_id for one in opened)
    return Seat(opened[0].room.workspace, user, Role.READER, None, None, rooms, support=True)


def workspace(request: HttpRequest, slug: str, to: Act | None = None) -> Workspace:
    """Return a workspace where the person may do `to`. Raises as `seat` does."""
    return seat(request, slug, to).workspace


def seat_of(request: HttpRequest) -> Seat:
    """Return the place that a page of a workspace was opened from. Raises `Http404` without one."""
    held = here(request)
    if held is None:
        raise Http404
    return held


def here(request: HttpRequest) -> Seat | None:
    """Return the place that a page was opened from; None outside of workspaces."""
    return getattr(request, "seat", None)


# What is seen of the records that live in rooms.


def readable(held: Seat) -> Q:
    """Return which roomed records a person may read whole."""
    out = Q(standing__in=OUT)
    seen = Q(home__in=held.rooms) | (out & Q(room__kind__in=(RoomKind.SHARED, RoomKind.PUBLIC)))
    # What an institution sent to the coordination lives in its room.
    seen |= out & Q(room__in=held.rooms)
    if held.support:
        return Q(home__in=held.rooms)
    if held.role == Role.COORDINATOR:
        government = Q(home__organisation__kind=OrganisationKind.GOVERNMENT)
        seen |= Q(standing=Standing.IN_REVIEW) & government
    return seen


def notes(held: Seat) -> QuerySet[Note]:
    """Return the notes that a person may read, each once."""
    seen = readable(held)
    if held.organisation and held.rooms:
        mine = Note.invited.through.objects.filter(organisation=held.organisation)
        seen |= Q(pk__in=mine.values("note"))
    found = Note.objects.filter(seen, workspace=held.workspace)
    found = found.exclude(standing=Standing.DISCARDED)
    return found.select_related("about__review", "home__organisation", "room", "author", "to")


def note(held: Seat, pk: int) -> Note:
    """Return a note that the person may read. Raises `Http404`."""
    return one_of(notes(held).filter(pk=pk))


def drafts_of_government(held: Seat) -> QuerySet[Note]:
    """Return the drafts in government rooms as coordinators see them: that they are there.

    Neither their words nor who wrote them is loaded. Nobody else sees any.
    """
    found = Note.objects.none()
    if held.role == Role.COORDINATOR and not held.support:
        found = Note.objects.filter(
            workspace=held.workspace,
            standing=Standing.DRAFT,
            home__organisation__kind=OrganisationKind.GOVERNMENT,
        )
    found = found.select_related("home__organisation", "about__review")
    return found.only(
        "standing", "written", "changed", "about__key", "about__paragraph", "about__review__symbol",
        "home__organisation__name",
    ).order_by("changed")  # fmt: skip


def public_notes(held: Workspace) -> QuerySet[Note]:
    """Return what is in the public room of a workspace: the latest versions, and tombstones."""
    found = Note.objects.filter(workspace=held, room__kind=RoomKind.PUBLIC)
    found = found.filter(standing__in=(Standing.PUBLISHED, Standing.WITHDRAWN))
    found = latest(found)
    return found.select_related("about__review", "home__organisation").order_by("approved_at", "pk")


def public_workspaces() -> QuerySet[Workspace]:
    """Return the workspaces whose public room is open to everybody."""
    return Workspace.objects.filter(public=True).order_by("name")


def public_workspace(slug: str) -> Workspace:
    """Return a workspace whose public room is open to everybody. Raises `Http404`."""
    return one_of(public_workspaces().filter(slug=slug))


def public_recommendation(held: Workspace, pk: int) -> Recommendation:
    """Return a recommendation that stands in the list of an open workspace. Raises `Http404`."""
    found = Recommendation.objects.filter(review__workspace=held, pk=pk)
    found = found.exclude(state__in=Recommendation.UNLISTED).select_related("review", "document")
    return one_of(found.defer("document__text").prefetch_related("recommending", "parts"))


def fixes(held: Seat) -> QuerySet[Fix]:
    """Return the proposed corrections that a person sees: the own room's; coordinators all."""
    found = Fix.objects.filter(workspace=held.workspace)
    if not held.may(Act.DECIDE):
        found = found.filter(home__in=held.rooms)
    found = found.select_related("recommendation__review", "home__organisation")
    return found.select_related("by", "answered_by")


def fix(held: Seat, pk: int) -> Fix:
    """Return a proposed correction that the person sees. Raises `Http404`."""
    return one_of(fixes(held).filter(pk=pk))


def activities(held: Seat) -> QuerySet[Activity]:
    """Return what happened that a person may know of, the latest first."""
    found = Activity.objects.filter(workspace=held.workspace)
    if held.support:
        return found.filter(room__in=held.rooms).select_related("by", "room__organisation")
    found = found.filter(Q(room__isnull=True) | Q(room__in=held.rooms) | Q(by=held.user))
    return found.select_related("by", "room__organisation")


def review(held: Workspace, pk: int) -> Review:
    """Return a review of the workspace. Raises `Http404`."""
    return one_of(Review.objects.filter(workspace=held, pk=pk))


def recommendation(held: Workspace, pk: int) -> Recommendation:
    """Return a recommendation of the workspace with its review and document."""
    found = Recommendation.objects.filter(review__workspace=held, pk=pk)
    found = found.select_related("review__workspace", "document", "decided_by")
    return one_of(found.prefetch_related("recommending", "parts", "doubts"))


def document(held: Workspace, pk: int) -> SourceDocument:
    """Return a document of the workspace. Raises `Http404`."""
    found = SourceDocument.objects.filter(workspace=held, pk=pk)
    return one_of(found.select_related("blob", "review", "taken_in_by"))


def import_job(held: Workspace, pk: int) -> ImportJob:
    """Return an import of the workspace. Raises `Http404`."""
    return one_of(ImportJob.objects.filter(workspace=held, pk=pk))


def sheet(held: Workspace, pk: int) -> Sheet:
    """Return a table of the workspace. Raises `Http404`."""
    return one_of(Sheet.objects.filter(workspace=held, pk=pk).select_related("blob"))


def data_row(held: Workspace, pk: int) -> DataRow:
    """Return a row of data of the workspace with its recommendation. Raises `Http404`."""
    found = DataRow.objects.filter(data__workspace=held, pk=pk)
    return one_of(found.select_related("data", "review", "recommendation"))


def step(held: Workspace, user: User, pk: int) -> Step:
    """Return a step that the person took. Raises `Http404`."""
    return one_of(Step.objects.filter(workspace=held, by=user, pk=pk))


def done_step(held: Workspace, user: User, pk: str | None) -> Step | None:
    """Return a step of the person that can be undone, with its `rows`; None without one."""
    found = Step.objects.filter(workspace=held, by=user, pk=number_of(pk), undone_at__isnull=True)
    return found.annotate(rows=Count("decisions")).first()


def done_label_step(held: Workspace, user: User, pk: str | None) -> Step | None:
    """Return a step of the person on labels that can be undone, with its `rows` and `labels`."""
    step = done_step(held, user, pk)
    if step is None:
        return None
    found = Step.objects.filter(pk=step.pk, labellings__isnull=False)
    rows = Count("labellings__recommendation", distinct=True)
    return found.annotate(rows=rows, labels=Count("labellings")).first()


def cluster(held: Workspace, pk: int) -> Cluster:
    """Return a cluster of the workspace, also one that is gone. Raises `Http404`."""
    found = Cluster.objects.filter(workspace=held, pk=pk)
    return one_of(
        found.select_related("workspace", "representative", "named_by", "made_by", "merged_into")
    )


def done_cluster_step(held: Workspace, user: User, pk: str | None) -> Step | None:
    """Return a step of the person on clusters that can be undone, with its `rows`, `clusters`."""
    step = done_step(held, user, pk)
    if step is None:
        return None
    found = Step.objects.filter(pk=step.pk, groupings__isnull=False)
    clusters = Count("groupings__cluster", distinct=True)
    return found.annotate(rows=Count("groupings"), clusters=clusters).first()


def view(held: Seat, pk: int) -> View:
    """Return a saved list that the person sees. Raises `Http404`."""
    return one_of(views(held).filter(pk=pk))


def views(held: Seat) -> QuerySet[View]:
    """Return the saved lists that a person sees: the own, those of the room and of all."""
    seen = Q(by=held.user) | Q(room__in=held.rooms) | Q(room__kind=RoomKind.SHARED)
    found = View.objects.filter(seen, workspace=held.workspace)
    return found.select_related("workspace", "room", "by")


def room_of_acts(held: Seat) -> Room:
    """Return where it is told what a person took along: the own room, else the coordination's."""
    if held.room is not None:
        return Room.objects.get(pk=held.room)
    return held.workspace.coordination().room


def room_for_all(held: Seat, kind: str) -> Room:
    """Return the shared table or the public room of the workspace. Raises `Http404`."""
    return one_of(Room.objects.filter(workspace=held.workspace, kind=kind, organisation=None))


def shares_with(held: Seat) -> Room | None:
    """Return the room that a person shares a list with: all for a coordinator, else the own."""
    if held.role == Role.COORDINATOR:
        return room_for_all(held, RoomKind.SHARED)
    return room_of_acts(held) if held.rooms else None


def own_taxonomy(held: Workspace, code: str) -> OwnTaxonomy | None:
    """Return an own taxonomy of the workspace; None where the code is one of another kind."""
    found = OwnTaxonomy.objects.filter(workspace=held, code=code).select_related("workspace", "by")
    return found.prefetch_related("labels").first()


def own_label(held: Workspace, code: str, pk: int) -> OwnLabel:
    """Return a label of an own taxonomy of the workspace. Raises `Http404`."""
    found = OwnLabel.objects.filter(taxonomy__workspace=held, taxonomy__code=code, pk=pk)
    return one_of(found.select_related("taxonomy__workspace"))


def example(held: Workspace, code: str, pk: int) -> Example:
    """Return a text that is tagged by an own taxonomy of the workspace. Raises `Http404`."""
    found = Example.objects.filter(taxonomy__workspace=held, taxonomy__code=code, pk=pk)
    return one_of(found.select_related("taxonomy__workspace"))


def trained(held: Workspace, code: str, number: int) -> Trained:
    """Return a version of a labeller that the workspace taught. Raises `Http404`."""
    found = Trained.objects.filter(workspace=held, taxonomy=code, number=number)
    return one_of(found.select_related("workspace", "by", "blob"))


def one_of(found: QuerySet[Held]) -> Held:
    """Return the one object that was found. Raises `Http404` without one."""
    held = found.first()
    if held is None:
        raise Http404
    return held
