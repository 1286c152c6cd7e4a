"""The region: countries as rows, totals, women's shares, sums of targets."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from reporting.impact import impact
from reporting.models import Target
from reporting.periods import Period, calendar_year
from reporting.targets import planned
from tests import factories as make

pytestmark = pytest.mark.django_db
YEAR = {"start": "2024-01-01", "end": "2024-12-31"}


@pytest.fixture
def countries():
    """Two countries of the calendar year and one whose fiscal year starts in April."""
    found = [make.make_country("SV"), make.make_country("GT")]
    found.append(make.make_country("BZ", fiscal_year_start_month=4))
    for number, country in enumerate(found, start=1):
        center = make.make_center(country)
        for sex in ("woman", "man")[: max(number - 1, 1)]:
            client = make.make_client(center, contact_sex=sex, women_owned="yes")
            make.make_session(client, held_on=date(2024, 5, number))
        make.make_outcome(client, quantity=4 * number, women=number, state="verified")
        make.make_outcome(client, kind="capital", amount=Decimal(100), state="verified")
    return found


@pytest.fixture
def administrator(client, countries):
    user = make.make_administrator()
    client.force_login(user)
    return user


def seen(client, **asked):
    return client.get(reverse("reporting:region"), YEAR | asked)


def test_each_country_and_the_total_are_those_of_impact(client, administrator):
    page = seen(client)

    cells = {row["country"].code: row["cells"] for row in page.context["rows"]}
    period = calendar_year(2024)
    for code, row in cells.items():
        table = impact(administrator, period, {"country": code})
        assert [cell["number"] for cell in row] == [
            table.value(one) for one in ("CLI-01", "SES-02", "BUS-01", "JOB-01", "CAP-01")
        ]
    whole = impact(administrator, period, {"country": list(cells)})
    total = page.context["total"]["cells"]
    assert total[0]["number"] == whole.value("CLI-01") == 4
    assert total[3]["number"] == whole.value("JOB-01") == 24
    assert total[3]["women"] == "25%"
    assert [card["value"] for card in page.context["cards"]][0] == "4"


def test_each_figure_of_a_country_opens_its_explanation(client, administrator):
    for row in seen(client, sex="woman").context["rows"]:
        for cell in row["cells"]:
            assert client.get(cell["url"]).context["found"].total == cell["number"]


def test_the_regions_target_is_the_sum_of_those_that_are_set(client, administrator, countries):
    for country, value in zip(countries[:2], (10, 20), strict=True):
        make.make_target(country, measure="JOB-01", year=2024, value=Decimal(value))

    page = seen(client)

    standing = page.context["total"]["cells"][3]["standing"]
    assert (standing.actual, standing.target.value, standing.expected) == (12, 30, 30)
    assert page.context["rows"][0]["cells"][3]["standing"] is None  # Belize has none
    assert "2 countries of 3" in page.content.decode()


def test_targets_of_other_fiscal_years_are_taken_by_their_months(client, administrator, countries):
    belize = countries[2]
    for year, value in ((2023, 12), (2024, 24)):
        make.make_target(belize, measure="JOB-01", year=year, value=Decimal(value))
        make.make_target(belize, measure="CLI-01", year=year, value=Decimal(value))

    row = seen(client).context["rows"][0]["cells"]

    assert row[3]["standing"].target.value == 3 + 18
    assert row[0]["standing"] is None  # different clients of two years do not add up


def test_a_year_without_a_target_leaves_the_period_without_one(countries):
    target = Target(country=countries[0], measure="JOB-01", year=2024, value=Decimal(12))
    whole, two = calendar_year(2024), Period(date(2024, 1, 1), date(2026, 1, 1))

    assert planned({2024: target}, countries[0], whole) == 12
    assert planned({2024: target}, countries[0], two) == 0
    half = Period(date(2024, 1, 1), date(2024, 7, 1))
    assert planned({2024: target}, countries[0], half) == 6


def test_a_filter_that_matches_nothing_is_an_honest_zero(client, administrator):
    page = seen(client, sex="other")

    assert [cell["number"] for cell in page.context["total"]["cells"]][0] == 0
    assert all(card["women"] == "" for card in page.context["cards"])


def test_a_coordinators_region_is_the_own_country(client, countries):
    client.force_login(make.make_coordinator(countries[1]))

    assert [row["country"].code for row in seen(client).context["rows"]] == ["GT"]


def test_people_of_funders_see_no_true_figures_of_the_region(client, countries):
    client.force_login(make.make_funder_user(countries[0]))

    assert seen(client).status_code == 403


@pytest.mark.parametrize("name", ["countries", "women", "jobs"])
def test_the_table_and_each_chart_come_as_files(client, administrator, name):
    url = reverse("reporting:region-file", args=[name])

    text = client.get(url, YEAR).content.decode("utf-8-sig")

    rows = list(csv.reader(io.StringIO(text)))
    assert len(rows) == 1 + 3 + (name == "countries")
    assert client.get(url, YEAR | {"as": "xlsx"}).content[:2] == b"PK"
    assert client.get(reverse("reporting:region-file", args=["weather"])).status_code == 404


def test_reversed_days_get_a_sentence(client, administrator):
    page = seen(client, start="2024-12-31", end="2024-01-01")

    assert "Swap the two dates" in page.content.decode()
    assert "rows" not in page.context
