"""Every page of the advisor's day: accessible in light and dark, on a phone, large, by a thumb."""

import pytest
from django.urls import reverse
from django.utils import timezone

from clients import actions
from clients.models import Session
from tests import browsing, factories
from tests.clients.offline import handset

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CONTRAST = ["color-contrast"]  # what alone differs between light and dark
TWICE = "document.documentElement.style.fontSize = '200%'"
ONCE = "document.documentElement.style.fontSize = ''"


@pytest.fixture
def advisor(client):
    mail = "advisor.with.a.name.of.some.length@example.org"
    user = factories.make_advisor(factories.make_center(), email=mail)
    client.force_login(user)
    client.get("/field/")  # templates compiled
    return user


@pytest.fixture
def firm(advisor):
    firm = factories.make_client(advisor.home_center, advisor=advisor, name="Panadería La Espiga")
    factories.make_contact(firm, share=100)
    factories.make_consent(firm)
    factories.make_situation(firm)
    factories.make_outcome(firm)
    factories.make_followup(firm, due_on=timezone.localdate())
    factories.make_session(firm, advisor=advisor, held_on=timezone.localdate())
    factories.make_appointment(firm, advisor=advisor, starts_at=timezone.now())
    return firm


def of_advisor(firm):
    session, followup = Session.objects.first(), firm.followups.first()
    own = f"/clients/{firm.pk}/"
    return [
        *("/field/", "/field/outbox/", "/sessions/new/", "/sessions/", "/sessions/to-check/"),
        *(session.get_absolute_url(), f"{session.get_absolute_url()}edit/"),
        *("/clients/", "/clients/?q=nobody", "/clients/new/", own, f"{own}edit/"),
        *(f"{own}edit/{section}/" for section in ("business", "people", "consent")),
        *(f"{own}situations/add/", f"{own}documents/add/", f"{own}outcomes/add/", "/outcomes/"),
        *("/agenda/", f"{own}appointments/add/"),
        reverse("clients:appointment-cancel", args=[firm.appointments.get().uuid]),
        *("/followups/", "/followups/rates/", f"/followups/{followup.uuid}/call/"),
        *("/account/", "/account/devices/"),
    ]


def of_director(firm):
    other = factories.make_client(firm.center, name="Panaderia la Espiga S.A.")
    for one in (firm, other):
        actions.refresh_client(one)
    own = f"/clients/{firm.pk}/"
    return ["/duplicates/", f"{own}merge/{other.pk}/", f"{own}transfer/", "/clients/reassign/"]


def faults_of(page, address, width):
    page.goto(address)
    if address.startswith("/field/"):
        handset.started(page)
    found = browsing.accessibility_faults(page) + browsing.sideways_scroll(page)
    page.emulate_media(color_scheme="dark")
    found += [f"dark: {one}" for one in browsing.accessibility_faults(page, rules=CONTRAST)]
    page.emulate_media(color_scheme="light")
    found += browsing.small_targets(page, 44 if address == "/field/" and width < 600 else 24)
    if width < 600:
        found += small_and_large(page)
    return [f"{address} {fault}" for fault in found]


def small_and_large(page):
    """At 320 px, and with words twice as large: nothing has to be scrolled to the side."""
    height = page.viewport_size["height"]
    page.set_viewport_size({"width": 320, "height": height})
    found = browsing.sideways_scroll(page)
    page.set_viewport_size({"width": 390, "height": height})
    page.evaluate(TWICE)
    found += [f"200 %: {one}" for one in browsing.sideways_scroll(page)]
    page.evaluate(ONCE)
    return found


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("role, pages", [("advisor", of_advisor), ("director", of_director)])
def test_pages_are_accessible_fit_and_can_be_pressed(page_at, advisor, firm, role, pages, width):
    director = factories.make_director(firm.center)
    page = page_at(
        width,
        user=advisor if role == "advisor" else director,
        color_scheme="light",
        reduced_motion="reduce",
        bypass_csp=True,
        is_mobile=width < 600,
    )
    found = []
    for address in pages(firm):
        found += faults_of(page, address, width)

    assert not found, "\n".join(found)
