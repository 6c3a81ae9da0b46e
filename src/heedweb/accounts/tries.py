"""How often somebody may try: ten times in 15 minutes an account (`ACCOUNT_RATE_LIMITS`)."""

from __future__ import annotations

from allauth.core.internal import ratelimit
from django.http import HttpRequest


class TooManyTries(Exception):
    """Somebody tried too often; the middleware says so with status 429."""


def count(request: HttpRequest, action: str, key: str) -> ratelimit.RateLimitUsage:
    """Count a try, whether or not there is such an account. Raises `TooManyTries`."""
    usage = ratelimit.consume(request, app="allauth.account", action=action, key=key.lower())
    if usage is None:
        raise TooManyTries
    return usage
