"""The scope, walked: every route × every role × own and foreign rows."""

import sys
from contextlib import contextmanager
from http.cookies import SimpleCookie
from types import SimpleNamespace

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client as Browser
from django.urls import clear_url_caches, path

from centers.access import public, requires
from centers.roles import Permission
from clients.models import Client
from tests import factories, routes

pytestmark = pytest.mark.django_db

REFUSED = (401, 403)


class World:
    """Two centers of one country and one of another, and a person of each role at the first."""

    def __init__(self):
        salvador = factories.make_country("SV")
        self.own = routes.Place("MARKOWN", factories.make_center(salvador))
        self.sibling = routes.Place("MARKSIBLING", factories.make_center(salvador))
        self.foreign = routes.Place(
            "MARKFOREIGN", factories.make_center(factories.make_country("GT"))
        )
        self.people = routes.make_people(self.own.center)
        self.browsers = {role: self._browser(user) for role, user in self.people.items()}
        self.browsers["nobody"] = self._browser(None)
        self.cookies = {
            role: browser.cookies.output(header="") for role, browser in self.browsers.items()
        }

    def _browser(self, user):
        browser = Browser(raise_request_exception=False, headers={"accept-language": "en"})
        if user:
            browser.force_login(user)
        return browser

    def open(self, role, route, place):
        """The answer to GET, or to an empty POST where GET is not for this route.

        Whatever the request changes is taken back.
        """
        address, browser = route.fill(place), self.browsers[role]
        browser.cookies = SimpleCookie(self.cookies[role])
        with _taken_back():
            response = browser.get(address)
            if response.status_code == 405:
                response = browser.post(address, **route.empty_post)
        return response

    def routes(self):
        """The routes of ours whose arguments can be filled (that all can is a test of its own)."""
        return [route for route in ours() if not self.unfilled(route)]

    def unfilled(self, route):
        try:
            route.fill(self.own)
        except LookupError as error:
            return str(error)
        return ""


@contextmanager
def _taken_back():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def world():
    return World()


def ours():
    return [route for route in routes.all_routes() if route.name not in routes.WITHOUT_GATE]


def body(response):
    if response.streaming:
        return b"".join(response.streaming_content)
    return response.content


def refused(response):
    to_login = response.status_code == 302 and "/login/" in response["Location"]
    return to_login or response.status_code in REFUSED


def told(faults):
    faults = list(faults)
    assert not faults, "\n" + "\n".join(faults)


def let_in_without_login(world):
    for route in world.routes():
        response = world.open("nobody", route, world.own)
        if route.access != "public" and not refused(response):
            yield f"{route.name}: {response.status_code} for nobody"
        if b"MARK" in body(response):
            yield f"{route.name}: names a person to nobody"


# Words of rows that a role must never read, wherever it looks.
UNSEEN = {
    "advisor": (b"MARKSIBLING", b"MARKFOREIGN"),
    "director": (b"MARKSIBLING", b"MARKFOREIGN"),
    "coordinator": (b"MARKFOREIGN",),
    "funder": (b"MARK",),
    "administrator": (),
}


def wrong_at_the_gate(world):
    """One walk for two questions: does the gate hold, and does a page name people out of scope?"""
    for route in world.routes():
        for role, user in world.people.items():
            response = world.open(role, route, world.own)
            content = body(response)
            if any(marker in content for marker in UNSEEN[role]):
                yield f"{route.name}: names people out of scope to the {role}"
            status, may = response.status_code, routes.may_open(route.access, user)
            if status >= 500:
                yield f"{route.name}: {status} for the {role}: {_cause(response)}"
            elif not may and status != 403:
                yield f"{route.name}: {status} instead of 403 for the {role}"
            elif may and status in (403, 404) and not routes.may_be_missing(route):
                yield f"{route.name}: {status} for the {role}, who holds the right"


def opened_out_of_scope(world):
    strangers = [
        ("advisor", world.sibling),
        ("director", world.foreign),
        ("coordinator", world.foreign),
    ]
    for route in world.routes():
        if not route.has_objects or route.access == "public" or route.name in routes.SHARED:
            continue
        for role, place in strangers:
            if not routes.may_open(route.access, world.people[role]):
                continue
            status = world.open(role, route, place).status_code
            if status != 404:
                yield f"{route.name}: {status} for a {role} out of scope"


def _cause(response):
    kind, error, _trace = response.exc_info or (None, None, None)
    return f"{kind.__name__}: {error}" if kind else "no exception"


def test_every_route_has_a_gate():
    told(f"{route.name}: no gate on /{route.pattern}" for route in ours() if not route.access)


def test_every_argument_can_be_filled(world):
    told(filter(None, map(world.unfilled, ours())))


def test_nobody_gets_in_without_logging_in(world):
    told(let_in_without_login(world))


def test_a_missing_right_is_403_a_held_one_opens_and_no_page_names_people_out_of_scope(world):
    told(wrong_at_the_gate(world))


def test_rows_out_of_scope_are_404(world):
    told(opened_out_of_scope(world))


# --- the sweep itself: it must find what it is there for --------------------------------------


def _every_client(request):
    return HttpResponse(", ".join(Client.objects.values_list("name", flat=True)))


def _any_client(request, client_pk):
    return HttpResponse(Client.objects.get(pk=client_pk).name)


leaky = SimpleNamespace(
    urlpatterns=[
        path("names/", requires(Permission.CLIENT_VIEW)(_every_client), name="name-list"),
        path("names/<int:client_pk>/", requires(Permission.CLIENT_VIEW)(_any_client), name="name"),
        path("open/", public(_every_client), name="open-list"),
        path("bare/", lambda request: _every_client(request), name="bare"),
    ]
)


@pytest.fixture
def leaks(settings):
    settings.ROOT_URLCONF = "tests.leaky"
    settings.LOGIN_URL = "/login/"
    sys.modules["tests.leaky"] = leaky
    yield
    del sys.modules["tests.leaky"]


def test_the_sweep_finds_leaks_and_missing_gates(leaks, world):
    assert [route.name for route in ours() if not route.access] == ["bare"]
    leaky.urlpatterns.pop()
    clear_url_caches()

    assert "open-list: names a person to nobody" in list(let_in_without_login(world))
    assert "name: 200 for a coordinator out of scope" in list(opened_out_of_scope(world))
    assert "name-list: names people out of scope to the director" in list(wrong_at_the_gate(world))
