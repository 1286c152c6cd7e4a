"""Logging without signal, in a real browser: each case that must not lose or double a session."""

import re
import shutil
import tempfile
import time
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session as Login
from django.utils import timezone

from clients.models import FieldDevice, Session
from clients.views import field as field_views
from tests import browsing, factories

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OPENED = """
  const of = (request) => new Promise((done) => (request.onsuccess = () => done(request.result)));
  const db = await of(indexedDB.open("sbdc-field"));"""
READ = f"""async (name) => {{ {OPENED}
  const rows = await of(db.transaction(name).objectStore(name).getAll());
  db.close();
  return rows;
}}"""
WRITE = f"""async ([name, key, value]) => {{ {OPENED}
  await of(db.transaction(name, "readwrite").objectStore(name).put(value, key));
  db.close();
}}"""
# The confirmation stays only as long as undo does: a promise, kept as soon as it was shown.
HEAR_SAVED = """() => { window.heardSaved = new Promise((done) => new MutationObserver(() =>
  document.getElementById("toast").textContent.includes("Saved on this phone") && done())
  .observe(document.getElementById("toast"), { childList: true })); }"""
WORKER = "() => navigator.serviceWorker.ready.then((r) => r.active.state)"


@pytest.fixture
def center():
    return factories.make_center()


@pytest.fixture
def firms(center, advisor):
    firms = [
        factories.make_client(center, name=name, advisor=advisor)
        for name in ("Panadería La Espiga", "Taller El Pistón", "Flor del Campo")
    ]
    factories.make_session(firms[0], advisor=advisor, held_on=timezone.localdate())
    return firms


@pytest.fixture
def advisor(center, settings, client):
    settings.SBDC_UNDO_SECONDS = 0.2
    user = factories.make_advisor(center)
    client.force_login(user)
    client.get("/field/")  # templates compiled: the time-outs are for a running server
    return user


@pytest.fixture
def phone(page_at, advisor, firms):
    """The field page, signed in, its directory loaded."""

    def open_page(**options):
        page = page_at(390, user=advisor, **options)
        page.goto("/field/")
        page.locator("#picks input").wait_for(state="attached")
        return page

    return open_page


def outbox(page):
    return page.evaluate(READ, "outbox")


def save(page, name=None):
    if name:
        page.locator("#others .chip", has_text="Other").click()
        page.fill("#find", name)
        page.locator("#hits .pick", has_text=name).first.click()
    page.evaluate(HEAR_SAVED)
    page.click("text=Save session")
    page.evaluate("window.heardSaved")


def says(page, words, where="#chip"):
    page.locator(where, has_text=words).wait_for()


def settles(page, check, seconds=60):
    """Waits until `check()` holds, while the page and its routes go on working."""
    until = time.monotonic() + seconds
    while not check():
        assert time.monotonic() < until, "it did not happen in time"
        page.wait_for_timeout(50)


def stored(page, count):
    settles(page, lambda: Session.objects.filter(source="field").count() == count)


def sign_in_again(page, user, live_server):
    browsing.sign_in(page.context, user, live_server.url)


def test_saved_offline_survives_reload_and_arrives_once(phone):
    """Cold start offline, double tap, three saved without signal, sent when it returns."""
    page = phone()
    page.evaluate(WORKER)
    page.context.set_offline(True)

    page.goto("/field/")
    says(page, "Offline. Keep logging.", "#notes-text")
    save(page)
    page.locator("#picks .pick", has_text="Panadería").wait_for()
    page.locator("text=Save session").dblclick()
    settles(page, lambda: len(outbox(page)) >= 2)
    save(page, "Taller")
    before = len(outbox(page))
    page.reload()
    says(page, f"{before} to send")
    page.context.set_offline(False)
    says(page, "Up to date")

    stored(page, before)
    assert before in (3, 4)  # two taps on a form that starts over at once are one or two sessions
    assert outbox(page) == []


def test_nothing_is_lost_when_the_browser_closes(browser, live_server, advisor, firms):
    folder = tempfile.mkdtemp()
    options = {
        "executable_path": browsing.find_chromium(),
        "args": browsing.ARGUMENTS,
        "base_url": live_server.url,
        "locale": "en",
    }
    try:
        context = browser.browser_type.launch_persistent_context(folder, **options)
        browsing.sign_in(context, advisor, live_server.url)
        page = context.new_page()
        page.goto("/field/")
        page.locator("#picks input").wait_for(state="attached")
        page.evaluate(WORKER)
        context.set_offline(True)
        for name in ("Panadería", "Taller", "Flor"):
            save(page, name)
        context.close()

        context = browser.browser_type.launch_persistent_context(folder, **options)
        browsing.sign_in(context, advisor, live_server.url)
        page = context.new_page()
        page.goto("/field/")
        stored(page, 3)
        context.close()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def test_lost_answers_portals_and_timeouts_are_not_taken_for_success(phone):
    """The answer lost after the commit, a portal's 200 page, no answer for thirty seconds."""
    page = phone(service_workers="block")
    answers = iter(["lost", "portal", "silent"])

    def interfere(route):
        if route.request.method != "PUT":
            return route.continue_()
        kind = next(answers, None)
        if kind == "lost":
            route.fetch()
            return route.abort()
        if kind == "portal":
            return route.fulfill(status=200, content_type="text/html", body="<h1>Wi-Fi</h1>")
        return None if kind == "silent" else route.continue_()

    page.route("**/api/v1/sessions/**", interfere)
    save(page)
    stored(page, 1)
    says(page, "1 to send")
    page.click("#try-now")
    says(page, "2 tries", "#outbox-list")
    page.clock.install()
    with page.expect_request("**/api/v1/sessions/**"):
        page.click("#try-now")
    page.clock.run_for(31_000)
    says(page, "3 tries", "#outbox-list")
    page.click("#try-now")
    says(page, "Up to date")

    stored(page, 1)


