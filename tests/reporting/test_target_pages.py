"""The grid of targets: saved whole or by the cell, refused with a sentence, spread by months."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from reporting.models import Target, TargetChange
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


def test_the_grid_saves_what_changed_and_keeps_who(client, center, coordinator):
    make.make_target(center.country, value=Decimal(100))
    key = f"center{center.pk}"

    client.post(
        ADDRESS, {"country:JOB-01": "100", f"{key}:JOB-01": "1,200.50", f"{key}:CLI-01": ""}
    )
    page = client.get(ADDRESS)

    target = Target.objects.get(center=center)
    assert (target.value, target.year, target.changed_by) == (Decimal("1200.50"), 2024, coordinator)
    assert TargetChange.objects.count() == 1
    sums = dict(
        zip([code for code, _label in page.context["heads"]], page.context["sums"], strict=True)
    )
    assert sums["JOB-01"] == (Decimal("1200.50"), Decimal(100), Decimal("1100.50"))


def test_emptying_a_cell_takes_the_target_away(client, center, coordinator):
    make.make_target(center.country)

    client.post(ADDRESS, {"country:JOB-01": " "})

    assert not Target.objects.exists()
    assert TargetChange.objects.get().new_value is None


@pytest.mark.parametrize(
    ("measure", "text"),
    [("JOB-01", "many"), ("JOB-01", "-3"), ("JOB-01", "1.005"), ("JOB-01.women_share", "101")],
)
def test_a_wrong_value_stores_nothing_and_says_why(client, center, coordinator, measure, text):
    data = {"country:CLI-01": "5", f"country:{measure}": text}

    page = client.post(ADDRESS, data, follow=True)
    cell = client.post(ADDRESS, data, headers={"X-Cell": "yes"})

    assert "is no target" in page.text
    assert (cell.status_code, cell.json()["saved"]) == (422, False)
    assert not Target.objects.exists()


def test_one_cell_is_saved_by_itself(client, center, coordinator):
    saved = client.post(ADDRESS, {"country:JOB-01.women_share": "50"}, headers={"X-Cell": "yes"})

    assert saved.json() == {"saved": True, "message": "Saved"}
    assert Target.objects.get().is_share


def test_last_year_stands_beside_and_gives_its_shape(client, center, coordinator):
    firm = make.make_client(center)
    for day, jobs in ((date(2023, 1, 5), 3), (date(2023, 12, 5), 1)):
        make.make_outcome(firm, occurred_on=day, quantity=jobs, state="verified")
        make.make_session(firm, held_on=day)

    page = client.get(ADDRESS)
    cells = {cell.name: cell.last_year for row in page.context["rows"] for cell in row.cells}
    client.post(ADDRESS, {"country:JOB-01": "40", "country:CLI-01": "10", "profile": "last_year"})

    assert cells["country:JOB-01"] == cells[f"center{center.pk}:JOB-01"] == 4
    jobs, clients = Target.objects.order_by("-measure")
    assert [Decimal(one) for one in jobs.months] == [3, *[0] * 10, 1]
    assert [Decimal(one) for one in clients.months] == [1, *[0] * 11]


def test_months_are_typed_and_must_add_up(client, center, coordinator):
    target = make.make_target(center.country, value=Decimal(12))
    address = reverse("reporting:target-detail", args=[target.pk])
    months = {f"month{number}": "0" for number in range(12)}

    refused = client.post(address, months | {"profile": "typed", "month3": "11"})
    client.post(address, months | {"profile": "typed", "month3": "12"})

    assert "The months add up to 11" in refused.text
    target.refresh_from_db()
    assert (target.profile, Decimal(target.months[3]), sum(map(Decimal, target.months))) == (
        "typed",
        12,
        12,
    )


@pytest.mark.parametrize("holders", ["funders", "advisors"])
def test_funders_and_advisors_have_targets_too(client, center, coordinator, holders):
    funder, advisor = make.make_funder(center.country), make.make_advisor(center)
    key = {"funders": f"funder{funder.pk}", "advisors": f"advisor{center.pk}-{advisor.pk}"}[holders]
    address = f"{ADDRESS}&holders={holders}"

    client.post(address, {f"{key}:JOB-01": "7"})

    assert f"{key}:JOB-01" in client.get(address).text
    assert str(Target.objects.get().holder) in (str(funder), str(advisor))


def test_another_country_and_other_roles_stay_outside(client, center, coordinator):
    guatemala = make.make_country("GT")
    foreign = make.make_target(guatemala)

    client.post(f"{ADDRESS}&country=GT", {"country:JOB-01": "5"})

    assert Target.objects.get(country=guatemala).value == 120
    assert client.get(reverse("reporting:target-detail", args=[foreign.pk])).status_code == 404
    client.force_login(make.make_director(center))
    assert client.get(ADDRESS).status_code == 403


def test_what_was_typed_stays_when_one_cell_is_refused(client, center, coordinator):
    make.make_target(center.country, value=Decimal(120))
    key = f"center{center.pk}:JOB-01"
    data = {"country:JOB-01": "many", key: "45,5", "country:CLI-01": "800"}

    page = client.post(ADDRESS, data)

    cells = {cell.name: cell for row in page.context["rows"] for cell in row.cells}
    assert [cells[name].text for name in data] == ["many", "45,5", "800"]
    assert [name for name, cell in cells.items() if cell.is_bad] == ["country:JOB-01"]
    assert f"{center.country}, Jobs created: “many” is no target" in page.text
    assert Target.objects.get().value == 120


@pytest.mark.parametrize(
    ("code", "text", "value"),
    [
        ("SV", "1,200", 1200),
        ("CO", "1.200", 1200),
        ("CO", "1.200,50", Decimal("1200.50")),
        ("CO", "45,5", Decimal("45.5")),
        ("BR", "1200.5", Decimal("1200.5")),
    ],
)
def test_a_target_is_read_as_its_country_writes_numbers(client, code, text, value):
    country = make.make_country(code)
    client.force_login(make.make_coordinator(country, language="es"))

    client.post(ADDRESS, {"country:JOB-01": text})

    assert Target.objects.get().value == value


def test_a_field_holds_its_target_without_idle_zeros(client, center, coordinator):
    make.make_target(center.country, value=Decimal(120))
    make.make_target(center.country, measure="SES-02", value=Decimal("45.50"))

    cells = {cell.name: cell.text for cell in client.get(ADDRESS).context["rows"][0].cells}

    assert (cells["country:JOB-01"], cells["country:SES-02"]) == ("120", "45.5")


def test_the_history_of_a_funders_target_is_its_own(client, center, coordinator):
    funder = make.make_funder(center.country)
    client.post(ADDRESS, {"country:JOB-01": "99"})
    client.post(f"{ADDRESS}&holders=funders", {f"funder{funder.pk}:JOB-01": "7"})
    of_funder = Target.objects.get(funder=funder)

    page = client.get(reverse("reporting:target-detail", args=[of_funder.pk]))

    assert [one.new_value for one in page.context["history"]] == [7]
