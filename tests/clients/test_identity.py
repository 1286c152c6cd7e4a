"""Identity and tax numbers: checked where check digits are known, asked about, never compulsory."""

import pytest

from clients import matching
from clients.models import Client
from tests import factories
from tests.clients.test_client_records import business, person
from tests.clients.test_clients import person as new_client
from tests.clients.test_import_pages import post, upload
from tests.clients.workbooks import book

pytestmark = pytest.mark.django_db

RIGHT = {
    "AR": ("20-12345678-6", "20.123.456"),
    "BR": ("16.727.230/0001-97", "390.533.447-05"),
    "CL": ("76086428-5", "12.531.909-2"),
    "CR": ("3-101-999999", "1-613-584"),
    "CO": ("213.123.432-1", "1032456789"),
    "DO": ("1-01-85004-3", "001-1391820-5"),
    "EC": ("1792060346001", "171430710-3"),
    "GT": ("576937-K", "2456 78901 0101"),
    "HN": ("08011990123456", "0801-1990-12345"),
    "MX": ("GODE 561231 GR8", "BOXW310820HNERXN09"),
    "PE": ("20512333797", "10117410-2"),
    "PY": ("80028061-0", "1234567"),
    "SV": ("0614-050707-104-8", "01234567-8"),
    "UY": ("21-100342-001-7", "1.234.567-8"),
    "VE": ("V-11470283-4", "V-11470283"),
}
CHECKED = ("BR", "CL", "DO", "EC")  # countries whose digits of persons are checked
WRONG = {
    "BR": "390.533.447-06",
    "CL": "12.531.909-3",
    "DO": "001-1391820-6",
    "EC": "1714307104",
}


def country_of(code):
    country = factories.make_country(code)
    country.refresh_from_db()
    return country


@pytest.fixture
def center():
    return factories.make_center(country_of("DO"))


@pytest.fixture
def advisor(center, client):
    user = factories.make_advisor(center, language="en")
    client.force_login(user)
    return user


@pytest.mark.parametrize("code", RIGHT)
def test_right_numbers_raise_no_question(code):
    from clients.identity import doubt_of_firm, doubt_of_person

    country, (firm, owner) = country_of(code), RIGHT[code]

    assert doubt_of_firm(firm, country) == ""
    assert doubt_of_person(owner, country) == ""


@pytest.mark.parametrize("code", WRONG)
def test_wrong_check_digit_is_a_question_that_names_the_number(code):
    from clients.identity import doubt_of_person

    sentence = doubt_of_person(WRONG[code], country_of(code))

    assert WRONG[code] in sentence
    assert country_of(code).person_id in sentence


def test_passports_and_countries_without_check_digits_are_left_alone():
    from clients.identity import doubt_of_person

    assert doubt_of_person("PA 123456", country_of("DO")) == ""
    assert doubt_of_person("0000-0000-00000", country_of("HN")) == ""


def test_new_client_is_asked_about_a_wrong_number_and_kept_if_it_is_right(client, advisor, center):
    typed = new_client(center, document="001-1391820-6")

    asked = client.post("/clients/new/", typed)
    page = asked.content.decode()
    assert "“001-1391820-6” is not a right Cédula" in page
    assert 'value="001-1391820-6"' in page  # what was typed stays
    assert not Client.objects.exists()

    still = client.post("/clients/new/", typed | {"document_is_right": "001-1391820-5"})
    assert still.status_code == 200  # what was confirmed is another number

    client.post("/clients/new/", typed | {"document_is_right": "001-1391820-6"})
    assert Client.objects.get().links.get().contact.document == "001-1391820-6"


def test_no_number_is_needed_and_words_are_not_one(client, advisor, center):
    client.post("/clients/new/", new_client(center, document="no tiene"))
    assert not Client.objects.exists()

    client.post("/clients/new/", new_client(center, document=""))
    assert Client.objects.get().links.get().contact.document == ""


def test_tax_number_of_a_firm_is_asked_about_once(client, advisor, center):
    firm = factories.make_client(center, name="Panadería La Espiga")
    address = f"/clients/{firm.pk}/edit/business/"

    refused = client.post(address, business(document="1-01-85004-9"))
    assert "is not a right RNC" in refused.content.decode()

    client.post(address, business(document="1-01-85004-9", document_is_right="1-01-85004-9"))
    firm.refresh_from_db()
    assert (firm.document, firm.document_key) == ("1-01-85004-9", "101850049")

    again = client.post(address, business(document="1-01-85004-9", municipality="Baní"))
    assert again.status_code == 302


def test_number_of_a_person_is_asked_about(client, advisor, center):
    firm = factories.make_client(center)
    address = f"/clients/{firm.pk}/people/add/"

    refused = client.post(address, person(document="00113918206"))
    assert "is not a right Cédula" in refused.content.decode()

    client.post(address, person(document="00113918205"))
    assert firm.links.first().contact.document_key == "00113918205"


def test_documents_match_with_and_without_dashes(client, advisor, center):
    client.post("/clients/new/", new_client(center, document="001-1391820-5"))
    known = Client.objects.get()
    firm = factories.make_client(center)
    client.post(f"/clients/{firm.pk}/edit/business/", business(document="101-85004-3"))

    def found(document):
        matches = matching.find(advisor, country=center.country, document=document)
        return [(match.key, match.level, match.reason) for match in matches]

    assert found("00113918205") == [(known.pk, "exact", "document")]
    assert found("1 01 85004 3") == [(firm.pk, "exact", "document")]
    assert found("00113918204") == []


def test_api_tells_a_doubt_and_refuses_what_is_no_number(client, advisor, center):
    from clients.api.clients import ClientRecord

    firm = factories.make_client(center, document="1-01-85004-9")

    told = ClientRecord(firm).data["document_doubt"]
    refused = ClientRecord(firm, data={"document": "no"}, partial=True)

    assert "1-01-85004-9" in told
    assert not refused.is_valid()
    assert "Leave it empty" in str(refused.errors["document"])


def test_import_takes_a_doubtful_number_in_and_says_so(client, center, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    client.force_login(factories.make_director(center, language="en"))
    head = ["Fecha", "Empresa", "Nombre", "Cédula", "RNC"]
    rows = [
        ["04/03/2024", "Taller El Sol", "Ana Pérez", "001-1391820-6", "1-01-85004-3"],
        ["05/03/2024", "Taller Luna", "Luz Peña", "001-1391820-5", "1-01-85004-9"],
    ]

    run = upload(client, center, book(Clientes=[head, *rows]))
    page = client.get(run.get_absolute_url()).content.decode()
    post(client, run, "confirm")

    assert "2 identity numbers have a wrong check digit" in page
    assert [(one["name"], one["field"]) for one in run.result["doubtful"]] == [
        ("Ana Pérez", "document"),
        ("Taller Luna", "tax_number"),
    ]
    assert Client.objects.get(name="Taller Luna").document_key == "101850049"
