"""Clusters: the list of what asks the same, and one of them with its members to decide."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from heed.links.strength import ACTION
from heedweb.accounts.models import User
from heedweb.workspace import access
from heedweb.workspace.domain import cluster_decisions as deciding
from heedweb.workspace.domain import linking
from heedweb.workspace.forms import clusters as forms
from heedweb.workspace.models import Cluster, Workspace
from heedweb.workspace.queries import cluster as one_of
from heedweb.workspace.queries import clusters, runs
from heedweb.workspace.queries.clusters import Asked
from heedweb.workspace.queries.taxonomies import vocabulary
from heedweb.workspace.roles import Act
from heedweb.workspace.views import steps


@login_required
def overview(request: HttpRequest, workspace: str) -> HttpResponse:
    """List the clusters that an address asks for."""
    held = access.workspace(request, workspace)
    run = runs.at_hand(held.link_runs)
    if request.GET.get("run"):
        return render(request, "workspace/_link_run.html", {"workspace": held, "run": run})
    listing = clusters.listing(held, Asked.read(request.GET.dict()))
    context = {
        "workspace": held,
        "listing": listing,
        "run": run,
        "sorts": clusters.SORTS,
        "actions": _actions(held),
    }
    return render(request, "workspace/clusters.html", context)


def _actions(held: Workspace) -> dict[str, str]:
    """Return what UPR Info's kinds of action are called, by code."""
    taxonomy = vocabulary(held).taxonomies.get(ACTION)
    return {label.code: label.name for label in taxonomy.labels} if taxonomy else {}


@login_required
def queue(request: HttpRequest, workspace: str) -> HttpResponse:
    """Go to the first cluster that waits, or say that none is left."""
    held = access.workspace(request, workspace, Act.DECIDE)
    return _next(request, held, Asked.read(request.GET.dict()), 0)


