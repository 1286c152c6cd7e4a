"""The country dashboard: scope, filters, numbers equal to impact's."""

import csv
import io
from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from centers import formats
from centers.models import Center
from clients.models import QualityCount
from clients.quality import recount, score
from reporting.impact import impact, reference
from reporting.models import Target
from reporting.periods import Period
from tests.factories import (
    make_administrator,
    make_advisor,
    make_center,
    make_client,
    make_coordinator,
    make_country,
    make_director,
    make_evidence,
    make_funder_user,
    make_outcome,
    make_session,
)

URL = "/dashboard/"
YEAR = {"start": "2024-01-01", "end": "2024-12-31"}


@pytest.fixture
def center(db):
    """Three clients, two of them women's; five verified jobs, three of them women's."""
    center = make_center(name="Valle Alto")
    for number, sex in enumerate(("woman", "woman", "man")):
        served = make_client(center, contact_sex=sex)
        make_session(served, held_on=date(2024, 3, 10 + number))
    make_outcome(served, quantity=5, women=3, state="verified")
    make_outcome(served, quantity=4, women=0)
    return center


def test_the_cards_show_the_same_figures_as_impact(client, center):
    user = make_coordinator(center.country)
    client.force_login(user)

    page = client.get(URL, YEAR)

    shown = {card["code"]: card for card in page.context["cards"]}
    table = impact(user, Period(date(2024, 1, 1), date(2025, 1, 1)), {"country": "SV"})
    assert shown["CLI-01"]["value"] == str(table.value("CLI-01")) == "3"
    assert shown["JOB-01"]["value"] == str(table.value("JOB-01")) == "5"
    assert shown["JOB-01"]["declared"] == "9 declared"
    assert shown["CLI-01"]["women"] == "67% women"
    assert shown["JOB-01"]["women"] == "60% women"


def test_every_chart_has_its_table_and_its_figure(client, center):
    client.force_login(make_coordinator(center.country))

    html = client.get(URL, YEAR).content.decode()

    assert html.count('<figure class="chart"') == 3
    assert html.count('<details class="chart-data"') == 3
    assert html.count('<script type="application/json">') == 3
    assert "style=" not in html


@pytest.mark.parametrize("filters", [{}, {"sex": "woman"}, {"center": "here"}])
def test_each_card_opens_the_explanation_of_its_own_figure(client, center, filters):
    other = make_client(make_center(center.country))
    make_session(other, held_on=date(2024, 4, 1))
    make_outcome(other, quantity=7, state="verified")
    filters = filters | ({"center": center.code} if "center" in filters else {})
    client.force_login(make_coordinator(center.country))

    page = client.get(URL, YEAR | filters)

    for card in page.context["cards"]:
        assert f'href="{escape(card["url"])}"' in page.content.decode()
        found = client.get(card["url"]).context["found"]
        value = page.context["board"].figures.value(card["code"])
        assert found.total == found.figure == value, card["code"]
        women = client.get(card["women_url"]).context["found"]
        assert women.total == page.context["board"].figures.women(card["code"]) or filters


def test_each_cell_of_the_centers_opens_its_explanation(client, center):
    make_session(make_client(make_center(center.country)), held_on=date(2024, 4, 1))
    client.force_login(make_coordinator(center.country))

    page = client.get(URL, YEAR)

    for row in [*page.context["rows"], page.context["total"]]:
        for kind in ("cli", "job"):
            found = client.get(row[kind]["url"]).context["found"]
            assert str(found.total) == row[kind]["value"]


def test_each_chart_offers_records_method_and_its_table_as_a_file(client, center):
    client.force_login(make_coordinator(center.country))

    page = client.get(URL, YEAR)

    assert set(page.context["charts"]) == {"jobs", "centers", "results"}
    for chart in page.context["charts"].values():
        for url in (chart.offers["records"], chart.offers["method"], *chart.links.values()):
            assert client.get(url).context["found"]
            assert f'href="{escape(url)}"' in page.content.decode()
        file = client.get(chart.offers["download"])
        assert file["Content-Type"].startswith("text/csv")
        assert file.content.decode("utf-8-sig") == chart.table.as_csv()
    assert client.get("/dashboard/weather/").status_code == 404


