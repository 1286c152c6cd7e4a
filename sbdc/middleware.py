"""Per request: the country's numbers, the database that is read, headers beyond Django's own."""

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import DatabaseError
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone

from centers import formats, replica
from centers.dates import zone_of
from centers.words import words_of


class CountryMiddleware:
    """Numbers and words follow the country of the person's role, hours the clock of its center."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        user = request.user
        country = user.home_country if user.is_authenticated else None
        formats.set_country(country.pk if country else "")
        zone = zone_of(user.home_center) if country and user.home_center else None
        clock = timezone.override(zone or (country and country.time_zone) or "UTC")
        try:
            with clock, words_of(country and country.words):
                return self.get_response(request)
        finally:
            formats.set_country("")


class BodyLimitMiddleware:
    """A body larger than any form takes is refused by its announced size, before it is read."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if int(request.META.get("CONTENT_LENGTH") or 0) <= settings.SBDC_MOST_BODY_BYTES:
            return self.get_response(request)
        response = render(request, "413.html", status=413)
        response.headers["Connection"] = "close"
        return response


class PermissionsPolicyMiddleware:
    """No page uses the device's sensors; the camera opens only through a file field."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault(
            "Permissions-Policy", "geolocation=(), microphone=(), camera=(), payment=(), usb=()"
        )
        return response


class PrivatePagesMiddleware:
    """What a signed-in person reads is kept by no shared cache, and asked for anew each time."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if "Authorization" in request.headers or request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "private, no-cache")
        return response


class WrongMethodMiddleware:
    """An address that only takes forms, opened as a page, is told in words, not left blank."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code != 405 or response.content:
            return response
        page = render(request, "405.html", status=405)
        page.headers["Allow"] = response.headers["Allow"]
        return page


class ReplicaMiddleware:
    """Pages that show figures are read from the replica, where there is one that answers.

    Their template says as of when (`request.reading`), and so does the header X-As-Of. Who has
    just written something is sent there only once the replica has it.
    """

    PAGES = (
        *("reporting:dashboard", "reporting:center", "reporting:region", "reporting:compare"),
        *("reporting:women", "reporting:explain", "reporting:overview", "reporting:report-"),
        "api:impact",
    )
    SAFE = ("GET", "HEAD")
    OWN = "wrote_at"  # the cookie: a position in the main database's log
    OWN_SECONDS = 3600

    def __init__(self, get_response):
        if not replica.is_configured():
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request):
        request.reading = None
        response = self.get_response(request)
        if request.reading and request.reading.as_of:
            response.headers["X-As-Of"] = request.reading.as_of.isoformat(timespec="seconds")
        if request.method not in (*self.SAFE, "OPTIONS"):
            self._remember(response)
        return response

    def process_view(self, request, view, words, names):
        """Answers in the view's place; None leaves the page to the main database."""
        wanted = request.resolver_match.view_name.startswith(self.PAGES)
        if not wanted or request.method not in self.SAFE:
            return None
        found = replica.look(own=request.COOKIES.get(self.OWN, ""))
        if found == replica.AWAY:
            request.reading = found
        if not found.has_own:
            return None
        request.reading = found
        try:
            with replica.reading(found):
                return view(request, *words, **names)
        except Http404:
            request.reading = None  # the main database may have it already
        except DatabaseError:
            replica.give_rest()
            request.reading = replica.AWAY
        return None

    def _remember(self, response):
        response.set_cookie(
            self.OWN,
            replica.position(),
            max_age=self.OWN_SECONDS,
            httponly=True,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )
