"""New clients logged without signal: there in the evening with their sessions, once."""

import pytest
from django.utils import timezone

from centers.dates import local_today
from clients.models import Client, Consent
from tests import browsing, factories
from tests.clients.offline import handset
from tests.clients.offline.handset import (
    from_phones,
    open_field,
    outbox,
    save,
    says,
    settles,
    stored,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def meet(page, names, surnames, phone=""):
    """Registers a person on the phone, from the search that did not find her."""
    page.locator("#others .chip", has_text="Other").click()
    page.fill("#find", f"{names} {surnames}")
    page.click("#new-client")
    page.locator("#newcomer").wait_for()
    page.fill("#newcomer [name=phone]", phone)
    page.fill("#newcomer [name=municipality]", "Ilobasco")
    page.click("#newcomer label:has([value=woman]), #newcomer label[for=newcomer-sex-1]")
    page.check("#newcomer [name=consent]")


def register(page, names, surnames, phone=""):
    meet(page, names, surnames, phone)
    page.click("text=Register on this phone")
    page.locator("#picks .pick", has_text=f"{names} {surnames}").wait_for()


def test_a_day_in_the_village(phone, center, advisor):
    """Six sessions and two new clients without signal, through a reload, are all there once."""
    page = phone()
    handset.stored_worker(page)
    page.context.set_offline(True)
    open_field(page)
    register(page, "Karla", "Zúniga", "7012 3456")
    save(page)
    register(page, "Rosa", "Mejía")
    save(page)
    open_field(page)
    for name in ("Karla", "Rosa", "Taller", "Flor"):
        save(page, name)
    says(page, "8 to send")
    page.context.set_offline(False)
    says(page, "Up to date")

    stored(page, 6)
    made = Client.objects.filter(created_at__date=timezone.localdate(), advisor=advisor)
    karla, rosa = (made.get(name=name) for name in ("Karla Zúniga", "Rosa Mejía"))
    assert (karla.sessions.count(), rosa.sessions.count()) == (2, 2)
    assert (karla.phone, karla.center, karla.contact_sex) == ("+503 7012 3456", center, "woman")
    assert karla.registered_on == local_today(center)
    consent = Consent.objects.get(client=karla)
    assert (consent.kind, consent.language, consent.method) == ("service", "en", "spoken")
    assert outbox(page) == []
    open_field(page)
    assert len(page.evaluate(handset.READ, "directory")[0]["clients"]) == 5


def test_the_answer_to_a_new_client_lost_registers_her_once(phone):
    page = phone()
    handset.stored_worker(page)
    page.context.set_offline(True)
    register(page, "Karla", "Zúniga")
    save(page)
    page.route("**/field/clients/**", lambda route: (route.fetch(), route.abort()), times=1)
    page.context.set_offline(False)
    says(page, "1 tries", "#outbox-list")
    early = from_phones().count()
    page.click("#try-now")
    says(page, "Up to date")

    stored(page, 1)
    assert early == 0  # her session waits for her
    assert Client.objects.filter(name="Karla Zúniga").count() == 1


def test_a_person_like_a_known_one_is_asked_about(phone, center):
    """The same phone number: the advisor says that they are one; the session goes to that one."""
    known = factories.make_client(center, name="Karla M. Zúniga", phone="+50370123456")
    type(known).objects.filter(pk=known.pk).update(phone_key="50370123456"[-8:])
    page = phone()
    handset.stored_worker(page)
    page.context.set_offline(True)
    register(page, "Karla", "Zúniga", "7012 3456")
    save(page)
    page.context.set_offline(False)
    says(page, "You decide", "#outbox-list")
    says(page, "Karla M. Zúniga", "#outbox-list")
    faults = browsing.accessibility_faults(page, "#outbox")
    page.click("text=Same person")
    says(page, "Up to date")

    assert not faults
    assert from_phones().get().client == known
    assert not Client.objects.filter(name="Karla Zúniga").exists()


def test_another_person_with_the_same_number_is_registered(phone, center):
    known = factories.make_client(center, name="Karla M. Zúniga", phone="+50370123456")
    type(known).objects.filter(pk=known.pk).update(phone_key="50370123456"[-8:])
    page = phone()
    handset.stored_worker(page)
    page.context.set_offline(True)
    register(page, "Marta", "Paz", "7012 3456")
    page.context.set_offline(False)
    says(page, "You decide", "#outbox-list")
    page.click("text=Different person")
    says(page, "Up to date")

    settles(page, lambda: Client.objects.filter(name="Marta Paz").count() == 1)


def test_what_is_missing_is_named_and_what_the_server_refuses_comes_back(phone):
    page = phone()
    handset.stored_worker(page)
    page.context.set_offline(True)
    meet(page, "Karla", "Zúniga", "12")
    page.uncheck("#newcomer [name=consent]")
    page.fill("#newcomer [name=municipality]", "")
    page.click("text=Register on this phone")
    said = page.locator("#newcomer-errors").inner_text()
    faults = browsing.accessibility_faults(page, "#newcomer")
    browsing.assert_no_sideways_scroll(page)
    page.check("#newcomer [name=consent]")
    page.fill("#newcomer [name=municipality]", "Ilobasco")
    page.click("text=Register on this phone")
    page.locator("#newcomer").wait_for(state="hidden")
    page.context.set_offline(False)
    says(page, "6 to 15 digits", "#outbox-list")
    uuid = outbox(page)[0]["uuid"]
    page.locator("#outbox-list >> text=Edit").click()
    page.fill("#newcomer [name=phone]", "70123456")
    page.click("text=Register on this phone")
    says(page, "Up to date")

    assert "Write the municipality." in said and "Without consent" in said
    assert not faults
    assert str(Client.objects.get(name="Karla Zúniga").uuid) == uuid
