"""Closing: what must be seen first, what is frozen, and what changed since."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from centers.models import Funder
from centers.system import SYSTEM
from clients import actions
from clients.models import Session
from reporting import closings, revisions
from reporting.impact import impact
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
        close(center, coordinator, date(timezone.localdate().year + 1, 1, 1))


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


def test_each_line_of_the_checklist_opens_exactly_the_records_that_it_counts(
    client, center, coordinator, records
):
    late = date(2024, 8, 20)
    for place in (center, make.make_center(make.make_country("GT"))):
        firm = make.make_client(place)
        for day in (date(2024, 5, 20), late):
            make.make_session(firm, held_on=day, contact_minutes=0)
            make.make_outcome(firm, occurred_on=day)
            make.make_outcome(firm, occurred_on=day, full_time=9)
            make.make_outcome(firm, occurred_on=day, state="returned")
            make.make_outcome(firm, occurred_on=day, kind="capital", currency="GTQ")
    client.force_login(coordinator)
    period = Period(date(2024, 1, 1), END)

    rates, waiting, returned, faults = closings.checklist(center.country, period)

    def opened(link):
        return client.get(link[1]).context["page"].paginator.count

    assert (rates.count, waiting.count, returned.count, faults.count) == (1, 3, 1, 2)
    assert [opened(one.links[0]) for one in (rates, waiting, returned)] == [1, 3, 1]
    assert [words for words, _address in faults.parts] == [
        "1 · Reportable session with zero contact time",
        "1 · A part is larger than its whole",
    ]
    assert [opened(link) for link in faults.parts] == [1, 1]
    assert rates.links[1][1] == reverse("clients:rate-list")
    shown = client.get(reverse("reporting:closing-list")).text
    assert "lacks=verification" in shown
    assert all(words.partition(" · ")[2] in shown for words, _address in faults.parts)


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


def test_a_late_record_belongs_to_its_own_period_and_not_to_the_next_closing(
    center, coordinator, records
):
    closing = close(center, coordinator)
    session = actions.record_session(
        client=records[0].client, by=coordinator, held_on=date(2024, 5, 20), contact_minutes=30
    )

    following = close(center, coordinator, date(2024, 10, 1))

    assert session.late
    assert not [line for line in following.figures if line["measure"] == "SES-02"]
    assert what_changed(closing)["SES-02", "all"].difference == Decimal("0.50")


def test_what_changed_about_trainings_names_the_events(center, coordinator, records):
    people = [make.make_contact() for _ in range(3)]
    training = make.make_training(center, present=people[:2], absent=people[2:])
    closing = close(center, coordinator)

    actions.take_away(record=training, by=coordinator, reason="Never held")

    found = what_changed(closing)
    for code, difference in (("TRN-01", -1), ("TRN-02", -2)):
        assert found[code, "all"].difference == difference
        assert [(one.kind, one.row) for one in found[code, "all"].records] == [
            ("deleted", training)
        ]


@pytest.fixture
def funded(center):
    """A session, a verified claim and a training of a funder, and the lines of its edition."""
    funder = make.make_funder(center.country)
    firm = make.make_client(center)
    claim = make.make_outcome(firm, quantity=3, women=1, state="verified", funder=funder)
    make.make_evidence(claim)
    training = make.make_training(center, present=[make.make_contact()], funder=funder)
    rows = make.make_session(firm, funder=funder), claim, training
    place = {"country": [center.country_id], "funder": funder.code}
    table = impact(SYSTEM, Period(date(2024, 1, 1), END), place)
    lines = [
        {"measure": one.measure, "state": one.state, "by": one.by, "figure": one.figure}
        for one in table
    ]
    return place, rows, lines, timezone.now()


def changed_for(funded):
    place, _rows, lines, moment = funded
    period = Period(date(2024, 1, 1), END)
    found = revisions.changes(lines, place=place, period=period, moment=moment)
    return {
        (one.measure.code, one.state): [(record.kind, record.row) for record in one.records]
        for one in found
    }


@pytest.mark.postgres
def test_records_moved_to_another_funder_are_told_to_the_one_they_left(center, funded):
    session, claim, training = funded[1]
    other, advisor = make.make_funder(center.country), make.make_advisor(center)
    assert changed_for(funded) == {}

    actions.change_session(session=session, by=advisor, funder=other)
    actions.change_outcome(outcome=claim, by=advisor, funder=None)
    actions.change_training(training=training, by=advisor, funder=other)

    found = changed_for(funded)
    assert found["SES-01", "all"] == found["CLI-01", "all"] == [("moved", session)]
    assert found["JOB-01", "verified"] == found["JOB-01", "declared"] == [("moved", claim)]
    assert found["TRN-01", "all"] == found["TRN-02", "all"] == [("moved", training)]


def test_records_moved_to_other_days_are_told_and_back_again_they_are_not(center, funded):
    session, advisor = funded[1][0], make.make_advisor(center)

    actions.change_session(session=session, by=advisor, held_on=date(2024, 8, 1))
    assert changed_for(funded)["SES-01", "all"] == [("moved", session)]

    actions.change_session(session=session, by=advisor, held_on=date(2024, 5, 15))
    assert changed_for(funded) == {}


def test_what_came_from_another_funder_is_told_as_changed(center, funded):
    place, _rows, _lines, _moment = funded
    firm, advisor = make.make_client(center), make.make_advisor(center)
    session = make.make_session(firm)
    Session.objects.filter(pk=session.pk).update(recorded_at="2024-05-16T00:00Z")
    session.refresh_from_db()
    funder = Funder.objects.get(code=place["funder"])

    actions.change_session(session=session, by=advisor, funder=funder)

    assert changed_for(funded)["SES-01", "all"] == [("changed", session)]


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
