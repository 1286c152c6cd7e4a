"""Appointments are told by the center's clock, on every page and whatever the device's says."""

from datetime import UTC, datetime, time, timedelta

import pytest

from centers.dates import local_today, zone_of
from tests import browsing, factories
from tests.clients.offline import handset

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def advisor():
    return factories.make_advisor(factories.make_center(time_zone="America/El_Salvador"))


@pytest.fixture
def noon(advisor):
    """Noon of today at the center, when somebody is expected: the same day in UTC."""
    center = advisor.home_center
    noon = datetime.combine(local_today(center), time(12), tzinfo=zone_of(center)).astimezone(UTC)
    firm = factories.make_client(center, advisor=advisor)
    factories.make_appointment(firm, advisor=advisor, starts_at=noon)
    return noon


def test_a_device_in_another_zone_shows_the_hour_of_the_center(page_at, advisor, noon):
    page = page_at(390, user=advisor, service_workers="block", timezone_id="UTC")
    page.clock.set_fixed_time(noon + timedelta(minutes=5))
    handset.open_field(page)

    assert page.locator("#agenda-list .when").first.inner_text() == "12:00"
    assert page.locator("#picks .at").first.inner_text() == "12:00"
    assert page.locator("[name=started_at]").input_value() == "12:00"

    page.goto("/agenda/")
    assert page.locator(".list .when").first.inner_text() == "12:00"


def test_the_week_stands_side_by_side_on_a_desk_and_in_a_list_on_a_phone(page_at, advisor, noon):
    def tops(width):
        page = page_at(width, user=advisor)
        page.goto("/agenda/")
        browsing.assert_no_sideways_scroll(page)
        return page.locator(".week > section").evaluate_all(
            "all => all.map((one) => Math.round(one.getBoundingClientRect().top))"
        )

    assert len(set(tops(1280))) == 1
    assert len(set(tops(390))) == 7
