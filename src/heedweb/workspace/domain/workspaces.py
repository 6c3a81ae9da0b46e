"""Workspaces and who belongs to them."""

from __future__ import annotations

from django.db import transaction
from django.utils.text import slugify

from heedweb.accounts.models import User
from heedweb.workspace.domain.activity import record
from heedweb.workspace.models import Membership, Workspace


@transaction.atomic
def create(*, name: str, state: str, by: User) -> Workspace:
    """Make a workspace for the State with this ISO 3166-1 alpha-3 code; `by` coordinates it."""
    slug = slugify(name) or "workspace"
    taken = set(Workspace.objects.filter(slug__startswith=slug).values_list("slug", flat=True))
    free = next(s for s in (slug, *(f"{slug}-{n}" for n in range(2, 10_000))) if s not in taken)
    workspace = Workspace.objects.create(name=name, slug=free, state=state.upper())
    Membership.objects.create(workspace=workspace, user=by)
    record(workspace=workspace, by=by, verb="created", subject=name)
    return workspace


@transaction.atomic
def add_member(*, workspace: Workspace, user: User, by: User) -> Membership:
    """Let a person into a workspace; nothing changes if they are in it."""
    membership, made = Membership.objects.get_or_create(workspace=workspace, user=user)
    if made:
        record(workspace=workspace, by=by, verb="member_added", subject=user.email)
    return membership
