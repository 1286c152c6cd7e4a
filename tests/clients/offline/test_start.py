"""Opening the field page: without signal, for the first time, after an update, without a store."""

import re

import pytest

from clients.models import Session
from tests import factories
from tests.clients.offline import handset
from tests.clients.offline.handset import open_field, outbox, save, says, settles, stored

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_cold_start_offline_after_one_visit(phone):
    """The page and the clients are there; what the worker keeps names nobody."""
    page = phone()
    handset.stored_worker(page)
    files = page.evaluate(handset.KEPT_FILES)
    page.context.set_offline(True)
    open_field(page)

    says(page, "Offline. Keep logging.", "#notes-text")
    says(page, "Panadería La Espiga", "#picks")
    assert "/field/" in files and not any("directory" in path for path in files)
    assert not any("Espiga" in text or "Prueba" in text for text in files.values())


def test_first_visit_cut_short_says_that_there_is_no_list(page_at, advisor, firms):
    """The page arrived, the clients did not; offline it says so plainly, and goes on later."""
    page = page_at(390, user=advisor)
    page.route("**/field/directory/**", lambda route: route.abort())
    open_field(page)
    handset.stored_worker(page)
    page.context.set_offline(True)
    open_field(page)

    says(page, "There is no list of clients on this phone", "#notes-text")
    page.unroute("**/field/directory/**")
    page.context.set_offline(False)
    says(page, "Panadería La Espiga", "#picks")


def test_without_a_store_the_form_is_sent_directly(page_at, advisor, firms):
    """A private window refuses IndexedDB: there is no offline mode, and the page says so."""
    page = page_at(390, user=advisor)
    page.add_init_script("indexedDB.open = () => { throw new Error('refused'); }")
    open_field(page)
    says(page, "No offline mode")
    page.click("text=Save session")
    says(page, "Sent", "#outbox-list")

    stored(page, 1)


def test_without_javascript_the_plain_form_logs(page_at, advisor, firms):
    page = page_at(390, user=advisor, java_script_enabled=False)
    page.goto("/field/")
    page.wait_for_url("**/sessions/new/")
    page.click("text=Save session")
    page.wait_for_url(re.compile("/sessions/[0-9a-f-]{36}/"))

    assert Session.objects.filter(recorded_by=advisor).count() == 1


def test_a_new_version_waits_for_the_form_and_leaves_the_outbox_alone(phone, settings):
    """With something typed the old worker stays; saved, the new one takes over."""
    page = phone()
    handset.stored_worker(page)
    page.context.set_offline(True)
    save(page)
    old = page.evaluate("caches.keys()")
    page.context.set_offline(False)
    page.route("**/api/v1/sessions/**", lambda route: route.abort())
    settings.NETWORK_NAME = "Otra red"  # another shell: another worker
    open_field(page)
    handset.note(page, "precio por docena")
    page.evaluate(
        """async () => { const r = await navigator.serviceWorker.ready; await r.update();
        while (!r.waiting) await new Promise((done) => setTimeout(done, 50)); }"""
    )
    both = page.evaluate("caches.keys()")
    save(page)
    settles(page, lambda: len(page.evaluate("caches.keys()")) == 1)

    assert len(old) == 1 and len(both) == 2
    assert page.evaluate("caches.keys()") != old
    assert len(outbox(page)) == 2
    page.unroute("**/api/v1/sessions/**")
    page.click("#try-now")
    stored(page, 2)


OLD_STORE = """(item) => new Promise((done) => {
  const open = indexedDB.open("sbdc-field", 1);
  open.onupgradeneeded = () =>
    open.result.createObjectStore("outbox", { keyPath: "uuid" }).put(item);
  open.onsuccess = () => { open.result.close(); done(); }; })"""


def test_an_outbox_of_the_first_schema_is_read_on(page_at, advisor, firms):
    page = page_at(390, user=advisor)
    page.goto("/account/")
    item = {
        "uuid": "0198c0de-0000-7000-8000-000000000001",
        "rev": 1,
        "user": str(advisor.uuid),
        "state": "waiting",
        "tries": 0,
        "next_at": 9e15,
        "saved_at": 1,
        "not_before": 0,
        "label": {"name": "Panadería", "minutes": 60, "mode": "Center", "topic": "Finance"},
        "payload": factories.field_payload(firms[0], contact_minutes=60),
    }
    page.evaluate(OLD_STORE, item)
    open_field(page)
    says(page, "Up to date")

    stored(page, 1)
    assert str(handset.from_phones().get().uuid) == item["uuid"]
    assert outbox(page) == []
