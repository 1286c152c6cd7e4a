"""The page of women in business: shares by family, the gap by center, targets for the share."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils.html import escape

from reporting.report.chartbook import RESULTS, THROUGH_YEARS
from reporting.women import STEPS
from tests import factories as make

pytestmark = pytest.mark.django_db
YEAR = {"country": "SV", "period": "F2024"}


@pytest.fixture
def page(client):
    country = make.make_country("SV")
    east, west = (make.make_center(country, name=name) for name in ("East", "West"))
    for center, sex, owned, capital in [
        (east, "woman", "yes", 100),
        (east, "man", "no", 300),
        (west, "woman", "unknown", 500),
        (west, "not_stated", "yes", 500),
    ]:
        firm = make.make_client(center, contact_sex=sex, women_owned=owned)
        make.make_session(firm)
        make.make_outcome(firm, quantity=4, women=1, state="verified")
        money = {"amount": Decimal(capital), "state": "verified"}
        make.make_outcome(firm, kind="capital", **money)
    make.make_target(country, measure="CLI-01.women_share", value=Decimal(60))
    client.force_login(make.make_coordinator(country))
    return client.get(reverse("reporting:women"), YEAR)


def step_of(page, code):
    return next(one["step"] for one in page.context["steps"] if one["step"].measure.code == code)


def test_each_result_has_womens_part_by_its_own_family(page):
    shares = {code: step_of(page, code).share for code in ("CLI-01", "JOB-01", "CAP-01", "EXP-01")}

    assert shares["CLI-01"] == 50
    assert shares["JOB-01"] == 25
    assert round(shares["CAP-01"], 2) == Decimal("42.86")
    assert shares["EXP-01"] is None


def test_not_known_is_shown_as_a_value(page):
    assert step_of(page, "CLI-01").unknown_share == 25
    assert round(step_of(page, "CAP-01").unknown_share, 2) == Decimal("35.71")


def test_the_widest_gap_comes_first(page):
    gaps = [(row["center"].name, row["gap"]) for row in page.context["page"].rows]

    assert gaps == [("East", -25), ("West", 0)]


def test_many_centers_are_shown_in_part_and_wholly_on_request(client, page, monkeypatch):
    monkeypatch.setattr("reporting.views.women.MOST_ROWS", 1)
    first = client.get(reverse("reporting:women"), YEAR)
    every = client.get(reverse("reporting:women"), YEAR | {"rows": "all"})

    assert [row["center"].name for row in first.context["rows"]] == ["East"]
    assert "See 1 more center" in first.content.decode()
    assert "rows=all" in first.content.decode()
    assert [row["center"].name for row in every.context["rows"]] == ["East", "West"]
    assert "more center" not in every.content.decode()


def test_a_target_for_the_share_says_how_it_stands(page):
    target = step_of(page, "CLI-01").target

    assert (target.actual, target.expected, target.pace.value) == (50, 60, "watch")
    assert step_of(page, "JOB-01").target is None


def test_lines_run_over_three_years(page):
    chart = page.context["charts"]["years"].spec

    assert chart.categories == ("2022", "2023", "2024")
    assert chart.series[0].values[-1] == 50


def test_funders_do_not_see_true_figures(client):
    client.force_login(make.make_funder_user())

    assert client.get(reverse("reporting:women")).status_code == 403


@pytest.mark.parametrize("name", ["results", "centers", "years", "funnel"])
def test_every_chart_and_table_is_a_file(client, page, name):
    url = reverse("reporting:women-file", args=[name])

    assert client.get(url, YEAR)["Content-Type"].startswith("text/csv")
    assert client.get(url, YEAR | {"as": "xlsx"}).content[:2] == b"PK"
    if name in page.context["charts"]:
        assert client.get(url, YEAR | {"as": "svg"}).content.startswith(b"<svg xmlns")
        assert url in page.context["charts"][name].offers["download"]


def test_both_figures_of_a_result_open_their_records(client, page):
    for line in page.context["steps"]:
        step = line["step"]
        assert client.get(line["url"]).context["found"].total == step.whole
        assert client.get(line["women_url"]).context["found"].total == step.women


def test_each_share_of_a_center_opens_womens_part_there(client, page):
    figures = page.context["page"].figures
    opened = 0
    for row in page.context["rows"]:
        for code, one in zip(STEPS, row["shares"], strict=True):
            if one["share"] is None:
                continue
            found = client.get(one["url"]).context["found"]
            assert found.total == figures.women(code, center=row["center"].code)
            assert f'href="{escape(one["url"])}"' in page.text
            opened += 1
    assert opened == 6  # clients, jobs and capital of two centers


def test_every_share_that_is_drawn_opens_womens_part(client, page):
    figures = page.context["page"].figures
    charts = page.context["charts"]
    wanted = {
        "results": {(row, 0): figures.women(code) for row, code in enumerate(RESULTS)},
        "centers": {
            (row, 0): figures.women("CLI-01", center=page.context["form"].centers[place].code)
            for row, place in enumerate(range(2))
        },
        "years": {
            (row, series): figures.women(code, year=year)
            for row, year in enumerate((2022, 2023, 2024))
            for series, code in enumerate(THROUGH_YEARS)
        },
    }
    for name, values in wanted.items():
        links = charts[name].links
        found = {key: client.get(url).context["found"].total for key, url in links.items()}
        assert (name, found) == (name, values)