def test_the_jobs_of_a_month_to_date_are_explained_by_their_records(client, center):
    client.force_login(make_coordinator(center.country))

    chart = client.get(URL, YEAR).context["charts"]["jobs"]

    values = chart.spec.series[0].values
    for (row, _series), url in chart.links.items():
        assert client.get(url).context["found"].total == values[row]


def test_the_quality_of_the_data_stands_on_the_dashboard(client, center):
    client.force_login(make_coordinator(center.country))
    assert client.get(URL, YEAR).context["quality"]["score"] is None
    recount(Center.objects.filter(pk=center.pk))

    page = client.get(URL, YEAR | {"center": center.code})

    expected = score(QualityCount.objects.all())
    assert page.context["quality"]["score"] == formats.percent(expected / 100)
    assert f'href="/quality/?center={center.pk}"' in page.content.decode()
    file = client.get(reverse("reporting:dashboard-chart", args=["center-table"]), YEAR)
    heads, of_center, of_country = csv.reader(file.content.decode().splitlines())
    column = heads.index("Quality, %")
    assert of_center[column] == of_country[column] == str(round(expected, 1))


def test_a_filter_lies_in_the_address_and_narrows_every_figure(client, center):
    other = make_center(center.country, name="Puerto Nuevo")
    make_session(make_client(other), held_on=date(2024, 4, 1))
    client.force_login(make_coordinator(center.country))

    everywhere = client.get(URL, YEAR)
    here = client.get(URL, YEAR | {"center": other.code})

    assert [c["value"] for c in everywhere.context["cards"]][0] == "4"
    assert [c["value"] for c in here.context["cards"]][0] == "1"
    assert f'value="{other.code}" selected' in here.content.decode()


def test_an_advisor_sees_the_own_center_only(client, center):
    stranger = make_center(center.country, name="Secret Harbour")
    make_session(make_client(stranger), held_on=date(2024, 4, 1))
    client.force_login(make_advisor(center))

    page = client.get(URL, YEAR)

    assert page.context["cards"][0]["value"] == "3"
    assert "Secret Harbour" not in page.content.decode()
    refused = client.get(URL, YEAR | {"center": stranger.code})
    assert "cards" not in refused.context
    assert "is not on the list. Choose again." in refused.content.decode()


def test_a_foreign_country_is_not_shown(client, center):
    foreign = make_center(make_country("GT"), name="Xela")
    make_session(make_client(foreign), held_on=date(2024, 4, 1))
    client.force_login(make_coordinator(center.country))

    page = client.get(URL, YEAR | {"country": "GT"})

    assert page.context["form"].place == center.country
    assert "Xela" not in page.content.decode()


def test_a_funder_may_not_see_true_figures(client, center):
    client.force_login(make_funder_user(center.country))

    assert client.get(URL).status_code == 403


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"start": "2024-05-01"}, "Give the first and the last day"),
        ({"start": "2024-05-01", "end": "2024-04-01"}, "lies before the first"),
        ({"start": "yesterday", "end": "2024-04-01"}, "write a date such as 2024-05-28"),
        ({"period": "F1"}, "“F1” is not on the list"),
    ],
)
def test_bad_dates_get_a_sentence_and_no_figures(client, center, asked, sentence):
    client.force_login(make_coordinator(center.country))

    page = client.get(URL, asked)

    assert page.status_code == 200
    assert sentence in page.content.decode()
    assert "cards" not in page.context


def test_an_empty_country_has_zeros_and_no_error(client, db):
    client.force_login(make_coordinator(make_country("JM")))

    page = client.get(URL)

    assert page.status_code == 200
    assert page.context["cards"][0]["value"] == "0"


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_same_figures_come_as_a_file(client, center, kind):
    client.force_login(make_coordinator(center.country))

    answer = client.get(f"{URL}data/", YEAR | {"as": kind})

    assert answer["Content-Disposition"].endswith(f'.{kind}"')
    if kind == "csv":
        rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
        totals = [row for row in rows if row["measure"] == "CLI-01" and not row["sex"]]
        assert totals[0]["value"] == "3"


