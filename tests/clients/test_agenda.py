"""Appointments: booked, moved, cancelled with a reason, and read by a calendar."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from clients import actions
from clients.models import Appointment, CalendarFeed
from tests.factories import make_advisor, make_appointment, make_center, make_client

pytestmark = pytest.mark.django_db


@pytest.fixture
def advisor(client):
    advisor = make_advisor(make_center(time_zone="America/El_Salvador"))
    client.force_login(advisor)
    return advisor


def test_an_hour_is_booked_in_the_centers_own_time(client, advisor):
    row = make_client(center=advisor.home_center)

    client.post(
        reverse("clients:appointment-add", args=[row.pk]),
        {"day": "2026-03-02", "hour": "10:00", "minutes": 60, "mode": "center"},
    )

    assert Appointment.objects.get().starts_at == datetime(2026, 3, 2, 16, 0, tzinfo=UTC)


def test_an_overlap_is_told_and_not_refused(client, advisor):
    row = make_client(center=advisor.home_center)
    starts_at = timezone.now() + timedelta(days=1)
    first = actions.book_appointment(
        client=row, advisor=advisor, by=advisor, starts_at=starts_at, minutes=60
    )
    second = starts_at + timedelta(minutes=30)

    assert actions.overlapping(advisor, second, 30) == [first]
    assert actions.overlapping(advisor, starts_at + timedelta(minutes=60), 30) == []


def test_too_long_an_appointment_names_the_field_and_keeps_the_input(client, advisor):
    row = make_client(center=advisor.home_center)

    page = client.post(
        reverse("clients:appointment-add", args=[row.pk]),
        {"day": "2026-03-02", "hour": "10:00", "minutes": 900, "mode": "visit", "place": "Plaza"},
    ).content.decode()

    assert "Write between 5 and 480 minutes." in page
    assert 'value="Plaza"' in page
    assert not Appointment.objects.exists()


def test_cancelling_asks_for_a_reason_and_keeps_it(client, advisor):
    made = make_appointment(make_client(center=advisor.home_center), advisor=advisor)
    address = reverse("clients:appointment-cancel", args=[made.uuid])

    client.post(address, {"reason": ""})
    made.refresh_from_db()
    assert made.cancelled_at is None

    client.post(address, {"reason": "Heavy rain"})
    made.refresh_from_db()
    assert made.cancelled_reason == "Heavy rain"


def test_the_feed_shows_the_advisors_appointments_until_its_address_is_renewed(client, advisor):
    row = make_client(center=advisor.home_center, name="Café Sol")
    actions.book_appointment(
        client=row, advisor=advisor, by=advisor, starts_at=timezone.now(), minutes=45
    )
    client.post(reverse("clients:calendar-feed-renew"))
    address = reverse("clients:calendar-feed", args=[CalendarFeed.objects.get().secret])
    client.logout()

    events = Calendar.from_ical(client.get(address).content).walk("VEVENT")
    assert [str(event["summary"]) for event in events] == ["Café Sol"]

    client.force_login(advisor)
    client.post(reverse("clients:calendar-feed-renew"))
    assert client.get(address).status_code == 404


def test_an_appointment_of_another_center_is_not_found(client, advisor):
    foreign = make_appointment(make_client())

    answer = client.get(reverse("clients:appointment-move", args=[foreign.uuid]))

    assert answer.status_code == 404
