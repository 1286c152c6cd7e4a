"""Who is signed in: time-outs, other tabs, signing out, other people, revoked phones."""

import json

import pytest
from django.contrib.sessions.models import Session as Login
from django.utils import timezone

from clients.models import FieldDevice
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


def sign_in_by_hand(page, user):
    page.fill("[name=username]", user.email)
    page.fill("[name=password]", factories.PASSWORD)
    page.locator("main form button.pri").click()


def test_login_that_ends_during_the_sending_keeps_the_rest(phone, gate, advisor, live_server):
    page = phone()
    page.context.set_offline(True)
    save(page)
    save(page, "Taller")
    gate.then(lambda: Login.objects.all().delete())
    page.context.set_offline(False)
    says(page, "Sign in")
    says(page, "Sign in to send 1", "#notes-text")
    waiting = len(outbox(page))
    gate.then(lambda: None)
    browsing.sign_in(page.context, advisor, live_server.url)
    open_field(page)
    says(page, "Up to date")

    assert waiting == 1
    stored(page, 2)


def test_timed_out_with_sessions_waiting_they_go_after_the_next_login(phone, advisor):
    """The way to the login and back takes nothing from the phone."""
    page = phone(service_workers="block")
    Login.objects.all().delete()
    page.context.set_offline(True)
    save(page)
    page.context.set_offline(False)
    says(page, "Sign in to send 1", "#notes-text")
    answers = []
    page.on("response", lambda answer: answers.append(answer))
    page.click("#sign-in")
    page.wait_for_url("**/login/**")
    kept = len(outbox(page))
    sign_in_by_hand(page, advisor)
    page.wait_for_url("**/field/")
    handset.started(page)
    says(page, "Up to date")

    assert kept == 1
    assert not any("clear-site-data" in answer.headers for answer in answers)
    stored(page, 1)


def test_a_token_changed_by_another_tab_between_asking_and_sending(phone):
    """The page stays open; the session goes with today's token, nobody signs in anew."""
    page = phone(service_workers="block")
    answers = []
    page.on("response", lambda answer: "/api/" in answer.url and answers.append(answer.status))

    def rotate(route):
        cookie = next(one for one in page.context.cookies() if one["name"] == "csrftoken")
        page.context.add_cookies([cookie | {"value": "b" * 32}])
        route.continue_(headers=route.request.headers | {"cookie": _cookies(page)})

    page.route("**/api/v1/sessions/**", rotate, times=1)
    save(page)
    says(page, "Up to date")

    assert answers == [403, 201]
    stored(page, 1)


def _cookies(page):
    return "; ".join(f"{one['name']}={one['value']}" for one in page.context.cookies())


@pytest.fixture
def refusing(phone):
    """A page with one session that the server, out of order, does not take."""
    page = phone(service_workers="block")
    page.route("**/api/v1/sessions/**", lambda route: route.fulfill(status=503))
    save(page)
    says(page, "1 tries", "#outbox-list")
    page.click("summary[aria-label='My account']")
    page.click("#sign-out")
    page.locator("#leave").wait_for()
    return page


def test_signing_out_with_unsent_sessions_exports_or_deletes_knowingly(refusing):
    page = refusing
    with page.expect_download() as download:
        page.click("#leave-export")
    page.fill("#leave-typed", "7")
    page.click("#leave-delete")
    page.locator("#leave").wait_for()
    kept = len(outbox(page))
    page.fill("#leave-typed", "1")
    page.click("#leave-delete")
    page.wait_for_url("**/login/**")

    exported = json.loads(download.value.path().read_text())
    assert [item["label"]["name"] for item in exported] == ["Panadería La Espiga"]
    assert kept == 1
    assert page.evaluate("indexedDB.databases()") == []
    assert not from_phones().exists()


def test_signing_out_can_send_first(refusing):
    page = refusing
    page.unroute("**/api/v1/sessions/**")
    page.click("#leave-send")
    page.wait_for_url("**/login/**")

    stored(page, 1)
    assert page.evaluate("indexedDB.databases()") == []


def test_second_person_on_the_phone_sees_a_number_only(phone, center, advisor, live_server):
    """The sessions wait for their author and go under the author's login alone."""
    page = phone()
    page.context.set_offline(True)
    save(page)
    Login.objects.all().delete()
    page.context.clear_cookies(name="sessionid")
    second = factories.make_advisor(center)
    browsing.sign_in(page.context, second, live_server.url)
    page.context.set_offline(False)
    open_field(page)
    says(page, "1 sessions of another person wait", "#outbox-others")
    text = page.locator("main").inner_text()
    names = str(page.evaluate(handset.READ, "directory"))
    sent = from_phones().count()
    browsing.sign_in(page.context, advisor, live_server.url)
    open_field(page)
    says(page, "Up to date")

    assert "Panader" not in text and "Panader" not in names
    assert sent == 0
    stored(page, 1)
    assert from_phones().get().recorded_by == advisor


def test_names_leave_the_phone_72_hours_after_the_last_contact(phone):
    page = phone(service_workers="block")
    page.clock.install(time=timezone.now())
    open_field(page)
    page.context.set_offline(True)
    save(page)
    page.clock.fast_forward(71 * 3_600_000)
    kept = page.evaluate(handset.READ, "directory")
    page.clock.fast_forward(2 * 3_600_000)
    says(page, "The list of clients expired", "#notes-text")
    settles(page, lambda: page.evaluate(handset.READ, "directory") == [])
    waiting = len(outbox(page))
    shown = page.locator("#session-form").inner_text()
    page.context.set_offline(False)
    says(page, "Up to date")

    assert len(kept) == 1 and "Espiga" in str(kept)
    assert waiting == 1 and "Espiga" not in shown
    stored(page, 1)


def test_a_revoked_device_forgets_the_names_and_keeps_what_waits(phone, advisor, live_server):
    page = phone(service_workers="block")
    page.context.set_offline(True)
    save(page)
    FieldDevice.objects.update(revoked_at=timezone.now())
    page.context.set_offline(False)
    says(page, "This device was revoked", "#notes-text")
    settles(page, lambda: page.evaluate(handset.READ, "directory") == [])

    assert page.evaluate(handset.READ, "meta") == []
    assert len(outbox(page)) == 1
    open_field(page)  # signed in still: a new device, known by another name
    says(page, "Up to date")
    stored(page, 1)
