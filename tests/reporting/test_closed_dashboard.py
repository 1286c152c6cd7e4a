"""A closed period on the dashboard: its figures stand, what comes later is told beside them."""

from datetime import date

import pytest
from django.urls import reverse

from clients import actions
from clients.models import Outcome
from reporting import closings, explanations
from reporting.models import PeriodClosing
from reporting.periods import Period
from tests import factories as make

pytestmark = pytest.mark.django_db
YEAR = {"start": "2024-01-01", "end": "2024-12-31"}
END = date(2025, 1, 1)


@pytest.fixture
def center():
    """Two centers with a woman's session each and three verified jobs; the year is closed."""
    country = make.make_country("SV")
    for name in ("East", "West"):
        center = make.make_center(country, name=name)
        firm = make.make_client(center, contact_sex="woman")
        make.make_session(firm, held_on=date(2024, 3, 1))
        claim = make.make_outcome(firm, quantity=3, women=1, state="verified")
        make.make_evidence(claim)
    coordinator = make.make_coordinator(country)
    closings.close_period(country=country, end=END, by=coordinator, accept=True)
    center.refresh_from_db()
    return center


@pytest.fixture
def late(center):
    """A man's session that arrived after the closing, at the second center."""
    man = make.make_client(center, contact_sex="man")
    advisor = make.make_advisor(center)
    session = actions.record_session(
        client=man, by=advisor, held_on=date(2024, 4, 1), contact_minutes=60, mode="in_person"
    )
    assert session.late
    return session


def cards(client, user, **asked):
    client.force_login(user)
    page = client.get(reverse("reporting:dashboard"), YEAR | asked)
    return page, {card["code"]: card for card in page.context["cards"]}


def test_a_late_record_stands_beside_the_closed_figure(client, center, late):
    page, shown = cards(client, make.make_coordinator(center.country))

    assert (shown["CLI-01"]["value"], shown["CLI-01"]["since"]) == ("2", "+1 since closing")
    assert shown["CLI-01"]["women"] == "100% women"
    assert (shown["JOB-01"]["value"], shown["JOB-01"]["since"]) == ("6", "")
    assert [row["cli"]["value"] for row in page.context["rows"]] == ["1", "1"]
    assert "This period was closed on" in page.content.decode()


def test_the_explanation_adds_up_to_the_closed_figure_and_names_what_came_late(
    client, center, late
):
    _page, shown = cards(client, make.make_coordinator(center.country))
    address = shown["CLI-01"]["url"]

    page, others = client.get(address), client.get(f"{address}&show=left-out")

    assert page.context["figure"] == page.context["total"] == "2"
    assert page.context["restated"] == ""
    assert page.context["since"] == "+1"
    assert [(line["client"], line["reason"]) for line in others.context["lines"]] == [
        (late.client, "Its period had been closed before it arrived.")
    ]


def test_the_explanation_of_a_restated_figure_leads_from_its_records_to_it(client, center):
    coordinator = make.make_coordinator(center.country)
    claim = Outcome.objects.get(center=center)
    actions.restate(record=claim, by=coordinator, reason="Payroll", quantity=1)
    _page, shown = cards(client, coordinator)

    page = client.get(shown["JOB-01"]["url"])

    assert shown["JOB-01"]["value"] == page.context["figure"] == "6"
    assert (page.context["total"], page.context["restated"]) == ("4", "+2")
    assert reverse("clients:restatement-list") in page.text


def test_womens_part_of_a_closed_figure_is_explained_as_it_was_closed(client, center):
    woman = make.make_client(center, contact_sex="woman")
    make.make_session(woman, held_on=date(2024, 4, 1), late=True)
    _page, shown = cards(client, make.make_coordinator(center.country))

    page = client.get(shown["CLI-01"]["women_url"])

    assert shown["CLI-01"]["women"] == "100% women"
    assert (page.context["figure"], page.context["total"]) == ("2", "2")


def test_every_closed_figure_is_the_one_its_explanation_ends_with(center, late):
    coordinator, period = make.make_coordinator(center.country), Period(date(2024, 1, 1), END)
    closing = PeriodClosing.objects.get()
    make.make_outcome(late.client, kind="capital", state="verified", late=True)

    assert {len(line["by"]) for line in closing.figures} == {0, 1, 2}
    for line in closing.figures:
        if "month" in line["by"]:
            continue
        asked = YEAR | line["by"] | {"country": "SV", "state": line["state"], "frozen": 1}
        found = explanations.read(coordinator, line["measure"], asked)
        assert found.period == period
        figure = found.measure.value(line["figure"])
        assert (line, found.figure, found.total, found.restated) == (line, figure, figure, 0)


