"""Coordinators keep their country: centers, funders and settings."""

import re
from datetime import date

import pytest
from django.urls import reverse

from centers.models import Center, Country, Funder
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def salvador():
    return make.make_country("SV", directory_hours=72)


@pytest.fixture
def coordinator(client, salvador):
    person = make.make_coordinator(salvador)
    client.force_login(person)
    return person


def center_fields(**fields):
    return {"code": "SV-90", "name": "CDMYPE Metapán", "municipality": "Metapán"} | fields


def errors(page):
    return page.context["form"].errors


def test_a_coordinator_opens_a_center_in_the_own_country(client, coordinator, salvador):
    answer = client.post(reverse("centers:center-add"), center_fields(opened_on="2026-02-01"))

    assert answer.status_code == 302
    center = Center.objects.get(code="SV-90")
    assert (center.country, center.opened_on) == (salvador, date(2026, 2, 1))
    assert "CDMYPE Metapán" in client.get(reverse("centers:settings")).content.decode()


def test_an_administrator_chooses_the_country_and_a_coordinator_cannot(client, coordinator):
    make.make_country("GT")
    client.post(reverse("centers:center-add"), center_fields(country="GT"))
    client.force_login(make.make_administrator())
    client.post(reverse("centers:center-add"), center_fields(code="GT-90", country="GT"))

    assert Center.objects.get(code="SV-90").country_id == "SV"
    assert Center.objects.get(code="GT-90").country_id == "GT"


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"code": "SV-01"}, "code"),
        ({"name": ""}, "name"),
        ({"opened_on": "2026-02-01", "closed_on": "2026-01-01"}, "closed_on"),
        ({"time_zone": "Europe/Paris"}, "time_zone"),
    ],
)
def test_a_center_that_cannot_be_is_refused_and_the_input_kept(client, coordinator, fields, field):
    make.make_center(code="SV-01", country=coordinator.memberships.get().country)

    page = client.post(reverse("centers:center-add"), center_fields(**fields))

    assert list(errors(page)) == [field]
    assert "Metapán" in page.content.decode()
    assert not Center.objects.filter(municipality="Metapán").exists()


def test_a_satellite_belongs_to_a_center_of_its_country_that_is_none_itself(
    client, coordinator, salvador
):
    main = make.make_center(salvador)
    satellite = make.make_center(salvador, parent=main)
    foreign = make.make_center(make.make_country("GT"))
    change = reverse("centers:center-edit", args=[main.pk])

    for parent in (satellite, foreign, main):
        fields = center_fields(code=main.code, parent=parent.pk)
        assert list(errors(client.post(change, fields))) == ["parent"]


def test_a_center_of_another_country_is_not_found(client, coordinator):
    foreign = make.make_center(make.make_country("GT"))

    page = client.post(reverse("centers:center-edit", args=[foreign.pk]), center_fields())

    assert page.status_code == 404


def test_a_director_keeps_no_country(client):
    client.force_login(make.make_director(make.make_center()))

    assert client.get(reverse("centers:settings")).status_code == 403
    assert client.post(reverse("centers:center-add"), center_fields()).status_code == 403


def test_funders_are_of_the_country_and_only_administrators_make_those_of_the_network(
    client, coordinator
):
    client.post(reverse("centers:funder-add"), {"code": "SV-BID", "name": "BID", "active": "on"})
    client.force_login(make.make_administrator())
    client.post(reverse("centers:funder-add"), {"code": "OEA", "name": "OEA", "active": "on"})

    assert Funder.objects.get(code="SV-BID").country_id == "SV"
    shared = Funder.objects.get(code="OEA")
    assert shared.country is None
    client.force_login(coordinator)
    assert client.get(reverse("centers:funder-edit", args=[shared.uuid])).status_code == 404


def test_settings_of_the_country_are_kept_and_who_takes_part_is_the_networks_decision(
    client, coordinator, salvador
):
    change = reverse("clients:country-edit", args=["SV"])
    fields = {
        "language": "es",
        "fiscal_year_start_month": "7",
        "paper": "a4",
        "followup_months": ["6", "18"],
        "in_business_requires": ["tax_number"],
        "directory_hours": "48",
        "late_after_days": "30",
    }

    too_long = client.post(change, fields | {"directory_hours": "500"})
    client.post(change, fields)
    kept = Country.objects.get(pk="SV")
    client.force_login(make.make_administrator())
    client.post(change, fields)

    assert list(errors(too_long)) == ["directory_hours"]
    assert (kept.fiscal_year_start_month, kept.followup_months) == (7, [6, 18])
    assert (kept.in_business_requires, kept.directory_hours) == (["tax_number"], 48)
    assert kept.late_after_days == 30
    assert kept.active
    assert not Country.objects.get(pk="SV").active


def test_a_countrys_own_words_stand_alone_in_navigation_heads_and_tables(
    client, coordinator, salvador
):
    address = reverse("centers:country-words", args=["SV"])
    client.post(address, {"en_center": "CDMYPE", "en_centers": "CDMYPEs", "en_clients": ""})
    make.make_center(salvador, name="Uno")

    page = client.get(reverse("reporting:center-list")).content.decode()
    clients = client.get(reverse("clients:client-list")).content.decode()
    client.force_login(make.make_administrator())
    of_network = client.get(reverse("reporting:center-list")).content.decode()

    assert Country.objects.get(pk="SV").words == {"en": {"center": "CDMYPE", "centers": "CDMYPEs"}}
    assert "<h1>CDMYPEs</h1>" in page and "<h1>Clients</h1>" in clients
    assert re.search(r'href="/centers/"[^>]*>.*?CDMYPEs', clients)
    assert "<h1>Centers</h1>" in of_network


def test_a_word_of_another_language_is_not_borrowed(client, coordinator, salvador):
    salvador.words = {"es": {"center": "CDMYPE", "centers": "CDMYPE"}}
    salvador.save()

    page = client.get(reverse("reporting:center-list")).content.decode()

    assert "<h1>Centers</h1>" in page


def test_one_word_without_the_other_is_refused_and_the_input_kept(client, coordinator):
    address = reverse("centers:country-words", args=["SV"])
    page = client.post(address, {"fr_client": "Entrepreneur"})

    assert list(errors(page)) == ["fr_clients"]
    assert 'value="Entrepreneur"' in page.content.decode()
    assert Country.objects.get(pk="SV").words == {}


def test_the_words_of_another_country_are_not_found(client, coordinator):
    make.make_country("GT")
    assert client.post(reverse("centers:country-words", args=["GT"]), {}).status_code == 404