@login_required
def one(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Show one cluster; one that went into another leads there."""
    held = access.workspace(request, workspace)
    cluster = access.cluster(held, pk)
    if cluster.gone and cluster.merged_into is not None:
        text = _("“{name}” is part of this cluster now.").format(name=cluster.name)
        messages.info(request, text)
        return redirect("workspace:cluster", workspace=held.slug, pk=cluster.merged_into_id)
    return _show(request, cluster, Asked.read(request.GET.dict()))


@login_required
@require_POST
def act(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Do one thing to a cluster or to members of it, then show it again, or the next that waits."""
    held = access.workspace(request, workspace, Act.DECIDE)
    cluster = access.cluster(held, pk)
    asked = Asked.read(request.GET.dict())
    page = one_of.page(cluster)
    rows = [
        *(shown.row.pk for shown in page.members),
        *(m.recommendation_id for m in page.rejected),
    ]
    form = forms.ActForm(request.POST, rows)
    if not form.is_valid() or pk not in form.cleaned_data["seen"]:
        raise Http404
    doing = _Doing(request, cluster, form)
    try:
        problem = doing.do()
    except deciding.ClusterOvertaken as overtaken:
        return _show(request, cluster, asked, told=_overtaken(overtaken), status=409)
    except deciding.NothingToGroup:
        problem = _("That is so already, or no member is selected.")
    if problem:
        return _show(request, cluster, asked, told=problem, status=422)
    if doing.what == forms.CONFIRM and not one_of.page(cluster).waiting:
        return _next(request, held, asked, pk, form.cleaned_data["then"])
    return redirect(_address(held, pk, asked))


@login_required
@require_POST
def undo(request: HttpRequest, workspace: str) -> HttpResponse:
    """Undo the person's last step on clusters, and show what it was about."""
    held = access.workspace(request, workspace, Act.DECIDE)
    asked = Asked.read(request.GET.dict())
    step = steps.last_undone(request, held, of="clusters")
    keys = deciding.touched(step) if step else ()
    touched = Cluster.objects.filter(pk__in=keys, gone=False).first()
    if touched is None:
        return redirect("workspace:clusters", workspace=held.slug)
    return redirect(_address(held, touched.pk, asked))


@login_required
@require_POST
def run(request: HttpRequest, workspace: str) -> HttpResponse:
    """Have everything that is new compared, and clusters gathered anew around people's own."""
    held = access.workspace(request, workspace, Act.DECIDE)
    linking.start(workspace=held, by=access.person(request))
    return redirect("workspace:clusters", workspace=held.slug)


class _Doing:
    """One act that was sent: what it is, and carrying it out."""

    def __init__(self, request: HttpRequest, cluster: Cluster, form: forms.ActForm) -> None:
        self.request, self.cluster = request, cluster
        self.by: User = access.person(request)
        self.given = form.cleaned_data
        self.what, self.key = form.act()
        self.rows: list[int] = self.given["row"]
        self.seen = {cluster.pk: self.given["seen"][cluster.pk]}
        self.workspace = cluster.workspace

    def do(self) -> str:
        """Do it; return what hinders it, in a sentence, else nothing."""
        acts: dict[str, Callable[[], str]] = {
            forms.CONFIRM: self._confirm, forms.OUT: self._out, forms.NAME: self._name,
            forms.SPLIT: self._split, forms.SHOW: self._show, forms.BACK: self._back,
            forms.MOVE: self._move, forms.PUT: self._move,
            forms.MERGE: self._merge, forms.JOIN: self._merge,
        }  # fmt: skip
        return acts[self.what]() if self.what in acts else _("Say what is to be done.")

    def _confirm(self) -> str:
        rows = {self.cluster.pk: self.rows} if self.rows else None
        step = deciding.confirm(workspace=self.workspace, seen=self.seen, rows=rows, by=self.by)
        count = step.groupings.count()
        self._tell(
            ngettext("{n} confirmed in “{name}”.", "{n} confirmed in “{name}”.", count), count
        )
        return ""

    def _out(self) -> str:
        deciding.reject(
            workspace=self.workspace, seen=self.seen, cluster=self.cluster.pk, rows=self.rows,
            by=self.by,
        )  # fmt: skip
        self._tell(ngettext("{n} taken out of “{name}”.", "{n} taken out of “{name}”.",
                            len(self.rows)), len(self.rows))  # fmt: skip
        return ""

    def _name(self) -> str:
        deciding.name(
            workspace=self.workspace, seen=self.seen, cluster=self.cluster.pk,
            name=self.given["name"], by=self.by,
        )  # fmt: skip
        return ""

    def _split(self) -> str:
        deciding.split(
            workspace=self.workspace, seen=self.seen, source=self.cluster.pk, rows=self.rows,
            name=self.given["split_name"], by=self.by,
        )  # fmt: skip
        self._tell(ngettext("{n} split off from “{name}”.", "{n} split off from “{name}”.",
                            len(self.rows)), len(self.rows))  # fmt: skip
        return ""

    def _show(self) -> str:
        deciding.represent(
            workspace=self.workspace, seen=self.seen, cluster=self.cluster.pk,
            row=self.given["shown"] or 0, by=self.by,
        )  # fmt: skip
        return ""

    def _back(self) -> str:
        deciding.add(
            workspace=self.workspace, seen=self.seen, cluster=self.cluster.pk, rows=[self.key],
            by=self.by,
        )  # fmt: skip
        return ""

    def _move(self) -> str:
        other = self._other(self.given["to"])
        if other is None:
            return _no_such(self.given["to"])
        if not self.rows:
            return _("Select the members to move first.")
        deciding.move(
            workspace=self.workspace, seen=self.seen | other, source=self.cluster.pk,
            target=next(iter(other)), rows=self.rows, by=self.by,
        )  # fmt: skip
        self._tell(ngettext("{n} moved from “{name}”.", "{n} moved from “{name}”.",
                            len(self.rows)), len(self.rows))  # fmt: skip
        return ""

    def _merge(self) -> str:
        other = self._other(self.given["into"])
        if other is None:
            return _no_such(self.given["into"])
        deciding.merge(
            workspace=self.workspace, seen=self.seen | other, source=next(iter(other)),
            target=self.cluster.pk, by=self.by,
        )  # fmt: skip
        return ""

    def _other(self, typed: str) -> dict[int, int] | None:
        """Return the other cluster with its revision; None where no single one is meant."""
        names = one_of.names(self.workspace, self.cluster.pk)
        key = self.key or forms.chosen(typed, names)
        return next(({pk: revision} for pk, _name, revision in names if pk == key), None)

    def _tell(self, text: str, count: int) -> None:
        messages.success(self.request, text.format(n=count, name=self.cluster.name))


def _no_such(typed: str) -> str:
    if not typed.strip():
        return _("Type the name of the other cluster, or choose one.")
    return _("No single cluster is called “{typed}”.").format(typed=typed)


def _overtaken(overtaken: deciding.ClusterOvertaken) -> str:
    """Say who was first; nothing of theirs is overwritten."""
    who = str(overtaken.by) if overtaken.by else _("A new run")
    text = _("{who} has changed “{name}” in the meantime. Yours was not saved.")
    return text.format(who=who, name=overtaken.cluster.name)


def _show(
    request: HttpRequest, cluster: Cluster, asked: Asked, *, told: str = "", status: int = 200
) -> HttpResponse:
    held = cluster.workspace
    cluster = access.cluster(held, cluster.pk)
    page = one_of.page(cluster)
    rows = [shown.row.pk for shown in page.members]
    context = {
        "workspace": held,
        "cluster": cluster,
        "page": page,
        "asked": asked,
        "around": one_of.around(held, asked, cluster.pk),
        "near": one_of.near(cluster, rows),
        "names": one_of.names(held, cluster.pk),
        "history": one_of.history(cluster),
        "told": told,
    }
    return render(request, "workspace/cluster.html", context, status=status)


def _next(
    request: HttpRequest, held: Workspace, asked: Asked, pk: int, then: int | None = None
) -> HttpResponse:
    """Go to the cluster that comes `then` if it waits still, else to the next that does."""
    around = one_of.around(held, asked, pk)
    following = then if then in around.waiting else around.next_waiting
    if following is None:
        messages.success(request, _("No cluster waits here."))
        address = reverse("workspace:clusters", args=[held.slug])
        return redirect(f"{address}?{asked.query}" if asked.query else address)
    return redirect(_address(held, following, asked))


def _address(held: Workspace, pk: int, asked: Asked) -> str:
    base = reverse("workspace:cluster", args=[held.slug, pk])
    return f"{base}?{asked.query}" if asked.query else base
