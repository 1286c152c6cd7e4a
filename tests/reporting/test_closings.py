"""Closing: what must be seen first, what is frozen, and what changed since."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from clients import actions
from reporting import closings, revisions
from reporting.models import PeriodClosing
from reporting.periods import Period
from tests import factories as make

pytestmark = pytest.mark.django_db
END = date(2024, 7, 1)


@pytest.fixture
def center():
    return make.make_center()


@pytest.fixture
def coordinator(center):
    return make.make_coordinator(center.country)


@pytest.fixture
def records(center):
    """A session of 2024-05-15, and three verified jobs with evidence."""
    client = make.make_client(center)
    claim = make.make_outcome(client, quantity=3, women=1, state="verified")
    make.make_evidence(claim)
    return make.make_session(client), claim


def close(center, by, end=END, accept=False):
    closing = closings.close_period(country=center.country, end=end, by=by, accept=accept)
    center.refresh_from_db()
    return closing


def what_changed(closing):
    place = {"country": [closing.country_id]}
    found = revisions.changes(
        closing.figures, place=place, period=closing.period, moment=closing.closed_at
    )
    return {(one.measure.code, one.state): one for one in found}


def test_closing_freezes_figures_and_locks_every_center(center, coordinator, records):
    other = make.make_center(center.country)

    closing = close(center, coordinator)

    other.refresh_from_db()
    assert center.locked_through == other.locked_through == date(2024, 6, 30)
    assert (closing.start, closing.end) == (date(2024, 1, 1), END)
    lines = {
        (one["measure"], one["state"]): one["figure"] for one in closing.figures if not one["by"]
    }
    assert (lines["SES-02", "all"], lines["JOB-01", "verified"]) == (60, 3)
    assert what_changed(closing) == {}


def test_periods_follow_each_other_without_gap(center, coordinator, records):
    close(center, coordinator)

    assert closings.next_start(center.country) == END
    assert closings.ends_offered(center.country)[0] == date(2024, 8, 1)
    assert close(center, coordinator, date(2024, 10, 1)).start == END


def test_a_period_that_is_not_over_stays_open(center, coordinator, records):
    with pytest.raises(closings.CannotClose, match="not over"):
        close(center, coordinator, date(2027, 1, 1))


def test_waiting_claims_must_be_seen_and_accepted(center, coordinator, records):
    make.make_outcome(make.make_client(center))

    with pytest.raises(closings.CannotClose, match="still open"):
        close(center, coordinator)
    assert close(center, coordinator, accept=True).waiting == 1


def test_only_faults_of_the_period_are_asked_about(center, coordinator, records):
    firm = make.make_client(center)
    for day in (date(2024, 5, 20), date(2024, 8, 20)):
        make.make_session(firm, held_on=day, contact_minutes=0)

    checks = closings.checklist(center.country, Period(date(2024, 1, 1), END))

    assert checks[-1].count == 1


def test_a_missing_rate_blocks_closing_even_when_accepted(center, coordinator, records):
    make.make_outcome(
        make.make_client(center), kind="capital", detail="grant", currency="GTQ", state="verified"
    )

    with pytest.raises(closings.CannotClose, match="exchange rate"):
        close(center, coordinator, accept=True)
    assert not PeriodClosing.objects.exists()


def test_the_database_keeps_a_closing_as_it_is(center, coordinator, records):
    close(center, coordinator)

    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        PeriodClosing.objects.update(figures=[])
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        PeriodClosing.objects.all().delete()


def test_what_changed_names_the_difference_and_its_records(center, coordinator, records):
    session, claim = records
    closing = close(center, coordinator)
    claim.refresh_from_db()

    actions.restate(record=claim, by=coordinator, reason="Payroll says 2", quantity=2)
    make.make_session(session.client, contact_minutes=30, late=True)

    found = what_changed(closing)
    jobs = found["JOB-01", "verified"]
    assert (jobs.before, jobs.now, jobs.difference) == (3, 2, -1)
    assert [(one.kind, one.row) for one in jobs.records] == [("restated", claim)]
    assert found["SES-02", "all"].difference == Decimal("0.50")
    assert [one.kind for one in found["SES-02", "all"].records] == ["new"]
    assert closing.figures == PeriodClosing.objects.get().figures


def test_a_record_taken_away_is_shown_as_such(center, coordinator, records):
    closing = close(center, coordinator)
    session = records[0]
    session.refresh_from_db()

    actions.take_away(record=session, by=coordinator, reason="Never held")

    assert [one.kind for one in what_changed(closing)["SES-01", "all"].records] == ["deleted"]


def test_the_coordinator_closes_and_reads_on_the_pages(client, center, coordinator, records):
    client.force_login(coordinator)
    address = reverse("reporting:closing-list")
    make.make_outcome(make.make_client(center))

    shown = client.get(address)
    refused = client.post(address, {"end": "2024-07-01"})
    closed = client.post(address, {"end": "2024-07-01", "accept": "on"}, follow=True)

    counts = {check.sentence: check.count for check in shown.context["checks"]}
    assert counts["Results that wait for verification"] == 1
    assert "accept to close" in refused.text
    assert "Nothing differs" in closed.text
    assert {"JOB-01", "SES-01"} <= {code for code, _state, _one in closed.context["totals"]}
    actions.restate(
        record=records[0].__class__.objects.get(), by=coordinator, reason="Half", contact_minutes=30
    )
    again = client.get(PeriodClosing.objects.get().get_absolute_url())
    assert "60 → 30" in again.text


def test_only_the_countrys_coordinator_closes(client, center, coordinator, records):
    closing = close(center, coordinator)

    for person, status in [
        (make.make_director(center), 403),
        (make.make_coordinator(make.make_country("GT")), 404),
    ]:
        client.force_login(person)
        assert client.get(closing.get_absolute_url()).status_code == status


def test_an_edition_is_compared_with_today(client, center, coordinator, records):
    edition = make.make_edition(center.country)
    client.force_login(coordinator)

    page = client.get(reverse("reporting:edition-changes", args=[edition.uuid]))

    assert page.status_code == 200
    client.force_login(make.make_coordinator(make.make_country("GT")))
    assert client.get(page.request["PATH_INFO"]).status_code == 404
