"""The client's record: sections, people and shares, consent, situations, documents."""

import io
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from clients.models import Client, Document, Outcome, Situation
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def firm():
    return factories.make_client(name="Panadería La Espiga")


@pytest.fixture
def advisor(firm, client):
    user = factories.make_advisor(firm.center)
    client.force_login(user)
    return user


def business(**changes):
    return {
        "name": "Panadería La Espiga",
        "stage": "in_business",
        "started_on": "2020-03-01",
        "sector": "C",
        "size": "micro",
        "municipality": "Ilobasco",
        "rural": "unknown",
        "phone": "7012 3456",
    } | changes


def person(**changes):
    return {
        "name": "Karla",
        "surname": "Zúniga",
        "sex": "woman",
        "birth_year": "1987",
        "phone": "",
        "roles": ["owner", "manager"],
        "share": "60",
    } | changes


def situation(**changes):
    return {
        "uuid": str(uuid4()),
        "as_of": "2024-11-20",
        "wave": "6",
        "currency": "USD",
        "sales_national": "13000",
        "sales_export": "0",
        "women_full_time": "3",
        "women_part_time": "0",
        "men_full_time": "1",
        "men_part_time": "0",
    } | changes


def test_sections_show_what_is_missing_until_it_is_there(client, advisor, firm):
    page = client.get(f"/clients/{firm.pk}/edit/").context["sections"]
    client.post(f"/clients/{firm.pk}/edit/business/", business())
    later = client.get(f"/clients/{firm.pk}/edit/").context["sections"]
    firm.refresh_from_db()

    assert [one["missing"] for one in page] == [True, True, False, True]
    assert [one["missing"] for one in later] == [False, True, False, True]
    assert (firm.sector, firm.phone, firm.rural) == ("C", "+503 7012 3456", None)


def test_changed_name_is_found_at_once(client, advisor, firm):
    client.post(f"/clients/{firm.pk}/edit/business/", business(name="Dulcería Ñandú"))

    assert list(Client.objects.matching("nandu")) == [firm]


@pytest.mark.parametrize(
    "change, field",
    [
        ({"name": ""}, "name"),
        ({"started_on": "2999-01-01"}, "started_on"),
        ({"declared_women_share": "101"}, "declared_women_share"),
        ({"phone": "abc"}, "phone"),
        ({"email": "nobody"}, "email"),
    ],
)
def test_refused_business_keeps_the_record(client, advisor, firm, change, field):
    page = client.post(f"/clients/{firm.pk}/edit/business/", business(**change))
    firm.refresh_from_db()

    assert field in page.context["form"].errors
    assert firm.name == "Panadería La Espiga" and firm.sector == "G"


def test_owner_with_share_makes_the_firm_women_owned_and_a_change_keeps_the_past(
    client, advisor, firm
):
    client.post(f"/clients/{firm.pk}/people/add/", person())
    contact = firm.links.first().contact
    firm.links.update(starts_on=timezone.localdate() - timedelta(days=30))
    firm.refresh_from_db()
    owned = firm.women_owned

    client.post(f"/clients/{firm.pk}/people/{contact.pk}/", person(share="40"))
    firm.refresh_from_db()

    shares = firm.links.filter(role="owner").order_by("pk").values_list("share", "ends_on")
    assert (owned, firm.women_owned) == ("yes", "no")
    assert [(int(share), bool(end)) for share, end in shares] == [(60, True), (40, False)]


@pytest.mark.parametrize(
    "change, field",
    [
        ({"roles": []}, "roles"),
        ({"roles": ["manager"]}, "share"),
        ({"share": "60.5"}, "share"),
        ({"birth_year": "87"}, "birth_year"),
        ({"sex": ""}, "sex"),
    ],
)
def test_refused_person_is_not_stored(client, advisor, firm, change, field):
    factories.make_contact(firm, share=40)

    page = client.post(f"/clients/{firm.pk}/people/add/", person(**change))

    assert field in page.context["form"].errors
    assert firm.links.count() == 1


