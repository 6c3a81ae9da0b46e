"""What was done to the installation: told in one place, in the installation's own history."""

from __future__ import annotations

from collections.abc import Mapping

from heedweb.accounts.models import User
from heedweb.workspace.domain.activity import record


def act(by: User, verb: str, subject: str, detail: Mapping[str, object] | None = None) -> None:
    """Write who did what to which part of the installation, in the transaction of the change.

    It holds no names: `subject` is a number of an account or workspace, or an option's name.
    """
    record(workspace=None, by=by, verb=verb, subject=subject, detail=dict(detail or {}))
