"""What was done to the installation: told in one place."""

from __future__ import annotations

import logging
from collections.abc import Mapping

from heedweb.accounts.models import User

log = logging.getLogger("heed.administration")


def act(by: User, verb: str, subject: str, detail: Mapping[str, object] | None = None) -> None:
    """Tell who did what to which part of the installation.

    The log holds no names: `subject` is a number of an account or workspace, or an option's name.
    """
    told = ", ".join(f"{name}={value}" for name, value in (detail or {}).items())
    log.info("person %s %s %s %s", by.pk, verb, subject, told)
