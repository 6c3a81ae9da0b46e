"""What people are called: by name within their organisation, outside of it by the organisation."""

from __future__ import annotations

from functools import cached_property

from django.http import HttpRequest
from django.utils.translation import gettext as _

from heedweb.accounts.models import User
from heedweb.workspace import access
from heedweb.workspace.access import Seat
from heedweb.workspace.models import Membership


def names_for(request: HttpRequest) -> PeopleNames:
    """Return what people are called before who reads a page of a workspace, looked up once a page.

    Raises `Http404` outside of workspaces.
    """
    names: PeopleNames | None = getattr(request, "people", None)
    if names is None:
        names = PeopleNames(access.seat_of(request))
        request.people = names  # type: ignore[attr-defined]
    return names


class PeopleNames:
    """What the people of a workspace are called before one of them; one query for all."""

    def __init__(self, seat: Seat) -> None:
        self.seat = seat

    @cached_property
    def _organisations(self) -> dict[int, tuple[int | None, str | None]]:
        held = Membership.objects.filter(workspace=self.seat.workspace)
        rows = held.values_list("user", "organisation", "organisation__name")
        return {user: (organisation, name) for user, organisation, name in rows}

    def named(self, user: User) -> bool:
        """Return whether the person may be told who it is: themselves and colleagues."""
        if user.pk == self.seat.user.pk:
            return True
        organisation, _name = self._organisations.get(user.pk, (None, None))
        return organisation is not None and organisation == self.seat.organisation

    def called(self, user: User | None) -> str:
        """Return what a person is called; nothing for nobody."""
        if user is None:
            return ""
        if self.named(user):
            return str(user)
        return self._organisations.get(user.pk, (None, None))[1] or _("somebody outside")