def test_registrations_with_their_days(client, advisor, firm):
    url = f"/clients/{firm.pk}/edit/registrations/"
    client.post(url, {"tax_number": "on", "registry_since": "2024-02-01"})
    held = {one.kind: one.since for one in firm.formalizations.all()}
    client.post(url, {"registry": "on", "registry_since": "2024-02-01"})

    assert set(held) == {"tax_number", "registry"} and held["tax_number"] is None
    assert [one.kind for one in firm.formalizations.all()] == ["registry"]


def test_consent_is_withdrawn_and_its_history_kept(client, advisor, firm):
    consent = factories.make_consent(firm)
    client.post(f"/consents/{consent.pk}/withdraw/")
    client.post(
        f"/clients/{firm.pk}/edit/consent/",
        {"kind": "service", "given_on": "2024-06-01", "method": "signed"},
    )
    consent.refresh_from_db()

    assert consent.withdrawn_on == timezone.localdate()
    assert firm.consents.count() == 2


def test_situation_shows_the_last_values_and_declares_what_changed(client, advisor, firm):
    factories.make_situation(firm)
    url = f"/clients/{firm.pk}/situations/add/"

    page = client.get(url).content.decode()
    client.post(url, situation())

    assert "Last time (May 15, 2024): US$\xa012,000" in page
    assert firm.situations.count() == 2
    kinds = set(Outcome.objects.values_list("kind", flat=True))
    assert kinds == {"jobs_created", "sales_increase"}


def test_odd_figures_are_asked_about_and_accepted_when_confirmed(client, advisor, firm):
    factories.make_situation(firm)
    url = f"/clients/{firm.pk}/situations/add/"
    sent = situation(sales_national="1200000")

    asked = client.post(url, sent)
    keys = asked.context["form"].questions
    client.post(url, sent | {"asked": keys, "confirmed": keys})

    assert keys == ["jump:sales_national"]
    assert "1200000" in asked.content.decode()
    assert Situation.objects.filter(sales_national=1200000).count() == 1


@pytest.mark.parametrize(
    "change, field",
    [
        ({"as_of": "2999-01-01"}, "as_of"),
        ({"sales_national": "-1"}, "sales_national"),
        ({"formal_jobs": "9"}, "formal_jobs"),
        ({"women_full_time": "-1"}, "women_full_time"),
        (
            dict.fromkeys(
                ["sales_national", "sales_export", "women_full_time", "women_part_time"]
                + ["men_full_time", "men_part_time"],
                "",
            ),
            "__all__",
        ),
    ],
)
def test_impossible_situation_is_refused(client, advisor, firm, change, field):
    page = client.post(f"/clients/{firm.pk}/situations/add/", situation(**change))

    assert field in page.context["form"].errors
    assert not Situation.objects.exists()


def paper():
    out = io.BytesIO()
    Image.new("RGB", (40, 40), "white").save(out, "PNG")
    return SimpleUploadedFile("Cédula.png", out.getvalue(), content_type="image/png")


def test_document_is_served_through_the_scope_until_put_aside(client, advisor, firm):
    client.post(f"/clients/{firm.pk}/documents/add/", {"title": "Contrato", "file": paper()})
    document = Document.objects.get()
    served = client.get(f"/documents/{document.uuid}/")
    client.post(f"/documents/{document.uuid}/delete/", {"reason": "No era suyo"})
    gone = client.get(f"/documents/{document.uuid}/")

    assert served["Content-Type"] == "image/jpeg" and document.size and document.sha256
    assert (served.status_code, gone.status_code) == (200, 404)


def test_record_of_another_center_cannot_be_edited(client, advisor):
    foreign = factories.make_client()

    for path in ("edit/", "edit/business/", "people/add/", "situations/add/", "documents/add/"):
        assert client.get(f"/clients/{foreign.pk}/{path}").status_code == 404
