"""Logging, reading, changing and putting aside sessions on the pages."""

from datetime import UTC, datetime, time, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from centers.dates import local_today, zone_of
from clients.models import Session
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


def facts(firm, **changes):
    return {
        "uuid": str(uuid4()),
        "client": firm.pk,
        "minutes": "60",
        "mode": "center",
        "topics": ["finance", "digital"],
        "held_on": timezone.localdate().isoformat(),
    } | changes


def test_form_is_preset_from_the_clients_last_session(client, advisor, center):
    firm = factories.make_client(center)
    factories.make_session(firm, advisor=advisor, mode="visit", topic="export")

    form = client.get("/sessions/new/").context["form"]

    assert form.initial["client"] == firm
    assert (form.initial["mode"], form.initial["topics"]) == ("visit", ["export"])
    assert form.initial["minutes"] == "60"


def test_next_appointments_client_is_chosen_and_the_appointment_is_done(client, advisor, center):
    seen, booked = factories.make_client(center), factories.make_client(center)
    factories.make_session(seen, advisor=advisor)
    appointment = factories.make_appointment(booked, advisor=advisor, starts_at=timezone.now())

    page = client.get("/sessions/new/")
    client.post("/sessions/new/", facts(booked))
    appointment.refresh_from_db()

    assert page.context["chosen"] == booked
    assert appointment.session.client == booked


def test_saving_works_out_the_rest_and_the_same_form_twice_is_one_session(client, advisor, center):
    sent = facts(factories.make_client(center))

    client.post("/sessions/new/", sent)
    answer = client.post("/sessions/new/", sent)

    session = Session.objects.get()
    assert answer.url.startswith(session.get_absolute_url())
    assert (session.advisor, session.center, session.reportable) == (advisor, center, True)
    assert (session.topic, session.further_topics) == ("finance", ["digital"])
    assert session.contact_minutes == 60


@pytest.mark.parametrize(
    "change, field, words",
    [
        ({"held_on": "2999-01-01"}, "held_on", "in the future"),
        ({"held_on": "soon"}, "held_on", "such as 2024-05-28"),
        ({"minutes": "other"}, "other_minutes", "how many minutes"),
        ({"minutes": "60", "prep_minutes": "1430"}, "prep_minutes", "more than a day"),
        ({"topics": []}, "topics", "at least one topic"),
        ({"client": ""}, "client", "Choose the client"),
    ],
)
def test_refusal_names_the_field_and_keeps_what_was_typed(
    client, advisor, center, change, field, words
):
    page = client.post(
        "/sessions/new/", facts(factories.make_client(center), note="precio", **change)
    )

    assert words in " ".join(page.context["form"].errors[field])
    assert "precio" in page.content.decode()
    assert not Session.objects.exists()


def test_client_of_another_center_is_refused(client, advisor):
    page = client.post("/sessions/new/", facts(factories.make_client()))

    assert "not in your center" in page.context["form"].errors["client"][0]


def test_undo_takes_a_fresh_session_back_but_not_an_old_one(client, advisor, center):
    client.post("/sessions/new/", facts(factories.make_client(center)))
    session = Session.objects.get()
    undo = reverse("clients:session-undo", args=[session.uuid])

    Session.objects.update(recorded_at=timezone.now() - timedelta(hours=1))
    client.post(undo)
    session.refresh_from_db()
    late = session.deleted_at
    Session.objects.update(recorded_at=timezone.now())
    client.post(undo)
    session.refresh_from_db()

    assert late is None
    assert session.deleted_reason == "undone"


def test_edit_changes_minutes_and_topic(client, advisor, center):
    session = factories.make_session(factories.make_client(center), advisor=advisor)
    url = reverse("clients:session-edit", args=[session.uuid])

    shown = client.get(url).context["form"]
    client.post(url, facts(session.client, minutes="other", other_minutes="75", topics=["legal"]))
    session.refresh_from_db()

    assert shown.initial["minutes"] == "60"
    assert (session.contact_minutes, session.topic, session.revision) == (75, "legal", 2)


def test_session_of_a_closed_period_cannot_be_moved_out_of_it(client, advisor, center):
    session = factories.make_session(factories.make_client(center), advisor=advisor)
    center.locked_through = session.held_on
    center.save()

    page = client.post(reverse("clients:session-edit", args=[session.uuid]), facts(session.client))
    session.refresh_from_db()

    assert "closed" in page.context["form"].errors["held_on"][0]
    assert session.held_on == factories.DAY


def test_deleting_asks_for_a_reason_and_stops_counting(client, advisor, center):
    session = factories.make_session(factories.make_client(center), advisor=advisor)
    url = reverse("clients:session-delete", args=[session.uuid])

    refused = client.post(url, {"reason": ""})
    client.post(url, {"reason": "Twice the same"})

    assert refused.context["form"].errors["reason"]
    assert Session.objects.reportable().count() == 0
    assert "Twice the same" in client.get(session.get_absolute_url()).text


def test_list_filters_and_sums_hours(client, advisor, center):
    firm = factories.make_client(center, name="Panadería Ñandú")
    factories.make_session(firm, contact_minutes=90, prep_minutes=30, travel_minutes=60)
    factories.make_session(firm, contact_minutes=60, topic="legal")

    page = client.get("/sessions/?topic=finance&q=nandu&start=2024-05-01&end=2024-05-31")
    wrong = client.get("/sessions/?start=2024-05-31&end=2024-05-01")

    assert page.context["totals"] == {"records": 1, "hours": 2, "travel": 1}
    assert wrong.context["page"].paginator.count == 0
    assert "comes before" in wrong.content.decode()


def test_agenda_shows_hours_by_the_centers_clock(client, advisor, center):
    center.time_zone = "America/El_Salvador"
    center.save()
    noon = datetime.combine(local_today(center), time(12), tzinfo=zone_of(center))
    factories.make_appointment(
        factories.make_client(center), advisor=advisor, starts_at=noon.astimezone(UTC)
    )

    assert "12:00" in client.get("/sessions/new/").content.decode()


def test_home_asks_few_queries_however_many_rows(
    client, advisor, center, django_assert_max_num_queries
):
    for _ in range(12):
        factories.make_session(factories.make_client(center), advisor=advisor)

    with django_assert_max_num_queries(25):
        client.get("/sessions/new/")
