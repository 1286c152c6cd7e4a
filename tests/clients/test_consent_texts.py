"""The country's own text of consent: in force at once, and what was read before stays readable."""

import pytest
from django.urls import reverse

from clients.consents import VERSION, consent_text
from clients.models import Consent, ConsentText
from tests import factories as make

pytestmark = pytest.mark.django_db

WRITE = reverse("clients:consent-text", args=["SV"])


@pytest.fixture
def center():
    return make.make_center(make.make_country("SV"))


@pytest.fixture
def coordinator(client, center):
    person = make.make_coordinator(center.country)
    client.force_login(person)
    return person


def give_consent(client, firm):
    address = reverse("clients:client-edit-section", args=[firm.pk, "consent"])
    fields = {"kind": "service", "given_on": "2024-05-04", "method": "signed"}
    assert client.post(address, fields).status_code == 302
    return Consent.objects.first()


def test_without_a_text_of_its_own_a_country_shows_the_programs(center):
    assert consent_text("es", center.country).version == VERSION
    assert consent_text("es", center.country).text == consent_text("es").text


def test_a_new_version_is_in_force_and_the_former_stays_readable(client, coordinator, center):
    firm = make.make_client(center)
    before = give_consent(client, firm)
    client.post(WRITE, {"es": "Primer texto de la ley.", "en": "First text of the law."})
    between = give_consent(client, firm)
    client.post(WRITE, {"es": "Segundo texto de la ley."})

    after = give_consent(client, firm)

    page = client.get(reverse("clients:client-edit-section", args=[firm.pk, "consent"]))
    texts = {consent.pk: text for consent, text in page.context["form"].history}
    assert texts[before.pk] == consent_text(before.language).text
    assert (between.text_version, texts[between.pk]) == ("SV-1", "First text of the law.")
    assert (after.text_version, after.language) == ("SV-2", "es")
    assert texts[after.pk] == "Segundo texto de la ley."


def test_a_new_client_reads_the_countrys_text(client, center, coordinator):
    client.post(WRITE, {"es": "Texto de la ley."})
    client.force_login(make.make_advisor(center))

    page = client.get(reverse("clients:client-add")).content.decode()

    assert "Texto de la ley." in page
    assert "SV-1" in page


def test_the_language_of_the_country_is_obligatory(client, coordinator):
    page = client.post(WRITE, {"en": "Only in English."})

    assert list(page.context["form"].errors) == ["es"]
    assert "Only in English." in page.content.decode()
    assert not ConsentText.objects.exists()


def test_another_countrys_text_is_not_found(client, coordinator):
    make.make_country("GT")

    answer = client.post(reverse("clients:consent-text", args=["GT"]), {"es": "Texto."})

    assert answer.status_code == 404
