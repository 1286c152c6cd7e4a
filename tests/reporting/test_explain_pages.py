"""The pages behind each number: the same figure, its records, and what a client counts in."""

import random
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from clients.models import Client, Outcome
from reporting import explanations
from reporting.dimensions import DIMENSIONS
from reporting.impact import impact
from reporting.measures import MEASURES
from reporting.periods import Period
from tests import factories as make
from tests.reporting.random_rows import network

pytestmark = pytest.mark.django_db
YEAR = {"country": "SV", "start": "2024-01-01", "end": "2024-12-31"}


@pytest.fixture
def coordinator():
    return make.make_coordinator(make.make_country("SV"))


def explain(client, code, **query):
    return client.get(reverse("reporting:explain", args=[code]), YEAR | query)


@pytest.mark.parametrize("seed", range(2))
def test_the_page_of_every_measure_and_breakdown_adds_up(seed, coordinator):
    network(random.Random(seed))
    period = Period(date(2024, 1, 1), date(2025, 1, 1))
    keys = ["sex", "women_owned", "month", "sector", "funder", "center", "stage", "detail"]

    for key in keys[seed::2]:
        codes = [one.code for one in MEASURES.values() if key in one.breakdowns]
        table = impact(coordinator, period, {"country": "SV"}, (key,), measures=codes)
        for cell in table:
            if not cell.figure and cell.by:
                continue
            query = YEAR | cell.by | {"state": cell.state}
            found = explanations.read(coordinator, cell.measure, query)
            assert (cell.measure, cell.by, found.total) == (cell.measure, cell.by, cell.value)
            assert found.figure == cell.value


def test_the_page_lists_what_counts_with_its_parts(client, coordinator):
    center = make.make_center(coordinator.home_country)
    for jobs in (3, 2):
        make.make_outcome(make.make_client(center), quantity=jobs, state="verified")
    make.make_outcome(make.make_client(center), quantity=9)
    client.force_login(coordinator)

    page = explain(client, "JOB-01")

    assert (page.context["figure"], page.context["total"]) == ("5", "5")
    assert sorted(line["part"] for line in page.context["lines"]) == ["2", "3"]
    assert "definition 1" in page.text
    assert explain(client, "JOB-01", state="declared").context["figure"] == "14"


def test_the_other_tab_says_why_each_record_does_not_count(client, coordinator):
    center = make.make_center(coordinator.home_country)
    make.make_outcome(make.make_client(center), state="evidenced")
    make.make_outcome(make.make_client(center), state="returned")
    client.force_login(coordinator)

    page = explain(client, "JOB-01", show="left-out")

    reasons = {str(line["reason"]) for line in page.context["lines"]}
    assert reasons == {
        "It awaits verification by a second person.",
        "It was returned to be mended.",
    }
    assert dict(page.context["found"].reasons) == dict.fromkeys(reasons, 1)


def test_clients_and_sessions_are_records_too(client, coordinator):
    center = make.make_center(coordinator.home_country)
    make.make_session(make.make_client(center), contact_minutes=90)
    client.force_login(coordinator)

    assert explain(client, "SES-02").context["total"] == "1.50"
    assert explain(client, "CLI-01").context["total"] == "1"
    assert explain(client, "CLI-03", show="left-out").context["lines"]


def test_an_address_that_makes_no_sense_is_answered_with_a_sentence(client, coordinator):
    client.force_login(coordinator)

    assert explain(client, "JOB-99").status_code == 404
    assert "not a value" in explain(client, "JOB-01", stage="rich").context["fault"]
    assert explain(client, "JOB-01", start="2025-01-01").context["fault"]
    assert "GT" in explain(client, "JOB-01", country="GT").context["fault"]


def test_advisors_open_records_of_their_center_only(client, coordinator):
    own, other = (make.make_center(coordinator.home_country) for _ in range(2))
    for center in (own, other):
        make.make_outcome(make.make_client(center), quantity=2, state="verified")
    client.force_login(make.make_advisor(own))

    assert explain(client, "JOB-01").context["total"] == "2"


def test_people_of_funders_see_no_records(client):
    client.force_login(make.make_funder_user())

    assert explain(client, "JOB-01").status_code == 403


def test_every_breakdown_has_a_readable_filter():
    assert all(str(one.label) for one in DIMENSIONS.values())


# --- the client's page ----------------------------------------------------------------------------
@pytest.fixture
def firm(coordinator):
    client = make.make_client(make.make_center(coordinator.home_country))
    today = timezone.localdate()
    make.make_session(client, held_on=today, contact_minutes=150)
    Client.objects.filter(pk=client.pk).update(first_session_on=today)
    return client


def part(client, firm, user):
    client.force_login(user)
    address = reverse("reporting:client-measures", args=[firm.pk])
    return client.get(address, headers={"X-Fragment": "yes"})


def test_a_client_page_says_what_it_counts_in_and_what_is_missing(client, firm, coordinator):
    today = timezone.localdate()
    make.make_outcome(firm, quantity=2, state="verified", occurred_on=today)
    make.make_outcome(firm, quantity=3, occurred_on=today)
    make.make_outcome(firm, kind="capital", state="returned", occurred_on=today)

    page = part(client, firm, coordinator)

    counts = {one.code: value for one, value in page.context["counts"]}
    missing = {(one.code, sentence) for one, sentence in page.context["missing"]}
    assert counts == {
        "SES-01": "1", "SES-02": "2.50", "CLI-01": "1", "CLI-02": "1", "JOB-01": "2"
    }  # fmt: skip
    assert missing == {
        ("CLI-03", "2.5 more hours this year make a long-term client"),
        ("JOB-01", "3 declared, awaiting verification"),
        ("CAP-01", "It was returned to be mended."),
    }


def test_the_part_of_the_client_page_is_small_and_in_scope(
    client, firm, coordinator, django_assert_max_num_queries
):
    client.force_login(coordinator)
    address = reverse("reporting:client-measures", args=[firm.pk])

    with django_assert_max_num_queries(25):
        page = client.get(address, headers={"X-Fragment": "yes"})

    assert "<html" not in page.text
    assert "<html" in client.get(address).text
    assert part(client, firm, make.make_director()).status_code == 404


def test_another_clients_claims_are_not_counted_for_this_one(client, firm, coordinator):
    make.make_outcome(
        make.make_client(firm.center),
        kind="capital",
        amount=Decimal(5),
        state="verified",
        occurred_on=timezone.localdate(),
    )

    page = part(client, firm, coordinator)

    assert "CAP-01" not in {one.code for one, _value in page.context["counts"]}
    assert Outcome.objects.count() == 1