def test_targets_give_bars(client, center):
    Target.objects.create(country=center.country, measure="JOB-01", year=2024, value=20)
    client.force_login(make_coordinator(center.country))

    page = client.get(URL, YEAR)

    card = page.context["cards"][3]
    assert card["state_label"] == "25% of the target · Behind"
    assert "Target 20" in page.content.decode()


def counted(client, center, asked):
    """Numbers of questions to the database with one center more, and with six more."""
    client.force_login(make_coordinator(center.country))
    counts = []
    for centers in (1, 6):
        for _ in range(centers):
            served = make_client(make_center(center.country))
            make_session(served, held_on=date(2024, 4, 1))
            make_session(served, held_on=timezone.localdate())
            make_outcome(served, quantity=2)
            Target.objects.create(
                country=center.country, center=served.center, measure="CAP-01", year=2024, value=9
            )
        client.get(URL, asked)  # brings the figures up to date
        with CaptureQueriesContext(connection) as queries:
            client.get(URL, asked)
        counts.append(len(queries))
    return counts


@pytest.mark.parametrize(
    ("asked", "today"),
    [
        (YEAR, "2026-12-15 18:00"),
        ({}, "2026-11-30 18:00"),
        ({}, "2026-12-01 18:00"),
        ({}, "2026-12-15 18:00"),
    ],
)
def test_at_most_25_queries_whatever_the_size_and_the_day(client, center, asked, today):
    """The days until today and those of a year ago may begin and end within a month."""
    with time_machine.travel(today, tick=False):
        counts = counted(client, center, asked)

    assert counts[0] == counts[1] <= 25


def test_the_month_that_runs_counts_as_the_source_rows_say(client, center):
    """With and without a row dated after today, which the running month would hold too."""
    user, today = make_coordinator(center.country), timezone.localdate()
    served = make_client(center, contact_sex="woman")
    make_session(served, held_on=today)
    period = Period(date(today.year, 1, 1), today + timedelta(days=1))
    asked = user, period, {"country": "SV"}
    codes = ("CLI-01", "CLI-03", "SES-02", "JOB-01")

    assert impact(*asked, measures=codes).cells == reference(*asked, measures=codes).cells
    make_session(make_client(center), held_on=today + timedelta(days=1))
    found = impact(*asked, measures=codes)
    assert found.cells == reference(*asked, measures=codes).cells
    assert found.value("CLI-01") == 1


def test_amounts_without_a_rate_are_a_task_of_who_may_load_rates(client, db):
    center = make_center(make_country("SV"))
    money = {"kind": "capital", "amount": 5, "currency": "HNL", "amount_usd": None}
    make_outcome(make_client(center), **money)

    def tasks(user):
        client.force_login(user)
        page = client.get("/dashboard/", YEAR)
        return {gap["words"]: gap["count"] for gap in page.context["gaps"]}

    assert tasks(make_coordinator(center.country))["amounts without an exchange rate"] == 1
    assert "amounts without an exchange rate" not in tasks(make_director(center))


def test_each_task_opens_exactly_the_records_that_it_counts(client, db):
    center, other = make_center(make_country("SV")), make_center(make_country("SV"))
    abroad = make_center(make_country("GT"))
    money = {"kind": "capital", "amount": 5, "currency": "HNL", "amount_usd": None}
    for place in (center, other, abroad):
        firm = make_client(place, contact_sex="not_stated")
        make_session(firm, topic="")
        make_session(firm, topic="", held_on=date(2023, 5, 1))
        make_session(firm, topic="", reportable=False)
        make_session(firm)
        make_outcome(firm, **money)
        make_evidence(make_outcome(firm, state="evidenced"))
        make_outcome(firm, state="returned")
        make_outcome(firm, state="verified")
        make_client(place, contact_sex="woman")
    client.force_login(make_administrator())

    for asked, expected in (
        ({"country": "SV"}, [2, 4, 2, 2, 2]),
        ({"country": "SV", "center": center.code}, [1, 2, 1, 1, 1]),
    ):
        tasks = client.get("/dashboard/", YEAR | asked).context["gaps"]
        opened = [client.get(task["url"]).context["page"].paginator.count for task in tasks]
        assert [task["count"] for task in tasks] == opened == expected
    assert "Load rates" in client.get(tasks[0]["url"]).text
