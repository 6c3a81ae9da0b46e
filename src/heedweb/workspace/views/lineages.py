"""What became of a matter from review to review: the lineage of a cluster."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from heedweb.workspace import access
from heedweb.workspace.queries import lineages


@login_required
@require_safe
def lineage(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Show the lineage of a cluster as a picture with its table."""
    held = access.workspace(request, workspace)
    cluster = access.cluster(held, pk)
    if cluster.merged_into_id is not None:
        return redirect("workspace:lineage", workspace=held.slug, pk=cluster.merged_into_id)
    context = {"workspace": held, "cluster": cluster, "lineage": lineages.of_cluster(cluster)}
    return render(request, "workspace/lineage.html", context)
