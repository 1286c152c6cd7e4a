"""Finding, registering and reading clients."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from centers.roles import Permission
from clients import actions
from clients.models import Client, DifferentPair
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def center():
    return factories.make_center()


@pytest.fixture
def advisor(center, client):
    user = factories.make_advisor(center)
    client.force_login(user)
    return user


def person(center, **changes):
    return {
        "uuid": str(uuid4()),
        "names": "Karla María",
        "surnames": "Zúniga Peña",
        "phone": "7812 0447",
        "sex": "woman",
        "municipality": "Ilobasco",
        "stage": "pre_venture",
        "consent": "on",
        "center": center.pk,
    } | changes


def test_search_ignores_accents_case_and_order(client, advisor, center):
    factories.make_client(center, name="Panadería Ñandú, S.A. de C.V.")
    factories.make_client(center, name="Taller El Pistón")

    for text in ("nandu", "PANADERIA ñandu", "  ñandú   panadería "):
        page = client.get("/clients/", {"q": text}).context["page"]
        assert [one.name for one in page] == ["Panadería Ñandú, S.A. de C.V."]


def test_legal_forms_and_the_way_a_number_is_written_do_not_matter(client, advisor, center):
    firm = factories.make_client(
        center, name="Panadería Ñandú, S.A. de C.V.", phone="+503 7812 0447", document="0614-010180"
    )
    factories.make_client(center, name="Taller El Pistón", phone="+503 7812 0448")
    for row in Client.objects.all():
        actions.refresh_client(row)

    texts = ("Panaderia Nandu SA", "7812-04.47", "+503 (7812) 0447", "0614 010180", "0614010180")
    for text in texts:
        found = client.get("/clients/suggest/", {"q": text}).json()["results"]
        assert [one["id"] for one in found] == [firm.pk], text


def test_names_that_begin_with_the_text_come_first(client, advisor, center):
    for name in ("Abarrotes Sol 1", "Sol 12", "Sol 1", "Sol 11"):
        factories.make_client(center, name=name)

    found = client.get("/clients/suggest/", {"q": "sol 1"}).json()["results"]

    assert [one["name"] for one in found] == ["Sol 1", "Sol 11", "Sol 12", "Abarrotes Sol 1"]


def test_a_number_opens_its_client_and_a_misspelt_name_is_asked_about(client, advisor, center):
    known = actions.register_client(
        center=center,
        by=advisor,
        contact={"name": "Eufrasia", "surname": "Iturbide", "sex": "woman", "phone": "78120447"},
    )

    opened = client.get("/clients/", {"q": "+503 7812-0447"})
    narrowed = client.get("/clients/", {"q": "+503 7812-0447", "mine": "on"})
    asked = client.get("/clients/", {"q": "Eufracia Yturbide"})

    assert opened.url == known.get_absolute_url()
    assert narrowed.status_code == 200
    assert list(asked.context["page"]) == []
    assert [match.client for match in asked.context["alike"]] == [known]
    assert "Is it one of these?" in asked.content.decode()


def test_a_search_tells_of_a_client_elsewhere_by_its_center_alone(client, advisor, center):
    elsewhere = factories.make_center(center.country, name="CDMYPE Lejano")
    actions.register_client(
        center=elsewhere,
        by=factories.make_advisor(elsewhere),
        contact={"name": "Karla", "surname": "Zúniga", "sex": "woman", "phone": "78120447"},
        name="Negocio Secreto",
    )
    abroad = factories.make_center(factories.make_country("GT"), name="CDE Xela")
    actions.register_client(center=abroad, by=None, name="Ajena", phone="+503 7812 0447")

    page = client.get("/clients/", {"q": "7812 0447"}).content.decode()

    assert "CDMYPE Lejano" in page and "A client elsewhere in the country" in page
    assert not any(word in page for word in ("Negocio Secreto", "Karla", "Zúniga", "Xela"))


def test_search_that_finds_nothing_offers_to_create(client, advisor):
    page = client.get("/clients/?q=nadie").content.decode()

    assert "Create “nadie”" in page
    assert "/clients/new/?q=nadie" in page


def test_list_shows_only_the_own_scope(client, advisor, center):
    mine = factories.make_client(center)
    factories.make_client(name="Ajeno")

    assert list(client.get("/clients/").context["page"]) == [mine]
    assert client.get("/clients/suggest/?q=ajeno").json() == {"results": []}


def test_chips_narrow_the_list(client, advisor, center):
    today = timezone.localdate()
    own = factories.make_client(center, advisor=advisor, women_owned="yes")
    factories.make_session(own, held_on=today, contact_minutes=300)
    factories.make_client(center)

    for chip in ("mine", "long_term", "women"):
        assert list(client.get(f"/clients/?{chip}=on").context["page"]) == [own]
    assert own not in client.get("/clients/?silent=on").context["page"]


def test_new_client_in_seven_fields_and_consent(client, advisor, center):
    answer = client.post("/clients/new/", person(center))

    made = Client.objects.get()
    consent = made.consents.get()
    assert answer.url == made.get_absolute_url()
    assert (made.name, made.contact_sex, made.advisor) == (
        "Karla María Zúniga Peña",
        "woman",
        advisor,
    )
    assert made.phone == "+503 7812 0447"
    assert (consent.text_version, consent.language, consent.method) == ("2024-1", "en", "spoken")
    assert consent.recorded_by == advisor


def test_consent_is_asked_for_and_what_was_typed_is_kept(client, advisor, center):
    page = client.post("/clients/new/", person(center, consent="", phone="12"))

    errors = page.context["form"].errors
    assert "consent" in errors and "6 to 15 digits" in errors["phone"][0]
    assert "Zúniga Peña" in page.content.decode()
    assert not Client.objects.exists()


def test_same_phone_is_shown_before_creating(client, advisor, center):
    known = actions.register_client(
        center=center,
        by=advisor,
        contact={"name": "Carla", "surname": "Suñiga", "sex": "woman", "phone": "+503 7812-0447"},
    )
    sent = person(center)

    page = client.post("/clients/new/", sent)
    found = page.context["form"].found
    stored = client.post("/clients/new/", sent | {"different": page.context["form"].shown_keys})

    assert [(match.key, match.level) for match in found] == [(known.pk, "exact")]
    assert stored.status_code == 302
    assert DifferentPair.objects.get().first == known


def test_match_in_another_center_tells_the_center_and_nothing_else(client, advisor, center):
    elsewhere = factories.make_center(center.country, name="CDMYPE Lejano")
    actions.register_client(
        center=elsewhere,
        by=factories.make_advisor(elsewhere),
        contact={"name": "Karla", "surname": "Zúniga", "sex": "woman", "phone": "78120447"},
        name="Negocio Secreto",
    )

    page = client.post("/clients/new/", person(center)).content.decode()

    assert "CDMYPE Lejano" in page
    assert "Negocio Secreto" not in page


def test_page_tells_everything_and_what_is_missing(client, advisor, center):
    firm = factories.make_client(center, name="Panadería La Espiga")
    factories.make_contact(firm, share=100)
    actions.refresh_client(firm)
    factories.make_session(firm, note="Flujo de caja")
    factories.make_situation(firm)
    factories.make_situation(firm, as_of=factories.DAY + timedelta(days=180), women_full_time=4)
    factories.make_evidence(factories.make_outcome(firm, state="verified"))
    factories.make_consent(firm)

    page = client.get(firm.get_absolute_url())
    text = page.content.decode()
    rows = {row[0]: row[1:3] for row in page.context["compared"]["rows"]}

    assert "Flujo de caja" in text and "Planilla ISSS" in text and "Women-owned" in text
    assert rows["Jobs"] == (3, 5) and rows["of them, women"] == (2, 4)
    assert [fact["section"] for fact in page.context["missing"]] == ["business", "business"]


def test_timeline_filter_keeps_one_kind(client, advisor, center):
    firm = factories.make_client(center)
    factories.make_session(firm)
    factories.make_outcome(firm)

    page = client.get(firm.get_absolute_url(), {"show": "outcome"}).context["page"]

    assert [event.kind for event in page] == ["outcome"]


def test_merged_client_leads_to_its_survivor(client, advisor, center):
    survivor = factories.make_client(center)
    merged = factories.make_client(center, merged_into=survivor)

    assert client.get(merged.get_absolute_url()).url == survivor.get_absolute_url()


def test_a_client_merged_twice_leads_to_the_one_that_is_left(client, advisor, center):
    survivor = factories.make_client(center)
    between = factories.make_client(center, merged_into=survivor)
    first = factories.make_client(center, merged_into=between)

    assert client.get(first.get_absolute_url()).url == survivor.get_absolute_url()
    assert {*Client.objects.with_merged(survivor)} == {survivor, between, first}


def test_page_of_another_center_is_not_found(client, advisor):
    assert client.get(factories.make_client().get_absolute_url()).status_code == 404


def test_funder_may_not_open_clients(client):
    client.force_login(factories.make_funder_user())

    answer = client.get("/clients/")

    assert answer.status_code == 403
    assert str(Permission.CLIENT_VIEW.label) in answer.content.decode()


def test_timeline_tells_trainings_transfers_and_withdrawn_consent(client, advisor, center):
    firm = factories.make_client(center)
    owner, other = factories.make_contact(firm), factories.make_contact()
    factories.make_training(center, title="Costos", present=[owner, other])
    factories.make_training(title="Ferias", present=[owner])
    factories.make_training(center, title="Faltó", absent=[owner])
    consent = factories.make_consent(firm)
    actions.withdraw_consent(consent=consent, by=advisor, day=factories.DAY + timedelta(days=3))
    away = factories.make_center(center.country)
    Client.objects.filter(pk=firm.pk).update(center=away)
    firm.refresh_from_db()
    actions.transfer_client(client=firm, by=advisor, center=center, reason="Se mudó al pueblo")

    trainings = client.get(firm.get_absolute_url(), {"show": "training"})
    start = client.get(firm.get_absolute_url(), {"show": "start"}).content.decode()

    seen = {(one.row.title, one.extra["linked"]) for one in trainings.context["page"]}
    assert seen == {("Costos", True), ("Ferias", False)}
    assert [one.extra["people"] for one in trainings.context["page"]] == [[owner], [owner]]
    assert "Se mudó al pueblo" in start
    assert "Withdrawn" in start or "Retirado" in start
