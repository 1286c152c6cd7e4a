"""Centers beside each other, one with its team, countries side by side."""

from datetime import date

import pytest
from django.urls import reverse

from tests.factories import (
    make_administrator,
    make_advisor,
    make_center,
    make_client,
    make_coordinator,
    make_country,
    make_session,
)

pytestmark = pytest.mark.django_db

YEAR = {"start": "2024-01-01", "end": "2024-12-31"}


@pytest.fixture
def centers():
    return [make_center(make_country("SV"), name=name) for name in ("Centro Norte", "Centro Sur")]


def seen(client, name, *arguments, **asked):
    return client.get(reverse(f"reporting:{name}", args=arguments), {**YEAR, **asked})


def test_a_client_of_two_centers_counts_for_each_and_once_for_the_country(client, centers):
    shared = make_client(centers[0])
    for center in centers:
        make_session(shared, center=center)
    client.force_login(make_coordinator(centers[0].country))

    answer = seen(client, "center-list")

    assert [row["cli"]["value"] for row in answer.context["rows"]] == ["1", "1"]
    assert answer.context["total"]["cli"]["value"] == "1"


def test_the_team_shows_each_advisors_sessions_hours_and_clients(client, centers):
    advisor = make_advisor(centers[0], name="Marisol Fúnez")
    firm = make_client(centers[0], advisor=advisor)
    make_session(firm, advisor=advisor, contact_minutes=90)
    make_session(firm, advisor=advisor, contact_minutes=30, held_on=date(2024, 6, 1))
    client.force_login(advisor)

    answer = seen(client, "center-detail", centers[0].pk)

    (row,) = answer.context["team"]
    assert (str(row["person"]), row["ses01"], row["ses02"], row["cli01"]) == (
        "Marisol Fúnez",
        "2",
        "2",
        "1",
    )
    assert row["assigned"] == 1


def test_a_center_out_of_scope_is_not_found(client, centers):
    client.force_login(make_advisor(centers[0]))

    assert seen(client, "center-detail", centers[1].pk).status_code == 404


def test_my_center_leads_to_where_the_person_works(client, centers):
    client.force_login(make_advisor(centers[1]))

    answer = client.get(reverse("reporting:my-center"))

    assert answer["Location"] == reverse("reporting:center-detail", args=[centers[1].pk])


def test_countries_stand_side_by_side_with_what_still_differs(client, centers):
    jamaica = make_country("JM", fiscal_year_start_month=4)
    make_session(make_client(make_center(jamaica)))
    make_session(make_client(centers[0]))
    client.force_login(make_administrator())

    columns = {
        column["country"].code: column for column in seen(client, "compare").context["columns"]
    }

    assert columns["SV"]["cells"][0]["value"] == columns["JM"]["cells"][0]["value"] == "1"
    assert "Its fiscal year starts in April." in columns["JM"]["caveats"]
    assert "Its fiscal year starts in April." not in columns["SV"]["caveats"]


def test_a_coordinator_compares_only_the_own_country(client, centers):
    make_session(make_client(make_center(make_country("GT"))))
    client.force_login(make_coordinator(centers[0].country))

    columns = seen(client, "compare").context["columns"]

    assert [column["country"].code for column in columns] == ["SV"]


def test_a_reversed_period_gets_a_sentence(client, centers):
    client.force_login(make_coordinator(centers[0].country))

    page = seen(client, "center-list", start="2024-12-31", end="2024-01-01").content.decode()

    assert "Swap the two dates" in page
