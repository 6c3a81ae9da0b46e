"""What holds for every request: headers, how long a session lasts, what leads elsewhere."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from urllib.parse import urlencode

from allauth.core.internal import ratelimit
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from heedweb.accounts.addresses import is_local
from heedweb.accounts.second_step import SecondStepNeeded
from heedweb.accounts.tries import TooManyTries

Answer = Callable[[HttpRequest], HttpResponse]
BEGAN, SEEN = "began", "seen"
# The last act is written down so often at most: each writing waits for the disk.
_WRITTEN = 60


def headers(answer: Answer) -> Answer:
    """Say on every answer what a page may use of the machine that shows it."""

    def answered(request: HttpRequest) -> HttpResponse:
        if settings.SECURE:
            # TLS ends at the proxy in front, which alone reaches heed.
            request.META["wsgi.url_scheme"] = "https"
        response = answer(request)
        response.headers["Permissions-Policy"] = settings.PERMISSIONS_POLICY
        return response

    return answered


class Limits:
    """Ends a session that nobody has used for a while, or that began long ago."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, as nobody's request where the session is over."""
        if request.user.is_authenticated:
            self._look(request)
        return self.get_response(request)

    def _look(self, request: HttpRequest) -> None:
        now = time.time()
        began = request.session.get(BEGAN, 0)
        seen = request.session.get(SEEN, 0)
        idle, longest = settings.IDLE_MINUTES * 60, settings.SESSION_HOURS * 3600
        if now - seen > idle or now - began > longest:
            logout(request)
        elif now - seen > _WRITTEN and _is_act(request):
            request.session[SEEN] = now
            held = UserSession.objects.filter(session_key=request.session.session_key)
            held.update(last_seen_at=datetime.fromtimestamp(now, UTC))


def _is_act(request: HttpRequest) -> bool:
    """Return whether a person did something.

    What htmx gets by itself is a page that waits for a job to end; people's clicks are links and
    forms (no page has an `hx-get` that waits for a person; a test sees to it).
    """
    return not (request.headers.get("HX-Request") and request.method == "GET")


class Steps:
    """Leads to the page that sets up a second step, and says that there were too many tries."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer in place of a view that could not."""
        if isinstance(exception, TooManyTries):
            answer: HttpResponse = ratelimit.respond_429(request)
            return answer
        if not isinstance(exception, SecondStepNeeded):
            return None
        address = reverse("mfa_index")
        path = request.get_full_path()
        if request.method == "GET" and not request.headers.get("HX-Request") and is_local(path):
            address = f"{address}?{urlencode({'next': path})}"
        if request.headers.get("HX-Request"):
            return HttpResponseClientRedirect(address)
        return HttpResponseRedirect(address)
