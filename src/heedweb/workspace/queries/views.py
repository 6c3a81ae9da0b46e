"""Saved lists: a person's own, and those that the workspace shares."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from heedweb.accounts.models import User
from heedweb.workspace.models import View, Workspace


def views_of(workspace: Workspace, person: User) -> QuerySet[View]:
    """Return the saved lists that a person sees, by name."""
    held = View.objects.filter(workspace=workspace).filter(Q(by=person) | Q(shared=True))
    return held.select_related("by").order_by("name", "pk")
