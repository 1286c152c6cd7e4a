"""A target that is missed has the coordinator's reason, and reports print it."""

from datetime import date
from decimal import Decimal

import pytest

from reporting.models import Target
from reporting.periods import Period
from reporting.report.planned import targets_of
from tests import factories as make

pytestmark = pytest.mark.django_db
ADDRESS = "/targets/?year=2024"


@pytest.fixture
def center():
    return make.make_center()


@pytest.fixture
def coordinator(center, client):
    user = make.make_coordinator(center.country)
    client.force_login(user)
    return user


@pytest.fixture
def missed(center):
    """Five jobs where twenty were meant."""
    make.make_outcome(
        make.make_client(center), occurred_on=date(2024, 3, 1), quantity=5, state="verified"
    )
    return make.make_target(center.country, value=Decimal(20))


def test_a_reason_is_kept_and_goes_into_the_report(client, coordinator, missed):
    field = f"reason{missed.pk}"
    page = client.get(ADDRESS)
    assert "5 of 20 expected by now (Behind)" in page.context["reasons"].fields[field].label

    client.post(ADDRESS, {"reasons": "1", field: "The fair was cancelled."})

    missed.refresh_from_db()
    assert (missed.reason, missed.changed_by) == ("The fair was cancelled.", coordinator)
    year = Period(date(2024, 1, 1), date(2025, 1, 1))
    [frozen] = targets_of(coordinator, [missed.country_id], year)
    assert frozen["reason"] == "The fair was cancelled."
    assert "The fair was cancelled." in client.get(ADDRESS).text


def test_only_targets_that_lag_ask_for_a_reason(client, center, coordinator, missed):
    reached = make.make_target(center.country, center=center, value=Decimal(4))
    late = make.make_target(center.country, center=center, measure="CLI-01", value=Decimal(9))

    targets = client.get(ADDRESS).context["reasons"].targets.values()

    assert set(targets) == {missed, late}
    assert reached not in targets


def test_a_reason_too_long_is_refused_and_stays_in_its_field(client, coordinator, missed):
    text = "long " * 101

    page = client.post(ADDRESS, {"reasons": "1", f"reason{missed.pk}": text})

    assert "at most 500 characters" in page.text
    assert text.strip() in page.text
    assert Target.objects.get().reason == ""


def test_the_reasons_of_another_country_are_out_of_reach(client, coordinator, missed):
    foreign = make.make_target(make.make_country("GT"), value=Decimal(20))

    client.post(ADDRESS, {"reasons": "1", f"reason{foreign.pk}": "Not mine"})

    foreign.refresh_from_db()
    assert foreign.reason == ""


def test_saving_the_grid_leaves_the_reasons(client, coordinator, missed):
    Target.objects.update(reason="The fair was cancelled.")

    client.post(ADDRESS, {"country:JOB-01": "30"})

    target = Target.objects.get()
    assert (target.value, target.reason) == (Decimal(30), "The fair was cancelled.")
