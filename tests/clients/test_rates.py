"""Exchange rates: tables read or refused, amounts frozen once, missing rates as a task."""

from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from centers.currencies import minor_unit, round_to_minor_unit
from centers.models import ExchangeRate
from centers.rates import BadRates, read_rates
from clients import actions
from clients.models import Outcome, Restatement
from tests.factories import (
    make_center,
    make_client,
    make_coordinator,
    make_country,
    make_director,
    make_outcome,
    make_rate,
)

pytestmark = pytest.mark.django_db
GIVEN = Path(__file__).parents[3] / "shared/data/exchange_rates_lcu_per_usd.csv"
YEAR = 2031  # no rate comes with the project


def waiting(country=None, **fields):
    """Capital of 775 quetzales that waits for a rate."""
    client = make_client(make_center(country or make_country("GT")))
    fields = {
        "kind": "capital",
        "amount": Decimal("775.00"),
        "currency": "GTQ",
        "amount_usd": None,
        "occurred_on": date(YEAR, 5, 15),
    } | fields
    return make_outcome(client, **fields)


def load(text, by=None):
    return actions.load_rates(rates=read_rates(text, "Central bank"), by=by)


def test_a_month_wins_over_its_year():
    load(f"currency,year,month,per_usd\nGTQ,{YEAR},,8\nGTQ,{YEAR},5,7.75\n")

    assert ExchangeRate.objects.valid_for("GTQ", date(YEAR, 5, 1)).per_usd == Decimal("7.75")
    assert ExchangeRate.objects.valid_for("GTQ", date(YEAR, 6, 1)).per_usd == 8
    assert ExchangeRate.objects.valid_for("GTQ", date(YEAR + 1, 6, 1)) is None


def test_an_arriving_rate_freezes_what_waited_and_moves_nothing_else():
    frozen = waiting(rate=Decimal(7), amount_usd=Decimal("110.71"), rate_date="x")
    open_claim = waiting()

    done = load(f"currency,year,per_usd\nGTQ,{YEAR},7.75\n")

    open_claim.refresh_from_db()
    frozen.refresh_from_db()
    assert (done.added, done.frozen, done.restated) == (1, 1, 0)
    assert (open_claim.amount_usd, open_claim.rate_date) == (Decimal("100.00"), str(YEAR))
    assert open_claim.rate_source == "Central bank"
    assert frozen.amount_usd == Decimal("110.71")


def test_a_closed_amount_gets_its_dollars_by_a_visible_restatement():
    claim = waiting()
    claim.center.locked_through = date(YEAR, 12, 31)
    claim.center.save()

    done = load(f"currency,year,per_usd\nGTQ,{YEAR},7.75\n")

    assert (done.frozen, done.restated) == (0, 1)
    assert Restatement.objects.get().changes["amount_usd"] == ["", "100.00"]


def test_a_corrected_rate_is_for_amounts_still_to_come():
    load(f"currency,year,per_usd\nGTQ,{YEAR},7.75\n")
    claim = waiting()
    load(f"currency,year,per_usd\nGTQ,{YEAR},7.75\n")
    done = load(f"currency,year,per_usd\nGTQ,{YEAR},8\n")

    claim.refresh_from_db()
    assert (done.changed, done.frozen) == (1, 0)
    assert claim.amount_usd == Decimal("100.00")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "heading lacks: currency, year, per_usd"),
        ("currency,year,per_usd\n", "no rates"),
        ("currency,year,per_usd\nGTX,2024,7\n", "Line 2: “GTX” is no currency"),
        ("currency,year,per_usd\nGTQ,24,7\n", "Line 2: “24” is no year"),
        ("currency,year,month,per_usd\nGTQ,2024,13,7\n", "Line 2: “13” is no month"),
        ("currency,year,per_usd\nGTQ,2024,0\n", "Line 2: “0” is no rate"),
        ("currency,year,per_usd\nGTQ,2024,NaN\n", "is no rate"),
        ("currency,year,per_usd\nGTQ,2024,7\nGTQ,2024,8\n", "Line 3: this period stands twice"),
        ("iso2,year,lcu_per_usd,published_on\nGT,2024,7,May\n", "“May” is no date"),
    ],
)
def test_a_wrong_table_is_refused_with_line_and_reason(text, words):
    with pytest.raises(BadRates, match=words):
        read_rates(text, "Central bank")