def test_one_center_stands_as_it_was_closed_too(client, center, late):
    _page, shown = cards(client, make.make_coordinator(center.country), center=center.code)
    assert (shown["CLI-01"]["value"], shown["CLI-01"]["since"]) == ("1", "+1 since closing")

    _page, shown = cards(client, make.make_advisor(center))
    assert (shown["CLI-01"]["value"], shown["CLI-01"]["since"]) == ("1", "+1 since closing")


@pytest.mark.parametrize("asked", [{"sex": "man"}, {"end": "2024-06-30"}])
def test_what_was_not_closed_by_itself_is_counted_today(client, center, late, asked):
    page, shown = cards(client, make.make_coordinator(center.country), **asked)

    assert page.context["board"].closed is None
    assert shown["CLI-01"]["value"] == ("1" if "sex" in asked else "3")
    assert shown["CLI-01"]["since"] == ""


def test_the_months_of_the_chart_stand_as_they_were_closed(client, center):
    firm = make.make_client(center)
    make.make_outcome(firm, quantity=5, state="verified", occurred_on=date(2024, 9, 1), late=True)

    page, shown = cards(client, make.make_coordinator(center.country))

    assert shown["JOB-01"]["since"] == "+5 since closing"
    assert page.context["charts"]["jobs"].spec.series[0].values[-1] == 6


def points(page):
    """[(value, figure its explanation ends with)] of each month of the chart of jobs."""
    chart = page.context["charts"]["jobs"]
    values = chart.spec.series[0].values
    for (row, _series), address in sorted(chart.links.items()):
        yield values[row], address


def test_each_month_of_the_chart_opens_the_sum_it_was_closed_with(client, center):
    firm = make.make_client(center)
    make.make_outcome(firm, quantity=5, state="verified", occurred_on=date(2024, 4, 1), late=True)
    page, _shown = cards(client, make.make_coordinator(center.country))

    told = [(value, client.get(address).context) for value, address in points(page)]

    assert len(told) == 12
    assert [int(shown["figure"]) for _value, shown in told] == [value for value, _shown in told]
    assert [shown["total"] for _value, shown in told] == [shown["figure"] for _value, shown in told]
    assert (told[3][1]["figure"], told[3][1]["since"]) == ("0", "+5")
    assert (told[11][1]["figure"], told[11][1]["since"]) == ("6", "+5")


def test_months_before_the_closed_period_are_counted_today_in_its_chart(client):
    """The first quarter and the second are closed one by one; the second is looked at."""
    country = make.make_country("SV")
    center = make.make_center(country)
    firm, coordinator = make.make_client(center), make.make_coordinator(country)
    for day in (date(2024, 2, 1), date(2024, 5, 1)):
        make.make_session(firm, held_on=day)
        claim = make.make_outcome(firm, quantity=3, state="verified", occurred_on=day)
        make.make_evidence(claim)
    for end in (date(2024, 4, 1), date(2024, 7, 1)):
        closings.close_period(country=country, end=end, by=coordinator, accept=True)
    for day in (date(2024, 3, 1), date(2024, 4, 1)):
        make.make_outcome(firm, quantity=5, state="verified", occurred_on=day, late=True)

    page, _shown = cards(client, coordinator, start="2024-04-01", end="2024-06-30")
    told = [(value, client.get(address).context) for value, address in points(page)]

    assert [value for value, _shown in told] == [0, 3, 8, 8, 11, 11]
    assert [int(shown["figure"]) for _value, shown in told] == [0, 3, 8, 8, 11, 11]
    assert [int(shown["total"]) for _value, shown in told] == [0, 3, 8, 8, 11, 11]

    page, _shown = cards(client, coordinator, start="2024-01-01", end="2024-12-31")
    told = [(value, client.get(address).context) for value, address in points(page)]

    assert [int(shown["figure"]) for _value, shown in told] == [value for value, _shown in told]
    assert told[2][0] == 8  # the year is open: what arrived late counts in it
