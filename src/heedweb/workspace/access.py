"""The only way to get an object for a person. What a person may not know of is not found."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import Count, Model, Q, QuerySet
from django.http import Http404, HttpRequest

from heedweb.accounts.models import User
from heedweb.workspace.models import (
    Cluster,
    DataRow,
    Example,
    ImportJob,
    OwnLabel,
    OwnTaxonomy,
    Recommendation,
    Review,
    Sheet,
    SourceDocument,
    Step,
    Trained,
    View,
    Workspace,
)

Held = TypeVar("Held", bound=Model)


def person(request: HttpRequest) -> User:
    """Return who is signed in. Raises `Http404` for nobody."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user


def workspaces(user: User) -> QuerySet[Workspace]:
    """Return the workspaces of a person."""
    return Workspace.objects.filter(memberships__user=user).order_by("name")


def workspace(request: HttpRequest, slug: str) -> Workspace:
    """Return a workspace that the person belongs to. Raises `Http404`."""
    return _one(workspaces(person(request)).filter(slug=slug))


def coordinates(held: Workspace, user: User) -> bool:
    """Return whether the person coordinates the workspace."""
    return held.memberships.filter(user=user, coordinator=True).exists()


def review(held: Workspace, pk: int) -> Review:
    """Return a review of the workspace. Raises `Http404`."""
    return _one(Review.objects.filter(workspace=held, pk=pk))


def recommendation(held: Workspace, pk: int) -> Recommendation:
    """Return a recommendation of the workspace with its review and document."""
    found = Recommendation.objects.filter(review__workspace=held, pk=pk)
    found = found.select_related("review__workspace", "document", "decided_by")
    return _one(found.prefetch_related("recommending", "parts", "doubts"))


def document(held: Workspace, pk: int) -> SourceDocument:
    """Return a document of the workspace. Raises `Http404`."""
    found = SourceDocument.objects.filter(workspace=held, pk=pk)
    return _one(found.select_related("blob", "review", "taken_in_by"))


def import_job(held: Workspace, pk: int) -> ImportJob:
    """Return an import of the workspace. Raises `Http404`."""
    return _one(ImportJob.objects.filter(workspace=held, pk=pk))


def sheet(held: Workspace, pk: int) -> Sheet:
    """Return a table of the workspace. Raises `Http404`."""
    return _one(Sheet.objects.filter(workspace=held, pk=pk).select_related("blob"))


def data_row(held: Workspace, pk: int) -> DataRow:
    """Return a row of data of the workspace with its recommendation. Raises `Http404`."""
    found = DataRow.objects.filter(data__workspace=held, pk=pk)
    return _one(found.select_related("data", "review", "recommendation"))


def step(held: Workspace, user: User, pk: int) -> Step:
    """Return a step that the person took. Raises `Http404`."""
    return _one(Step.objects.filter(workspace=held, by=user, pk=pk))


def done_step(held: Workspace, user: User, pk: str | None) -> Step | None:
    """Return a step of the person that can be undone, with its `rows`; None without one."""
    if not pk or not (pk.isascii() and pk.isdigit() and len(pk) < 19):
        return None
    found = Step.objects.filter(workspace=held, by=user, pk=int(pk), undone_at__isnull=True)
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
    return _one(
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


def view(held: Workspace, user: User, pk: int) -> View:
    """Return a saved list that the person sees. Raises `Http404`."""
    found = View.objects.filter(Q(by=user) | Q(shared=True), workspace=held, pk=pk)
    return _one(found.select_related("workspace"))


def own_taxonomy(held: Workspace, code: str) -> OwnTaxonomy | None:
    """Return an own taxonomy of the workspace; None where the code is one of another kind."""
    found = OwnTaxonomy.objects.filter(workspace=held, code=code).select_related("workspace", "by")
    return found.prefetch_related("labels").first()


def own_label(held: Workspace, code: str, pk: int) -> OwnLabel:
    """Return a label of an own taxonomy of the workspace. Raises `Http404`."""
    found = OwnLabel.objects.filter(taxonomy__workspace=held, taxonomy__code=code, pk=pk)
    return _one(found.select_related("taxonomy__workspace"))


def example(held: Workspace, code: str, pk: int) -> Example:
    """Return a text that is tagged by an own taxonomy of the workspace. Raises `Http404`."""
    found = Example.objects.filter(taxonomy__workspace=held, taxonomy__code=code, pk=pk)
    return _one(found.select_related("taxonomy__workspace"))


def trained(held: Workspace, code: str, number: int) -> Trained:
    """Return a version of a labeller that the workspace taught. Raises `Http404`."""
    found = Trained.objects.filter(workspace=held, taxonomy=code, number=number)
    return _one(found.select_related("workspace", "by", "blob"))


def _one(found: QuerySet[Held]) -> Held:
    held = found.first()
    if held is None:
        raise Http404
    return held
