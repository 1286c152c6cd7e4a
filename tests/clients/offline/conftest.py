"""An advisor with three clients, and the phone with the field page open."""

import pytest
from django.utils import timezone

from tests import factories
from tests.clients.offline import handset


@pytest.fixture
def center():
    return factories.make_center()


@pytest.fixture
def advisor(center, settings, client):
    settings.SBDC_UNDO_SECONDS = 0.2
    user = factories.make_advisor(center)
    client.force_login(user)
    client.get("/field/")  # templates compiled: what follows is a running server
    return user


@pytest.fixture
def firms(center, advisor):
    firms = [
        factories.make_client(center, name=name, advisor=advisor)
        for name in ("Panadería La Espiga", "Taller El Pistón", "Flor del Campo")
    ]
    factories.make_session(firms[0], advisor=advisor, held_on=timezone.localdate())
    return firms


@pytest.fixture
def phone(page_at, advisor, firms):
    """phone(**options): the field page, signed in, its directory loaded."""

    def open_page(**options):
        page = page_at(390, user=advisor, **options)
        handset.open_field(page)
        return page

    return open_page


@pytest.fixture
def gate(monkeypatch):
    """Holds each session that reaches the server until the test lets it pass."""
    gate = handset.Gate(monkeypatch)
    yield gate
    gate.let_pass()
