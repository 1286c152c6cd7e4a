"""From the tap on save to the server's answer: nothing is lost, nothing arrives twice."""

from datetime import timedelta

import pytest
from django.utils import timezone

from centers.dates import zone_of
from tests.clients.offline import handset
from tests.clients.offline.handset import (
    choose,
    from_phones,
    note,
    open_field,
    outbox,
    save,
    says,
    settles,
    stored,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_saved_three_times_offline_arrives_once_each(phone):
    page = phone()
    handset.stored_worker(page)
    page.context.set_offline(True)
    for name in ("Panadería", "Taller", "Flor"):
        save(page, name)
    says(page, "3 to send")
    page.reload()
    says(page, "3 to send")
    page.context.set_offline(False)
    says(page, "Up to date")

    stored(page, 3)
    assert outbox(page) == []


def test_what_is_held_back_for_undoing_goes_though_another_page_was_opened(phone, settings):
    settings.SBDC_UNDO_SECONDS = 30
    page = phone()
    handset.stored_worker(page)
    page.context.set_offline(True)
    save(page)
    page.clock.install()
    open_field(page, "/field/outbox/")
    page.context.set_offline(False)
    page.clock.fast_forward(31_000)  # the regular try comes after sixty seconds only

    stored(page, 1)


def test_double_tap_on_save_is_one_session(phone):
    page = phone()
    page.context.set_offline(True)
    page.evaluate(handset.HEAR_SAVED)
    page.locator("text=Save session").dblclick()
    page.wait_for_function("() => window.heardSaved")
    once = len(outbox(page))
    save(page, "Taller")

    assert once == 1
    assert len(outbox(page)) == 2


def test_answer_lost_after_the_commit(phone):
    page = phone(service_workers="block")
    lost = []

    def lose(route):
        lost.append(route.fetch())
        route.abort()

    page.route("**/api/v1/sessions/**", lose, times=1)
    save(page)
    says(page, "1 to send")
    says(page, "1 tries", "#outbox-list")
    arrived = from_phones().count()
    page.click("#try-now")
    says(page, "Up to date")

    assert [answer.status for answer in lost] == [201]
    assert arrived == from_phones().count() == 1


def test_a_portals_page_is_not_taken_for_success(phone):
    """200 with HTML, and 200 with JSON that does not name the session."""
    page = phone(service_workers="block")
    portal = [("text/html", "<h1>Wi-Fi</h1>"), ("application/json", '{"ok": true}')]
    page.route(
        "**/api/v1/sessions/**",
        lambda route: route.fulfill(status=200, content_type=portal[0][0], body=portal.pop(0)[1]),
        times=2,
    )
    save(page)
    says(page, "1 tries", "#outbox-list")
    page.click("#try-now")
    says(page, "2 tries", "#outbox-list")
    page.click("#try-now")
    says(page, "Up to date")

    assert not portal
    stored(page, 1)


def test_no_answer_for_thirty_seconds_is_tried_again_later(phone):
    page = phone(service_workers="block")
    page.clock.install()
    open_field(page)
    page.route("**/api/v1/sessions/**", lambda route: None, times=1)
    page.context.set_offline(True)
    save(page)
    page.context.set_offline(False)
    with page.expect_request("**/api/v1/sessions/**"):
        page.evaluate("document.getElementById('try-now').click()")
    page.clock.run_for(31_000)
    says(page, "1 tries", "#outbox-list")
    page.click("#try-now")
    says(page, "Up to date")

    stored(page, 1)


def test_two_tabs_flush_together(phone, gate):
    page = phone()
    page.context.set_offline(True)
    save(page)
    save(page, "Taller")
    gate.hold(before=True)
    other = page.context.new_page()
    page.context.set_offline(False)
    other.goto("/field/")
    gate.wait()
    for tab in (page, other):
        tab.evaluate("document.getElementById('try-now').click()")
    gate.let_pass()
    for tab in (page, other):
        says(tab, "Up to date")

    stored(page, 2)
    assert gate.hits == 2


def test_signal_lost_while_a_session_is_on_its_way(phone, gate):
    page = phone()
    gate.hold(before=True)
    save(page)
    gate.wait()
    page.context.set_offline(True)
    gate.let_pass()
    page.context.set_offline(False)
    says(page, "Up to date")

    stored(page, 1)
    assert outbox(page) == []


def test_a_refused_session_is_mended_under_the_same_uuid(phone):
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

    assert str(from_phones().get().uuid) == uuid


@pytest.mark.parametrize("hours", [2, -2, 48])
def test_a_wrong_clock_does_not_change_the_day(phone, center, hours):
    """Two hours ahead and behind, over midnight, and two days in the future."""
    now = timezone.now()
    # A zone where the wrong clock shows another day: near its midnight, on the right side of it.
    shift = (23 if hours > 0 else 0) - now.hour
    shift = (shift + 11) % 24 - 11  # Etc/GMT zones reach from -12 to +14
    zone = f"Etc/GMT{-shift:+d}"
    type(center.country).objects.filter(pk=center.country_id).update(time_zone=zone)
    center.refresh_from_db()
    center.country.refresh_from_db()
    page = phone(timezone_id=zone, service_workers="block")  # a worker's clock cannot be set
    page.clock.install(time=now + timedelta(hours=hours))
    open_field(page)
    save(page)
    stored(page, 1)

    shown = page.evaluate("new Date().toLocaleDateString('sv')")
    day = now.astimezone(zone_of(center)).date()
    assert shown != day.isoformat()
    assert from_phones().get().held_on in {day, timezone.now().astimezone(zone_of(center)).date()}


def test_a_clock_put_right_after_saving_does_not_hold_a_session_back(phone):
    page = phone(service_workers="block")
    page.clock.install(time=timezone.now() + timedelta(days=2))
    page.context.set_offline(True)
    save(page)
    page.clock.set_system_time(timezone.now())
    page.context.set_offline(False)
    says(page, "Up to date")

    stored(page, 1)


FULL = """() => { const put = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = function (...args) {
    if (this.name === "outbox" && !window.room) throw new DOMException("", "QuotaExceededError");
    return put.apply(this, args); }; }"""


def test_a_full_phone_says_so_and_keeps_the_form(phone):
    page = phone()
    page.evaluate(FULL)
    note(page, "precio por docena")
    page.click("text=Save session")
    says(page, "no room left", "#errors")
    kept = page.input_value("[name=note]")
    page.evaluate("window.room = true")
    save(page)

    stored(page, 1)
    assert kept == "precio por docena"


def test_undo_takes_the_session_back_into_the_form(phone, settings):
    settings.SBDC_UNDO_SECONDS = 600  # undo is offered until the test has used it
    page = phone()
    note(page, "flujo")
    save(page)
    page.click("#toast button")
    settles(page, lambda: outbox(page) == [])

    assert page.input_value("[name=note]") == "flujo"
    assert not from_phones().exists()
    choose(page, "Taller")  # the page goes on
