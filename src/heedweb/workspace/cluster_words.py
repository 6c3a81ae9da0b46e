"""Names of what is done with links and clusters, in the reader's language."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CLUSTER_VERBS: dict[str, str | Promise] = {
    "linked": _("had links looked for; recommendations read:"),
    "cluster_in": _("confirmed members of the cluster"),
    "cluster_bulk": _("confirmed in bulk the clusters"),
    "cluster_out": _("took members out of the cluster"),
    "cluster_move": _("moved members between the clusters"),
    "cluster_add": _("put a recommendation into the cluster"),
    "cluster_made": _("began the cluster"),
    "cluster_split": _("split the cluster"),
    "cluster_merge": _("merged the clusters"),
    "cluster_name": _("named the cluster"),
    "cluster_shown": _("chose what stands for the cluster"),
}
_SORTS: dict[str, str | Promise] = {
    "size": _("most recommendations"),
    "waits": _("most that waits"),
    "wide": _("most reviews"),
    "name": _("name"),
}


def sort_name(code: str) -> str:
    """Return what an order of clusters is called."""
    return str(_SORTS.get(code, code))
