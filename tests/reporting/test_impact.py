"""The figures of `impact`, counted by hand on small sets of rows."""

import csv
import io
import json
from datetime import date
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command

from centers.system import SYSTEM
from reporting.dimensions import BadQuestion
from reporting.impact import impact
from reporting.periods import Period
from tests import factories as make

pytestmark = pytest.mark.django_db
YEAR = Period(date(2024, 1, 1), date(2025, 1, 1))


def figures(by=(), user=SYSTEM, period=YEAR, measures=None, **filters):
    return impact(user, period, {"country": "SV"} | filters, by, measures=measures)


def test_sessions_and_hours_are_those_held_in_the_half_open_period():
    client = make.make_client()
    make.make_session(client, held_on=date(2024, 1, 1), contact_minutes=45, prep_minutes=15)
    make.make_session(client, held_on=date(2024, 12, 31), contact_minutes=20, travel_minutes=90)
    make.make_session(client, held_on=date(2025, 1, 1))
    make.make_session(client, held_on=date(2023, 12, 31))
    make.make_session(client, reportable=False)

    table = figures()

    assert table.value("SES-01") == 2
    assert table.value("SES-02") == Decimal("1.33")
    assert table.get("SES-02").figure == 80
    assert table.value("CLI-01") == 1


def test_a_client_of_two_centers_counts_once_for_the_country_and_once_for_each():
    here, there = make.make_center(), make.make_center()
    client = make.make_client(here)
    make.make_session(client, held_on=date(2024, 2, 1), contact_minutes=180)
    make.make_session(client, center=there, held_on=date(2024, 3, 1), contact_minutes=240)

    table = figures(by="center")

    assert table.value("CLI-01") == 1
    assert [table.value("CLI-01", center=one.code) for one in (here, there)] == [1, 1]
    assert table.value("CLI-03") == 1
    assert [table.value("CLI-03", center=one.code) for one in (here, there)] == [0, 0]
    assert [table.value("CLI-02", center=one.code) for one in (here, there)] == [1, 0]


def test_a_client_is_new_only_in_the_period_of_the_first_session_ever():
    client = make.make_client()
    make.make_session(client, held_on=date(2023, 6, 1))
    make.make_session(client, held_on=date(2024, 6, 1))
    fresh = make.make_client(client.center)
    make.make_session(fresh, held_on=date(2024, 7, 1))
    make.make_session(fresh, held_on=date(2024, 7, 1))

    assert figures().value("CLI-02") == 1
    assert figures(by="month").value("CLI-02", month="2024-07") == 1
    assert figures(by="month").value("CLI-02", month="2024-06") == 0


def test_five_hours_are_counted_inside_each_cell():
    client = make.make_client()
    make.make_session(client, held_on=date(2024, 2, 1), contact_minutes=299)
    make.make_session(client, held_on=date(2024, 2, 2), contact_minutes=0, prep_minutes=1)
    make.make_session(client, held_on=date(2024, 3, 2), contact_minutes=200)

    table = figures(by="month")

    assert table.value("CLI-03") == 1
    assert table.value("CLI-03", month="2024-02") == 1
    assert table.value("CLI-03", month="2024-03") == 0


def test_outcomes_are_declared_unless_returned_and_verified_only_when_verified():
    client = make.make_client()
    make.make_outcome(client, quantity=5, women=3, full_time=3, part_time=2)
    make.make_outcome(client, quantity=2, women=0, state="verified", full_time=1, part_time=1)
    make.make_outcome(client, quantity=9, state="returned")
    make.make_outcome(client, quantity=9, reportable=False)

    table = figures()

    assert table.value("JOB-01", "declared") == 7
    assert table.value("JOB-01", "verified") == 2
    assert table.value("JOB-01.women", "declared") == 3
    assert table.value("JOB-01.fte", "declared") == Decimal("5.5")
    assert table.value("JOB-01.records", "declared") == 2
    assert table.women_jobs("JOB-01", "declared").percent == Decimal(300) / 7


def test_money_adds_to_the_cent_in_dollars_and_in_local_currency():
    country = make.make_country("GT")
    make.make_rate("GTQ", 2024, "7.80")
    client = make.make_client(make.make_center(country))
    for _ in range(10):
        make.make_outcome(
            client,
            kind="sales_increase",
            amount=Decimal("0.80"),
            currency="GTQ",
            amount_usd=Decimal("0.10"),
        )
    make.make_outcome(client, kind="sales_increase", amount=Decimal("2.00"))
    make.make_outcome(client, kind="sales_increase", amount=Decimal("5.00"), currency="GTQ")

    dollars = impact(SYSTEM, YEAR, {"country": "GT"})
    local = impact(SYSTEM, YEAR, {"country": "GT"}, currency="local")

    assert str(dollars.value("SAL-01", "declared")) == "3.00"
    assert dollars.value("SAL-01.records", "declared") == 12
    assert str(local.value("SAL-01", "declared")) == "28.60"  # 8.00 + 5.00 + 2.00 × 7.80
    assert local.get("SAL-01", "declared").unit == "GTQ"


def test_local_currency_of_several_countries_is_refused():
    make.make_center(make.make_country("GT"))
    make.make_center(make.make_country("SV"))

    with pytest.raises(BadQuestion, match="GTQ, USD"):
        impact(SYSTEM, YEAR, currency="local")


