"""The public directory, asking a center for advice, and what the center does with it."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from centers.models import Contract, Operator
from clients.actions import write_consent_text
from clients.consents import VERSION, kept_text
from clients.models import Client
from cooperation.linkcheck import Refused, check_host, check_link, visit
from cooperation.models import Accreditation, Certificate, CountryProfile, IntakeRequest, Link
from tests import factories
from tests.cooperation import rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def center():
    return factories.make_center(
        factories.make_country("SV"),
        name="CDMYPE Ilobasco",
        municipality="Ilobasco",
        opening_hours="Lunes a viernes, 8:00–16:00",
        phone="+503 2222 3333",
    )


FORM = {
    "name": "Marta",
    "surname": "Quispe",
    "business": "Panadería Marta",
    "stage": "pre_venture",
    "sex": "woman",
    "phone": "7777 1234",
    "municipality": "Ilobasco",
    "message": "Quiero formalizar mi panadería.",
    "consent_given": "on",
    "consent_read": f"{VERSION} en",
}


def ask(client, center, **fields):
    return client.post(reverse("cooperation:intake-add", args=[center.code]), FORM | fields)


def write_law(center, **texts):
    return write_consent_text(country=center.country, texts=texts, by=None)


def test_the_public_finds_a_center_by_town_without_accents(client, center):
    factories.make_center(center.country, name="Cerrado", closed_on=date(2020, 1, 1))
    factories.make_center(factories.make_country("GT", active=False), name="Fuera")
    today = timezone.localdate()
    Accreditation.objects.create(
        center=center, state="candidate", valid_from=today - timedelta(days=400)
    )
    Accreditation.objects.create(
        center=center, state="accredited", valid_from=today - timedelta(days=10)
    )
    CountryProfile.objects.create(country=center.country, phase="4_expansion")

    page = client.get("/network/").content.decode()
    found = client.get("/network/?q=ILOBASCO").content.decode()
    own = client.get(reverse("cooperation:network-center", args=[center.code])).content.decode()

    assert "CDMYPE Ilobasco" in page and "Cerrado" not in page and "Fuera" not in page
    assert "Accredited" in found and "4 · National network" in found
    assert "8:00–16:00" in own and "tel:+503 2222 3333" in own


def test_a_request_waits_at_the_center_and_tells_its_people_without_names(
    client, center, django_capture_on_commit_callbacks
):
    advisor = factories.make_advisor(center)
    with django_capture_on_commit_callbacks(execute=True):
        page = ask(client, center).content.decode()

    row = IntakeRequest.objects.get()
    assert "Thank you" in page
    assert (row.center, row.state) == (center, "pending")
    (message,) = mail.outbox
    assert message.to == [advisor.email]
    assert "Marta" not in message.body and row.get_absolute_url() in message.body


@pytest.mark.parametrize(
    "fields, words",
    [
        ({"phone": "", "email": ""}, "Give a phone number or an e-mail"),
        ({"phone": "12"}, "too short"),
        ({"consent_given": ""}, "Without your agreement"),
        ({"message": ""}, "required"),
    ],
)
def test_a_faulty_request_says_what_to_mend_and_keeps_the_rest(client, center, fields, words):
    page = ask(client, center, **fields).content.decode()
    assert words in page and "Panadería Marta" in page
    assert not IntakeRequest.objects.exists()


def test_who_asks_reads_the_countrys_text_and_the_request_keeps_it(client, center):
    version = write_law(center, es="Texto de la ley.")
    shown = client.get(reverse("cooperation:intake-add", args=[center.code])).content.decode()
    ask(client, center, consent_read=f"{version} es")

    row = IntakeRequest.objects.get()
    assert '<p class="note" lang="es">' in shown and "Texto de la ley." in shown
    kept = (row.consent_version, row.consent_language, row.consent_text)
    assert kept == (version, "es", "Texto de la ley.")
    assert row.language == "en"


def test_a_text_that_changed_while_the_form_was_open_is_read_again(client, center):
    write_law(center, en="First text.")
    write_law(center, en="Second text.")
    page = ask(client, center, consent_read="SV-1 en").content.decode()

    assert "was changed meanwhile" in page and "Second text." in page
    assert 'value="SV-2 en"' in page and "Panadería Marta" in page
    assert not IntakeRequest.objects.exists()


def test_dismissed_requests_and_those_of_erased_clients_are_forgotten(client, center):
    by, now = factories.make_advisor(center), timezone.now()
    dismissed = {"state": "dismissed", "reason": "spam", "decided_by": by}
    rows.make_intake(center, **dismissed, decided_at=now - timedelta(days=91))
    young = rows.make_intake(center, **dismissed, decided_at=now - timedelta(days=89))
    waiting = rows.make_intake(center)
    IntakeRequest.objects.filter(pk=waiting.pk).update(asked_at=now - timedelta(days=400))
    accepted = {"state": "accepted", "decided_by": by, "decided_at": now - timedelta(days=400)}
    kept = rows.make_intake(center, **accepted, client=factories.make_client(center))
    gone = factories.make_client(center, erased_at=now, deleted_at=now, deleted_reason="x")
    rows.make_intake(center, **accepted, client=gone)

    call_command("cooperation_daily")

    assert set(IntakeRequest.objects.all()) == {young, waiting, kept}
    page = client.get(reverse("cooperation:intake-add", args=[center.code])).content.decode()
    assert "it is deleted 90 days later" in page


def test_machines_and_floods_are_kept_out(client, center):
    ask(client, center, website="http://spam")
    assert not IntakeRequest.objects.exists()
    pages = [ask(client, center) for _number in range(25)]
    assert IntakeRequest.objects.count() < 25
    assert "Too many tries" in pages[-1].content.decode()


def test_an_advisor_takes_the_request_over_as_a_client(client, center):
    law = (write_law(center, es="Texto de la ley."), "es", "Texto de la ley.")
    read = {"consent_version": law[0], "consent_language": law[1], "consent_text": law[2]}
    row = rows.make_intake(center, business="Panadería Marta", **read)
    write_law(center, es="Otro texto, escrito después.")
    advisor = factories.make_advisor(center)
    client.force_login(advisor)
    accept = reverse("cooperation:intake-accept", args=[row.uuid])
    client.post(accept)
    again = client.post(accept, follow=True).content.decode()

    new = Client.objects.get()
    assert (new.name, new.center, new.advisor) == ("Panadería Marta", center, advisor)
    assert new.links.get().contact.surname == "Quispe"
    consent = new.consents.get()
    assert (consent.text_version, consent.language, kept_text(consent)) == law
    assert "already decided" in again
    row.refresh_from_db()
    assert row.client == new and row.decided_by == advisor


def test_a_dismissed_request_has_a_reason_and_stays(client, center):
    row = rows.make_intake(center)
    client.force_login(factories.make_advisor(center))
    address = reverse("cooperation:intake-dismiss", args=[row.uuid])
    client.post(address, {})
    assert IntakeRequest.objects.pending().exists()
    client.post(address, {"reason": "known"})
    row.refresh_from_db()
    assert (row.state, row.reason) == ("dismissed", "known")
    assert not Client.objects.exists()


def test_the_consent_is_of_the_day_at_the_center(client, center):
    center.time_zone = "America/El_Salvador"
    center.save()
    row = rows.make_intake(center)
    evening = datetime(2026, 5, 28, 3, tzinfo=UTC)  # nine in the evening of the 27th there
    IntakeRequest.objects.filter(pk=row.pk).update(asked_at=evening)
    client.force_login(factories.make_director(center))

    client.post(reverse("cooperation:intake-accept", args=[row.uuid]))

    assert Client.objects.get().consents.get().given_on == date(2026, 5, 27)


def test_possible_doubles_are_shown_before_accepting(client, center):
    factories.make_client(center, name="Panadería La Espiga", phone="503 7777 1234")
    row = rows.make_intake(center)
    client.force_login(factories.make_advisor(center))
    Client.objects.update(search_text="panaderia la espiga 77771234")
    assert "La Espiga" in client.get(row.get_absolute_url()).content.decode()


def test_a_coordinator_keeps_accreditation_certificates_and_profile(client, center):
    advisor = factories.make_advisor(center)
    foreign = factories.make_center(factories.make_country("GT"))
    client.force_login(factories.make_coordinator(center.country))
    form = {"state": "accredited", "phase": "5_accredited", "valid_from": "2026-01-01"}
    address = reverse("cooperation:accreditation-add")
    client.post(address, form | {"center": foreign.pk})
    client.post(address, form | {"center": center.pk})
    client.post(
        reverse("cooperation:certificate-add"),
        {
            "user": advisor.pk,
            "name": "Asesor certificado",
            "issuer": "UTSA",
            "issued_on": "2026-01-01",
        },
    )
    client.post(
        reverse("cooperation:profile-edit", args=["SV"]),
        {"phase": "5_accredited", "website": "cdmype.example.org", "about_es": "Red nacional"},
    )
    page = client.get(reverse("cooperation:network-manage")).content.decode()

    assert Accreditation.objects.get().center == center
    assert Certificate.objects.get().user == advisor
    assert CountryProfile.objects.get().website == "https://cdmype.example.org"
    assert "Asesor certificado" in page


def test_a_coordinator_keeps_operators_contracts_and_what_the_public_reads(client, center):
    foreign = factories.make_center(factories.make_country("GT"))
    client.force_login(factories.make_coordinator(center.country))
    operator = {"country": "SV", "name": "Universidad de Oriente", "kind": "universidad"}
    client.post(reverse("cooperation:operator-add"), operator)
    stranger = client.post(reverse("cooperation:operator-add"), operator | {"country": "GT"})
    row = Operator.objects.get()
    form = {"operator": row.pk, "center": center.pk, "starts_on": "2026-01-01"}
    address = reverse("cooperation:contract-add")
    wrong = client.post(address, form | {"ends_on": "2025-01-01"}).content.decode()
    client.post(address, form | {"center": foreign.pk})
    client.post(address, form)
    twice = client.post(address, form | {"starts_on": "2026-06-01"}).content.decode()
    facts = {"opening_hours": "Sábados, 9:00–12:00", "phone": "2222 9999", "address": "Calle 5"}
    client.post(reverse("cooperation:center-edit", args=[center.code]), facts)
    client.logout()
    page = client.get(reverse("cooperation:network-center", args=[center.code])).content.decode()

    assert stranger.status_code == 200 and "The end lies before the beginning" in wrong
    assert Contract.objects.get().center == center and "Another contract runs" in twice
    for words in ("Universidad de Oriente", "Sábados, 9:00–12:00", "tel:2222 9999", "Calle 5"):
        assert words in page
    assert client.get(reverse("cooperation:center-edit", args=[foreign.code])).status_code == 302


def test_the_public_reads_how_many_advisors_hold_a_valid_certificate(client, center):
    today = timezone.localdate()
    for ends in (None, today + timedelta(days=9), today, today - timedelta(days=9)):
        Certificate.objects.create(
            user=factories.make_advisor(center),
            name="Asesoría",
            issuer="UTSA",
            issued_on=today - timedelta(days=700),
            expires_on=ends,
        )
    page = client.get(reverse("cooperation:network-center", args=[center.code])).content.decode()
    assert re.search(r"Advisors with a valid certificate</dt><dd>2</dd>", page)


@pytest.mark.parametrize("address", ["http://127.0.0.1/", "http://10.0.0.8/", "http://[::1]/"])
def test_the_link_checker_stays_out_of_the_own_network(address):
    with pytest.raises(Refused):
        check_host(address)
    assert visit(address) == (False, "a private address")


def test_dead_links_are_marked_since_when_and_come_alive_again(live_server):
    item = rows.make_item(texts=rows.texts("Ferias"), state="published")
    dead = Link.objects.create(item=item, title="a", address=f"{live_server.url}/library/none/")
    alive = Link.objects.create(item=item, title="b", address=f"{live_server.url}/library/")

    def anywhere(_address):
        return None

    assert not check_link(dead, anywhere) and check_link(alive, anywhere)
    dead.refresh_from_db()
    since = dead.dead_since
    check_link(dead, anywhere)
    dead.refresh_from_db()
    assert dead.dead_since == since and dead.status == "404"
    Link.objects.filter(pk=dead.pk).update(address=f"{live_server.url}/network/")
    dead.refresh_from_db()
    check_link(dead, anywhere)
    dead.refresh_from_db()
    assert dead.dead_since is None and dead.status == "200"