def test_two_tabs_and_a_cut_connection_send_once(phone, monkeypatch):
    page = phone()
    slow, hits = field_views._put, []

    def slowly(*args):
        hits.append(args)
        time.sleep(0.6)
        return slow(*args)

    monkeypatch.setattr(field_views, "_put", slowly)
    page.context.set_offline(True)
    save(page)
    save(page, "Taller")
    other = page.context.new_page()
    page.context.set_offline(False)
    other.goto("/field/")
    page.evaluate("document.getElementById('try-now').click()")
    other.evaluate("document.getElementById('try-now').click()")
    settles(page, lambda: hits)
    page.context.set_offline(True)
    time.sleep(0.8)
    page.context.set_offline(False)
    says(page, "Up to date")

    stored(page, 2)
    assert len(hits) <= 4


def test_expired_login_and_new_csrf_token_keep_what_waits(phone, advisor, live_server):
    page = phone()
    page.context.set_offline(True)
    save(page)
    Login.objects.all().delete()
    page.context.set_offline(False)
    says(page, "Sign in")
    kept = len(outbox(page))
    sign_in_again(page, advisor, live_server)
    page.context.clear_cookies(name="csrftoken")
    page.goto("/field/")
    says(page, "Up to date")

    assert kept == 1
    stored(page, 1)


def test_refused_session_is_mended_under_the_same_uuid(phone):
    page = phone()
    page.click("summary:has-text('Today')")
    page.fill("[name=held_on]", "2999-01-01")
    save(page)
    says(page, "Needs a fix (1)")
    uuid = outbox(page)[0]["uuid"]

    page.locator("#outbox-list >> text=Edit").click()
    says(page, "in the future", "#errors")
    page.fill("[name=held_on]", timezone.localdate().isoformat())
    save(page)
    says(page, "Up to date")

    assert str(Session.objects.get(source="field").uuid) == uuid


def test_clients_merged_moved_and_erased_meanwhile(phone, firms, center):
    page = phone()
    page.context.set_offline(True)
    for firm in firms:
        save(page, firm.name.split()[0])
    survivor = factories.make_client(center, name="La Espiga")
    merged, moved, erased = firms
    type(merged).objects.filter(pk=merged.pk).update(merged_into=survivor)
    factories.make_session(moved, advisor=factories.make_advisor(center))
    Session.objects.filter(client=moved).update(advisor=page_advisor(firms))
    type(moved).objects.filter(pk=moved.pk).update(center=factories.make_center(center.country))
    type(erased).objects.filter(pk=erased.pk).update(deleted_at=timezone.now())
    page.context.set_offline(False)
    says(page, "merged with La Espiga", "#outbox-list")
    says(page, "Both directors", "#outbox-list")
    says(page, "Only the time was saved", "#outbox-list")

    stored(page, 3)
    assert outbox(page) == []


def page_advisor(firms):
    return firms[0].advisor


def test_wrong_clock_full_phone_and_undo(phone):
    """A clock two days ahead, no room left, and ten seconds to take it back."""
    page = phone()
    page.clock.install(time=timezone.now() + timedelta(days=2))
    page.goto("/field/")
    page.locator("#picks input").wait_for(state="attached")
    page.evaluate(
        """() => { const put = IDBObjectStore.prototype.put;
        IDBObjectStore.prototype.put = function (...args) {
          const full = this.name === "outbox" && !window.room;
          if (full) throw new DOMException("", "QuotaExceededError");
          return put.apply(this, args); }; }"""
    )
    page.click("summary:has-text('Note')")
    page.fill("[name=note]", "precio por docena")
    page.click("text=Save session")
    says(page, "no room left", "#errors")
    kept = page.input_value("[name=note]")
    page.evaluate("window.room = true")
    page.click("text=Save session")
    page.clock.run_for(1000)
    stored(page, 1)

    assert kept == "precio por docena"
    today = timezone.now().date()
    assert Session.objects.get(source="field").held_on in (today, today - timedelta(days=1))


