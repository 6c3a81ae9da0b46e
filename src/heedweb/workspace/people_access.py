"""The only way to a person's place or an organisation for somebody; part of `access`."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404

from heedweb.workspace import hands
from heedweb.workspace.access import Seat
from heedweb.workspace.models import Membership, Organisation


def hand(held: Seat) -> hands.Hand:
    """Return what a person may do to people. Raises `PermissionDenied` for nothing."""
    found = hands.of(held.workspace, held.user)
    if found is None:
        raise PermissionDenied
    return found


def organisation(held: hands.Hand, pk: int) -> Organisation:
    """Return an organisation that the person sees: coordinators all, else the own one."""
    found = Organisation.objects.filter(workspace=held.workspace, pk=pk)
    if not held.coordinates:
        found = found.filter(pk=held.own or 0)
    body = found.select_related("workspace", "room").first()
    if body is None:
        raise Http404
    return body


def member(held: hands.Hand, pk: int) -> Membership:
    """Return a person's place, if the person is known by name. Raises `Http404`."""
    found = Membership.objects.filter(workspace=held.workspace, pk=pk)
    place = found.select_related("user", "organisation__room", "workspace").first()
    if place is None or not held.sees(place.organisation):
        raise Http404
    return place
