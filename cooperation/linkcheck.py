"""Finding dead links: visits each address politely, and only on the open internet."""

import ipaddress
import socket
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.conf import settings
from django.utils import timezone

from cooperation.models import Link

PATIENCE = 15  # seconds for one address
GONE = (404, 410)


class Refused(Exception):
    """The address is none that this server should visit."""


def check_host(address):
    """Raises Refused for an address that leads into the server's own network."""
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise Refused("not a web address")
    try:
        found = socket.getaddrinfo(parts.hostname, parts.port or 443, type=socket.SOCK_STREAM)
    except OSError as error:
        raise URLError("unknown host") from error
    for *_rest, place in found:
        if not ipaddress.ip_address(place[0].partition("%")[0]).is_global:
            raise Refused("a private address")


class _Guarded(HTTPRedirectHandler):
    """Looks at each place a redirection leads to before going there."""

    def __init__(self, guard):
        self.guard = guard

    def redirect_request(self, request, response, code, message, headers, address):
        self.guard(address)
        return super().redirect_request(request, response, code, message, headers, address)


def visit(address, guard=check_host):
    """(alive, what was found). Refusals and passing troubles count as alive: nothing is proven."""
    try:
        guard(address)
        request = Request(  # noqa: S310 – the guard lets http and https through only
            address, headers={"User-Agent": f"{settings.NETWORK_NAME} link check"}
        )
        with build_opener(_Guarded(guard)).open(request, timeout=PATIENCE) as response:
            return True, str(response.status)
    except HTTPError as error:
        return error.code not in GONE, str(error.code)
    except Refused as error:
        return False, str(error)
    except (URLError, OSError, ValueError) as error:
        return False, str(getattr(error, "reason", error))[:40]


def check_link(link, guard=check_host):
    """Visits a link and notes the day since when it is dead; returns whether it is alive."""
    alive, found = visit(link.address, guard)
    now = timezone.now()
    dead_since = None if alive else link.dead_since or now
    Link.objects.filter(pk=link.pk).update(checked_at=now, status=found[:40], dead_since=dead_since)
    return alive