def test_a_table_must_name_its_source():
    with pytest.raises(BadRates, match="source is missing"):
        read_rates("currency,year,per_usd\nGTQ,2024,7\n")


def test_the_command_stores_all_or_nothing(tmp_path):
    good, bad = tmp_path / "good.csv", tmp_path / "bad.csv"
    good.write_text(f"currency,year,per_usd,source\nGTQ,{YEAR},7.75,BANGUAT\n")
    bad.write_text(f"currency,year,per_usd,source\nHNL,{YEAR},25,BCH\nHNL,{YEAR},-1,BCH\n")
    out = StringIO()

    call_command("load_rates", good, dry_run=True, stdout=out)
    assert not ExchangeRate.objects.filter(year=YEAR).exists()
    call_command("load_rates", good, stdout=out)
    with pytest.raises(CommandError, match="Line 3"):
        call_command("load_rates", bad)
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("load_rates", tmp_path / "nowhere.csv")

    assert ExchangeRate.objects.filter(year=YEAR).count() == 1
    assert "1 added, 0 changed, 0 as before" in out.getvalue()


def test_the_given_table_loads():
    if not GIVEN.exists():
        pytest.skip("the given table of rates is not beside the project")
    out = StringIO()

    call_command("load_rates", GIVEN, source="CIA World Factbook", stdout=out)

    assert "as before" in out.getvalue()
    assert ExchangeRate.objects.get(currency="GTQ", year=2024, month=None).per_usd


def test_missing_rates_are_a_task_on_the_page_and_can_be_added(client):
    country = make_country("GT")
    waiting(country)
    waiting(make_country("HT"), currency="HTG")
    client.force_login(make_coordinator(country))
    address = reverse("clients:rate-list")

    before = client.get(address)
    refused = client.post(address, {"currency": "HTG", "year": YEAR, "per_usd": "1", "source": "x"})
    client.post(address, {"currency": "GTQ", "year": YEAR, "per_usd": "7.75", "source": "BANGUAT"})
    after = client.get(address)

    assert [(row["currency"], row["month"]) for row in before.context["missing"]] == [("GTQ", 5)]
    assert "currency" in refused.context["form"].errors
    assert after.context["missing"] == []
    assert Outcome.objects.get(currency="GTQ").amount_usd == Decimal("100.00")


def test_a_file_on_the_page_is_loaded_or_refused_whole(client):
    country = make_country("GT")
    client.force_login(make_coordinator(country))
    address = reverse("clients:rate-list")

    def send(text):
        file = SimpleUploadedFile("rates.csv", text.encode())
        return client.post(address, {"by_file": "1", "file": file})

    make_country("HT")
    bad = send("currency,year,per_usd,source\nGTQ,2031,x,B\n")
    foreign = send("currency,year,per_usd,source\nHTG,2031,130,B\n")
    good = send("currency,year,per_usd,source\nGTQ,2031,7.75,B\n")

    assert "Line 2" in bad.text
    assert "belongs to another country" in foreign.text
    assert good.status_code == 302


def test_only_those_who_load_rates_see_the_page(client):
    client.force_login(make_director())

    assert client.get(reverse("clients:rate-list")).status_code == 403


def test_currencies_have_their_own_smallest_unit():
    make_rate()
    assert (minor_unit("CLP"), minor_unit("GTQ")) == (0, 2)
    assert round_to_minor_unit(Decimal("10.5"), "CLP") == 11
    assert round_to_minor_unit(Decimal("10.555"), "USD") == Decimal("10.56")
