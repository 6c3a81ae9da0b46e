"""What somebody is typing, kept on the server for them alone until it is saved."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils import timezone

from heedweb.workspace.access import Seat
from heedweb.workspace.lasting import KEPT
from heedweb.workspace.models import Typed


def keep(*, form: str, words: Mapping[str, object], version: int, by: Seat) -> Typed:
    """Keep what a person has typed into a form, in place of what was kept before."""
    held, _made = Typed.objects.update_or_create(
        workspace=by.workspace, user=by.user, form=form,
        defaults={"words": dict(words), "version": version},
    )  # fmt: skip
    return held


def drop(*, form: str, by: Seat) -> None:
    """Keep it no longer: it was saved, or the person wants none of it."""
    Typed.objects.filter(workspace=by.workspace, user=by.user, form=form).delete()


def sweep() -> int:
    """Drop what was typed long ago; return how many forms."""
    return Typed.objects.filter(at__lt=timezone.now() - KEPT).delete()[0]
