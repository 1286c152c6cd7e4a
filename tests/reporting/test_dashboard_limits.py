"""Bad and extreme questions get a sentence or an honest zero; large networks no more queries."""

from datetime import date

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from centers.models import Center
from reporting.dashboard.tables import MOST_ROWS
from tests import factories as make

pytestmark = pytest.mark.django_db
YEAR = {"start": "2024-01-01", "end": "2024-12-31"}
PAGES = ("dashboard", "center-list", "center-detail", "region", "compare", "women")


@pytest.fixture
def center():
    center = make.make_center(name="Valle Alto")
    served = make.make_client(center, contact_sex="woman", women_owned="yes")
    make.make_session(served, held_on=date(2024, 2, 29))
    make.make_outcome(served, quantity=5, women=3, state="verified", occurred_on=date(2024, 2, 29))
    return center


def many_centers(country, number):
    """Centers with a client and a session of 2024 each."""
    Center.objects.bulk_create(
        Center(country=country, code=f"{country.code}-many-{one}", name=f"Centro {one:04}")
        for one in range(number)
    )


def get(client, name, center, **asked):
    arguments = [center.pk] if name == "center-detail" else []
    return client.get(reverse(f"reporting:{name}", args=arguments), asked)


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (
            {"start": "2024-12-31", "end": "2024-01-01"},
            "The last day, Jan 1, 2024, lies before the first, Dec 31, 2024. Swap the two dates.",
        ),
        ({"start": "1990-01-01", "end": "2024-12-31"}, "longer than 30 years"),
        ({"start": "0001-01-01", "end": "0002-01-01"}, "Choose days of the years"),
        ({"start": "9999-01-01", "end": "9999-12-31"}, "Choose days of the years"),
        ({"start": "2024-02-30", "end": "2024-12-31"}, "First day: write a date such as"),
        ({"period": "F0"}, "Period: “F0” is not on the list. Choose again."),
    ],
)
def test_a_period_that_cannot_be_is_told_in_a_sentence(client, center, name, asked, sentence):
    client.force_login(make.make_coordinator(center.country))

    page = get(client, name, center, **asked)

    assert page.status_code == 200
    assert sentence in page.content.decode()


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(
    "days",
    [
        {"start": "2024-02-29", "end": "2024-02-29"},
        {"start": "2024-02-28", "end": "2024-02-28", "compare": "two"},
        {"start": "1996-01-01", "end": "2025-12-31"},
        {"start": "2024-03-15", "end": "2024-05-02", "compare": "before"},
    ],
)
def test_one_day_and_thirty_years_have_figures(client, center, name, days):
    client.force_login(make.make_coordinator(center.country))

    page = get(client, name, center, **days)

    assert page.status_code == 200
    if name == "dashboard":
        expected = "1" if days["start"] in ("2024-02-29", "1996-01-01") else "0"
        assert page.context["cards"][0]["value"] == expected


@pytest.mark.parametrize(
    ("filters", "told"),
    [
        ({"sex": "robot"}, "Sex: “robot” is not on the list."),
        ({"women_owned": "half"}, "Women-owned: “half” is not on the list."),
        ({"compare": "1890"}, "Compare with: “1890” is not on the list."),
    ],
)
def test_an_unknown_filter_is_told_and_nothing_is_shown(client, center, filters, told):
    client.force_login(make.make_coordinator(center.country))

    page = get(client, "dashboard", center, **YEAR, **filters)

    assert told in page.content.decode()
    assert "cards" not in page.context


@pytest.mark.parametrize("name", PAGES)
def test_a_filter_that_matches_nothing_is_an_honest_zero(client, center, name):
    client.force_login(make.make_coordinator(center.country))

    page = get(client, name, center, **YEAR, sex="man", women_owned="no")

    assert page.status_code == 200
    if "cards" in page.context:
        assert [card["value"] for card in page.context["cards"]] == ["0"] * 5


@pytest.mark.parametrize("name", PAGES)
def test_a_country_without_data_is_an_honest_zero(client, name):
    empty = make.make_center(make.make_country("JM"))
    client.force_login(make.make_coordinator(empty.country))

    page = get(client, name, empty)

    assert page.status_code == 200
    if "cards" in page.context:
        assert [card["value"] for card in page.context["cards"]] == ["0"] * 5


def test_an_unknown_breakdown_names_those_there_are(center):
    from reporting.dimensions import BadQuestion
    from reporting.impact import impact
    from reporting.periods import calendar_year

    user = make.make_coordinator(center.country)

    with pytest.raises(BadQuestion, match="is not a breakdown. There are: country, center"):
        impact(user, calendar_year(2024), by="weather")
    with pytest.raises(BadQuestion, match="cannot be broken down by topic"):
        impact(user, calendar_year(2024), by="topic", measures=("JOB-01",))


def test_1500_centers_show_those_farthest_behind_and_pages_of_the_rest(client, center):
    many_centers(center.country, 1499)
    client.force_login(make.make_coordinator(center.country))

    page = get(client, "dashboard", center, **YEAR)
    assert (len(page.context["rows"]), page.context["more"]) == (MOST_ROWS, 1500 - MOST_ROWS)
    listed = get(client, "center-list", center, **YEAR, page=30)
    assert (len(listed.context["rows"]), listed.context["page"].paginator.count) == (50, 1500)
    file = client.get(reverse("reporting:dashboard-chart", args=["center-table"]), YEAR)
    assert len(file.content.decode().splitlines()) == 1 + 1500 + 1


@pytest.mark.parametrize("name", PAGES)
def test_the_number_of_queries_does_not_grow_with_the_network(client, center, name):
    client.force_login(make.make_administrator())
    counts = []
    for number, code in ((2, "GT"), (200, "CR")):
        country = make.make_country(code)
        many_centers(country, number)
        served = make.make_client(make.make_center(country))
        make.make_session(served, held_on=date(2024, 4, 1))
        make.make_outcome(served)
        advisor = make.make_advisor(center)
        make.make_session(make.make_client(center), advisor=advisor, held_on=date(2024, 4, 2))
        asked = YEAR | {"country": "SV"}
        get(client, name, center, **asked)  # brings the figures up to date
        with CaptureQueriesContext(connection) as queries:
            get(client, name, center, **asked)
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 25, counts


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL plans by what tables hold")
def test_what_waits_is_counted_from_indexes(client, center):
    client.force_login(make.make_coordinator(center.country))
    served = make.make_client(center)
    for day in range(1, 29):
        make.make_session(served, held_on=date(2024, 1, day), topic="finance" if day > 4 else "")
    call_command("analyze")
    with CaptureQueriesContext(connection) as asked:
        get(client, "dashboard", center, **YEAR)

    (statement,) = (one["sql"] for one in asked.captured_queries if '"count0"' in one["sql"])
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {statement}")
        plan = " ".join(row[-1] for row in cursor.fetchall())
    for index in (
        "outcome_without_rate",
        "outcome_country_state",
        "session_without_topic",
        "client_country_sex",
    ):
        assert f"INDEX {index} (" in plan
