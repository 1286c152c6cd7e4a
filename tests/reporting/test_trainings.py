"""Trainings as figures: events add up, people count once, and each says why."""

from datetime import date

import pytest
from django.urls import reverse

from reporting.impact import impact
from reporting.periods import calendar_year
from tests import factories as make

pytestmark = pytest.mark.django_db
YEAR = {"start": "2024-01-01", "end": "2024-12-31", "country": "SV"}


@pytest.fixture
def coordinator():
    """Two centers; Ana came at both, Luis at one, Eva was only on the list."""
    country = make.make_country("SV")
    east, west = make.make_center(country, name="East"), make.make_center(country, name="West")
    ana, luis, eva = (
        make.make_contact(country=country, name=name, sex=sex)
        for name, sex in (("Ana", "woman"), ("Luis", "man"), ("Eva", "woman"))
    )
    make.make_training(east, present=[ana, luis], absent=[eva])
    make.make_training(west, present=[ana], held_on=date(2024, 6, 1))
    make.make_training(west, present=[eva], held_on=date(2023, 6, 1))
    make.make_training(make.make_center(make.make_country("GT")), present=[luis])
    return make.make_coordinator(country)


def asked(user, by=()):
    return impact(user, calendar_year(2024), {"country": "SV"}, by, measures=("TRN-01", "TRN-02"))


def test_events_add_up_and_people_count_once(coordinator):
    table = asked(coordinator, "center")

    by_center = [cell.figure for cell in table.breakdown("TRN-01")]
    assert (table.value("TRN-01"), sum(by_center)) == (2, 2)
    people = [cell.figure for cell in table.breakdown("TRN-02")]
    assert (table.value("TRN-02"), sorted(people)) == (2, [1, 2])


def test_womens_share_is_that_of_those_who_came(coordinator):
    table = impact(coordinator, calendar_year(2024), {"country": "SV"}, "sex", measures=("TRN-02",))

    assert table.women("TRN-02").percent == 50


def test_an_advisor_sees_the_trainings_of_the_own_center_only(coordinator):
    east = coordinator.home_country.centers.get(name="East")

    assert asked(make.make_advisor(east)).value("TRN-01") == 1


@pytest.mark.parametrize(("code", "figure"), [("TRN-01", 2), ("TRN-02", 2)])
def test_the_records_behind_add_up(client, coordinator, code, figure):
    client.force_login(coordinator)

    page = client.get(reverse("reporting:explain", args=[code]), YEAR)

    assert page.context["found"].total == page.context["found"].figure == figure
    names = {str(line["client"]).split()[0] for line in page.context["lines"]}
    assert names == ({"Ana", "Luis"} if code == "TRN-02" else {"Costos"})


def test_who_does_not_count_says_why(client, coordinator):
    client.force_login(coordinator)

    page = client.get(reverse("reporting:explain", args=["TRN-02"]), YEAR | {"show": "left-out"})

    lines = page.context["lines"]
    reasons = {str(line["client"]).split()[0]: str(line["reason"]) for line in lines}
    assert reasons == {
        "Ana": "The person counts with an earlier training of the period.",
        "Eva": "The person was on the list and did not come.",
    }