def test_a_started_business_counts_once_at_the_center_of_its_first_session():
    first, second = make.make_center(), make.make_center()
    client = make.make_client(second)
    make.make_session(client, center=first, held_on=date(2024, 1, 10))
    make.make_outcome(client, kind="business_started", occurred_on=date(2024, 1, 9))
    make.make_outcome(client, kind="business_started", occurred_on=date(2024, 2, 1))
    make.make_outcome(
        client, kind="business_started", occurred_on=date(2024, 3, 1), state="verified"
    )

    table = figures(by="center")
    months = figures(by="month")

    assert table.value("BUS-01", "declared") == 1
    assert table.value("BUS-01", "verified") == 1
    assert table.value("BUS-01", "declared", center=first.code) == 1
    assert table.value("BUS-01", "declared", center=second.code) == 0
    assert table.value("BUS-01.records", "declared") == 3
    assert months.value("BUS-01", "declared", month="2024-03") == 1
    assert months.value("BUS-01", "verified", month="2024-03") == 1


def test_exporters_are_different_clients():
    client = make.make_client()
    make.make_outcome(client, kind="export_sales", first_export=True)
    make.make_outcome(client, kind="export_sales")
    make.make_outcome(make.make_client(client.center), kind="export_sales")

    table = figures()

    assert table.value("EXP-02", "declared") == 2
    assert table.value("EXP-03", "declared") == 1
    assert table.value("EXP-01", "declared") == 3000


def test_not_known_is_a_value_of_its_own():
    center = make.make_center()
    for sex, owned in [("woman", "yes"), ("man", "unknown"), ("not_stated", "no")]:
        client = make.make_client(center, contact_sex=sex, women_owned=owned)
        make.make_session(client)

    sexes = figures(by="sex", measures=["CLI-01"])

    assert {cell.by["sex"]: int(cell.value) for cell in sexes.breakdown("CLI-01")} == {
        "woman": 1,
        "man": 1,
        "other": 0,
        "not_stated": 1,
    }
    assert sexes.women("CLI-01").percent == Decimal(100) / 3
    assert figures(by="women_owned").value("CLI-01", women_owned="unknown") == 1


def test_crossed_breakdowns_and_filters_agree():
    funder, center = make.make_funder(), make.make_center()
    for sex, paid_by in [("woman", funder), ("man", funder), ("woman", None)]:
        make.make_session(make.make_client(center, contact_sex=sex), funder=paid_by)

    crossed = figures(by=["sex", "funder"])

    assert crossed.value("SES-01", sex="woman", funder=funder.code) == 1
    assert crossed.value("SES-01", sex="woman", funder="none") == 1
    assert figures(funder=funder.code, sex="woman").value("SES-01") == 1
    assert figures(funder="none").value("SES-01") == 1


def test_an_advisor_sees_the_figures_of_the_own_center_only():
    mine, other = make.make_center(), make.make_center()
    make.make_session(make.make_client(mine))
    make.make_session(make.make_client(other))

    assert figures(user=make.make_advisor(mine)).value("SES-01") == 1
    assert figures(user=make.make_coordinator(mine.country)).value("SES-01") == 2
    assert figures(user=make.make_funder_user(mine.country)).value("SES-01") == 0


def test_deleted_rows_and_clients_count_nowhere():
    gone = make.make_client(deleted_at="2024-06-01T00:00:00Z")
    make.make_session(gone)
    make.make_outcome(gone)
    make.make_session(make.make_client(), deleted_at="2024-06-01T00:00:00Z")

    assert all(cell.figure == 0 for cell in figures())


def run(*arguments):
    out = io.StringIO()
    call_command("impact", *arguments, "--start", "2024-01-01", "--end", "2025-01-01", stdout=out)
    return out.getvalue()


def test_the_command_prints_json_csv_and_a_table():
    client = make.make_client(contact_sex="woman")
    make.make_session(client)

    listed = json.loads(run("--country", "SV", "--by", "sex", "--format", "json"))
    rows = list(csv.DictReader(io.StringIO(run("--country", "sv", "--format", "csv"))))

    woman = {"measure": "CLI-01", "state": "all", "by": {"sex": "woman"}}
    assert woman | {"value": "1", "unit": "clients"} in listed
    assert {"measure": "SES-02", "state": "all", "by": {}, "value": "1.00", "unit": "hours"} in (
        listed
    )
    assert rows[0] == {"measure": "SES-01", "state": "all", "value": "1", "unit": "sessions"}
    assert "CLI-01" in run("--center", client.center.code)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--country", "XX"], "There is no country XX"),
        (["--center", "nowhere"], "There is no center nowhere"),
        (["--by", "colour"], "is not a breakdown"),
        (["--by", "topic", "--measure", "JOB-01"], "cannot be broken down by topic"),
        (["--measure", "JOB-99"], "is not a measure"),
        (["--sex", "F"], "is not a value of Sex"),
        (["--as", "nobody@example.org"], "Nobody has the e-mail"),
    ],
)
def test_the_command_refuses_with_a_sentence(arguments, sentence):
    with pytest.raises(CommandError, match=sentence):
        run(*arguments)


def test_a_country_without_data_is_an_honest_zero():
    make.make_country("HT")

    assert {cell.value for cell in impact(SYSTEM, YEAR, {"country": "HT"})} == {0}
