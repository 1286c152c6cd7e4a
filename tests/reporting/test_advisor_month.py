"""The advisor's month on the home page, against the advisor's own targets."""

from datetime import date
from decimal import Decimal

import pytest

from reporting.advisor_month import month_aims
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def center():
    return factories.make_center()


@pytest.fixture
def advisor(center, client):
    user = factories.make_advisor(center, language="en")
    client.force_login(user)
    return user


def aim(center, user, measure, value, **fields):
    return factories.make_target(
        center.country, center=center, advisor=user, measure=measure, value=value, **fields
    )


def test_month_is_its_part_of_the_years_target(center, advisor):
    aim(center, advisor, "SES-01", 240, year=2024)
    weights = ["0", "3", *["1"] * 10]
    aim(center, advisor, "SES-02", 130, year=2024, profile="typed", months=weights)

    assert month_aims(advisor, date(2024, 2, 20)) == {"sessions": Decimal(20), "hours": Decimal(30)}
    assert month_aims(advisor, date(2023, 2, 20)) == {}


def test_targets_of_others_are_not_mine(center, advisor):
    colleague = factories.make_advisor(center)
    aim(center, colleague, "SES-01", 240, year=2024)
    factories.make_target(center.country, center=center, measure="SES-01", value=999, year=2024)

    assert month_aims(advisor, date(2024, 2, 20)) == {}


def test_home_shows_the_month_against_the_target(center, advisor, client, time_machine):
    time_machine.move_to("2024-05-20T12:00:00Z")
    firm = factories.make_client(center, advisor=advisor)
    factories.make_session(firm, advisor=advisor, held_on=date(2024, 5, 10), contact_minutes=90)
    factories.make_session(firm, advisor=advisor, held_on=date(2024, 4, 10), contact_minutes=60)
    aim(center, advisor, "SES-01", 48, year=2024)

    without_script = client.get("/sessions/new/").content.decode()
    rows = client.get("/field/directory/").json()["show"]["month"]["rows"]

    assert "target 4" in without_script
    assert "last month 1" in without_script  # hours have no target
    assert [(row["value"], row["before"], row["share"]) for row in rows] == [
        ("1", "target 4", 0.25),
        ("1.5", "last month 1.0", 1.0),
    ]
