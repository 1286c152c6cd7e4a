"""What changed while the phone was away: accepted, never doubled, and people decide."""

from datetime import time, timedelta

import pytest
from django.utils import timezone

from clients.models import Session, SessionFlag
from tests import browsing, factories
from tests.clients.offline.handset import (
    choose,
    from_phones,
    note,
    outbox,
    save,
    says,
    settles,
    stored,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_clients_merged_moved_and_erased_meanwhile(phone, firms, center, advisor):
    page = phone()
    page.context.set_offline(True)
    for firm in firms:
        save(page, firm.name.split()[0])
    survivor = factories.make_client(center, name="La Espiga")
    merged, moved, erased = firms
    type(merged).objects.filter(pk=merged.pk).update(merged_into=survivor)
    factories.make_session(moved, advisor=advisor)
    type(moved).objects.filter(pk=moved.pk).update(center=factories.make_center(center.country))
    type(erased).objects.filter(pk=erased.pk).update(deleted_at=timezone.now())
    page.context.set_offline(False)
    says(page, "merged with La Espiga", "#outbox-list")
    says(page, "Both directors", "#outbox-list")
    says(page, "Only the time was saved", "#outbox-list")

    stored(page, 3)
    assert outbox(page) == []
    assert from_phones().filter(client=survivor).exists()
    assert SessionFlag.objects.get().session.client == moved


def test_a_day_of_a_closed_period_is_told_beside_its_closed_figures(phone, center):
    page = phone()
    page.context.set_offline(True)
    save(page)
    type(center).objects.update(locked_through=timezone.localdate() + timedelta(days=1))
    page.context.set_offline(False)
    says(page, "Its period is closed: closed figures stay", "#outbox-list")

    assert from_phones().get().late


@pytest.fixture
def two_versions(phone, gate):
    """Sent, the answer lost; changed on the server; then corrected on the phone: two versions."""
    page = phone(service_workers="block")
    page.route("**/api/v1/sessions/**", lambda route: (route.fetch(), route.abort()), times=1)
    choose(page, "Taller")
    note(page, "como se dijo")
    save(page)
    says(page, "1 tries", "#outbox-list")
    session = from_phones().get()
    session.contact_minutes, session.note, session.revision = 90, "como lo vio la directora", 2
    session.save()
    for _twice in range(2):  # the phone counts further than the server, and still does not win
        page.context.set_offline(True)
        page.locator("#outbox-list >> text=Edit").click()
        page.fill("[name=note]", "como lo recuerda el asesor")
        save(page)
    page.context.set_offline(False)
    says(page, "You decide", "#outbox-list")
    says(page, "changed on the server", "#outbox-list")
    return page


def cells(page):
    rows = page.locator("table.versions tbody tr")
    return {
        row.locator("th").inner_text().split("\n")[0]: row.locator("td").all_inner_texts()
        for row in rows.all()
    }


def test_both_versions_stand_side_by_side_and_the_servers_can_stay(two_versions):
    page = two_versions
    page.locator("table.versions").wait_for()
    shown = cells(page)
    faults = browsing.accessibility_faults(page, "#outbox")
    browsing.assert_no_sideways_scroll(page)
    page.click("text=Keep the server's")
    says(page, "Up to date")

    notes = next(values for name, values in shown.items() if name.startswith("Note"))
    minutes = next(values for name, values in shown.items() if name.startswith("Minutes"))
    assert notes == ["como lo recuerda el asesor", "como lo vio la directora"]
    assert minutes == ["60", "90"]
    assert not faults
    assert from_phones().get().note == "como lo vio la directora"
    assert outbox(page) == []


def test_the_phones_version_can_replace_the_servers(two_versions):
    page = two_versions
    page.click("text=Use mine")
    says(page, "Up to date")

    session = from_phones().get()
    assert (session.note, session.contact_minutes) == ("como lo recuerda el asesor", 60)


def test_the_phones_version_can_be_another_session(two_versions):
    page = two_versions
    page.click("text=Send mine as another session")
    says(page, "Up to date")

    assert sorted(from_phones().values_list("contact_minutes", flat=True)) == [60, 90]


@pytest.mark.parametrize("answer, left", [("It is the same", 1), ("They are two", 2)])
def test_overlapping_sessions_are_asked_about(phone, firms, advisor, answer, left):
    """The second is accepted; a card shows both until the advisor says whether they are one."""
    firm = firms[0]
    today = timezone.localdate()
    Session.objects.all().delete()
    factories.make_session(firm, advisor=advisor, held_on=today, started_at=time(9))
    page = phone(service_workers="block")
    page.context.set_offline(True)
    page.click("summary:has-text('Today')")
    page.fill("[name=started_at]", "09:30")
    save(page)
    page.context.set_offline(False)
    card = page.locator("[data-question]")
    card.wait_for()
    shown = cells(page)
    accepted = Session.objects.alive().count()
    faults = browsing.accessibility_faults(page, "#questions")
    card.get_by_role("button", name=answer).click()
    card.wait_for(state="detached")

    times = next(values for name, values in shown.items() if name.startswith("Time"))
    assert times == ["09:30", "09:00"]
    assert not faults
    assert accepted == 2 and Session.objects.alive().count() == left
    assert not SessionFlag.objects.filter(settled_at=None).exists()
    settles(page, lambda: outbox(page) == [])
