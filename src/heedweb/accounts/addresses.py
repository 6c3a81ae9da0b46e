"""Which addresses a page may lead on to."""

from __future__ import annotations

import ipaddress

from django.conf import settings
from django.http import HttpRequest
from django.http import request as requests
from django.utils.http import url_has_allowed_host_and_scheme


def is_local(address: str | None) -> bool:
    """Return whether an address is a path of this site: no host, no scheme, nothing hidden."""
    if not address or not address.startswith("/"):
        return False
    return url_has_allowed_host_and_scheme(address, allowed_hosts=None)


def by_name(request: HttpRequest) -> bool:
    """Return whether a site is visited by a name, over TLS or on this machine.

    Browsers keep passkeys for names alone, and for secure ones: https, or localhost.
    """
    host = requests.split_domain_port(request.get_host())[0].strip("[]")
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return settings.SECURE or host == "localhost" or host.endswith(".localhost")
    return False