def test_undo_takes_the_session_back_into_the_form(phone, settings):
    settings.SBDC_UNDO_SECONDS = 600
    page = phone()
    page.click("summary:has-text('Note')")
    page.fill("[name=note]", "flujo")
    save(page)
    page.click("#toast button")
    says(page, "Taken back", ".toast")

    assert outbox(page) == []
    assert page.input_value("[name=note]") == "flujo"
    assert not Session.objects.filter(source="field").exists()


def test_new_version_and_old_schema_keep_the_outbox(page_at, advisor, firms, settings, monkeypatch):
    """An outbox of the first schema is read on; a new worker takes over without touching it."""
    working = field_views._put
    monkeypatch.setattr(field_views, "_put", lambda *args: 1 / 0)
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
        "payload": {
            "client": firms[0].pk,
            "contact_minutes": 60,
            "mode": "center",
            "topics": ["finance"],
            "held_on": timezone.localdate().isoformat(),
        },
    }
    page.evaluate(
        """(item) => new Promise((done) => { const open = indexedDB.open("sbdc-field", 1);
        open.onupgradeneeded = () =>
          open.result.createObjectStore("outbox", { keyPath: "uuid" }).put(item);
        open.onsuccess = () => { open.result.close(); done(); }; })""",
        item,
    )
    page.goto("/field/")
    says(page, "1 to send")
    page.evaluate(WORKER)
    first = page.evaluate("caches.keys()")
    settings.NETWORK_NAME = "Otra red"
    page.goto("/field/")
    settles(page, lambda: page.evaluate("caches.keys()") not in (first, []))
    settles(page, lambda: len(page.evaluate("caches.keys()")) == 1)
    kept = outbox(page)
    monkeypatch.setattr(field_views, "_put", working)
    page.click("#try-now")
    says(page, "Up to date")

    assert len(kept) == 1
    assert str(Session.objects.get(source="field").uuid) == item["uuid"]


def test_signing_out_with_unsent_sessions_asks(phone, monkeypatch):
    page = phone()
    monkeypatch.setattr(field_views, "_put", lambda *args: 1 / 0)
    save(page)
    page.click("summary[aria-label='My account']")
    page.click("#sign-out")
    page.locator("#leave").wait_for()
    with page.expect_download() as download:
        page.click("#leave-export")
    page.fill("#leave-typed", "7")
    page.click("#leave-delete")
    kept = len(outbox(page))
    page.fill("#leave-typed", "1")
    page.click("#leave-delete")
    page.wait_for_url("**/login/**")

    assert "Panader" in download.value.path().read_text()
    assert kept == 1
    assert page.evaluate("indexedDB.databases()") == [] or outbox(page) == []


def test_second_person_on_the_phone_sees_a_number_only(phone, center, live_server):
    page = phone()
    page.context.set_offline(True)
    save(page)
    page.context.set_offline(False)
    Session.objects.all().delete()
    Login.objects.all().delete()
    sign_in_again(page, factories.make_advisor(center), live_server)
    page.goto("/field/")
    text = page.locator("main").inner_text()

    says(page, "1 sessions of another person wait", "#outbox-others")
    assert "Panadería" not in text
    assert "Panader" not in str(page.evaluate(READ, "directory"))


def test_names_leave_after_72_hours_and_from_a_revoked_device(phone):
    page = phone()
    page.evaluate(WORKER)
    kept = page.evaluate(READ, "directory")[0]
    page.context.set_offline(True)
    save(page)
    page.evaluate(WRITE, ["directory", "all", kept | {"at": kept["at"] - 73 * 3_600_000}])
    page.goto("/field/")
    says(page, "The list of clients expired", "#notes-text")
    names, waiting = page.evaluate(READ, "directory"), len(outbox(page))
    page.context.set_offline(False)
    says(page, "Up to date")
    FieldDevice.objects.update(revoked_at=timezone.now())
    page.goto("/field/")
    says(page, "This device was revoked", "#notes-text")

    assert (names, waiting) == ([], 1)
    assert page.evaluate(READ, "directory") == [] and page.evaluate(READ, "meta") == []


def test_private_window_posts_directly(page_at, advisor, firms):
    page = page_at(390, user=advisor)
    page.add_init_script("indexedDB.open = () => { throw new Error('refused'); }")
    page.goto("/field/")
    says(page, "No offline mode")
    page.locator("#picks input").wait_for(state="attached")
    page.click("text=Save session")
    says(page, "Sent", "#outbox-list")

    stored(page, 1)


def test_first_start_without_a_list_says_so(page_at, advisor, firms):
    page = page_at(390, user=advisor, service_workers="block")
    page.route("**/field/directory/**", lambda route: route.abort())
    page.goto("/field/")

    says(page, "There is no list of clients on this phone", "#notes-text")


def test_without_javascript_the_plain_form_logs(page_at, advisor, firms):
    page = page_at(390, user=advisor, java_script_enabled=False)
    page.goto("/field/")
    page.wait_for_url("**/sessions/new/")
    page.click("text=Save session")
    page.wait_for_url(re.compile("/sessions/[0-9a-f-]{36}/"))

    assert Session.objects.filter(recorded_by=advisor).count() == 1
