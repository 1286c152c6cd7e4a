"""The figures of `impact` on the given workbook equal its truth, figure by figure."""

import json
from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command

from tests import factories as make
from tests.clients.test_import_workbook import BOOK, TRUTH, given_workbook

pytestmark = [pytest.mark.django_db, given_workbook]
SEXES = {"F": "woman", "M": "man", "None": "not_stated"}
# Kind in the workbook: (measure of the quantity, measure of the amount)
MEASURES = {
    "Empleos generados": ("JOB-01", None),
    "Empleos conservados": ("JOB-02", None),
    "Incremento en ventas": (None, "SAL-01"),
    "Financiamiento obtenido": (None, "CAP-01"),
    "Exportaciones": (None, "EXP-01"),
    "Formalización": ("FOR-01", None),
    "Apertura de negocio": (None, None),
}


@pytest.fixture(scope="module")
def workbook(django_db_setup, django_db_blocker):
    """The workbook loaded once for this file; taken back at its end."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        make.make_center(code="SV-01", country=make.make_country("SV"))
        call_command("import_workbook", str(BOOK), center="SV-01", json=True, stdout=StringIO())
        yield json.loads(TRUTH.read_text())["years"]
        transaction.set_rollback(True)


def printed(year, *arguments):
    out = StringIO()
    period = ["--start", str(date(year, 1, 1)), "--end", str(date(year + 1, 1, 1))]
    call_command("impact", "--country", "SV", *period, *arguments, "--format", "json", stdout=out)
    return {
        (one["measure"], one["state"], *one["by"].values()): Decimal(one["value"])
        for one in json.loads(out.getvalue())
    }


@pytest.mark.parametrize("year", [2023, 2024])
def test_services_equal_the_truth(workbook, year):
    truth = workbook[str(year)]

    found = printed(year, "--by", "sex")
    owned = printed(year, "--by", "women_owned", "--measure", "CLI-01")

    assert found["SES-01", "all"] == truth["sessions"]
    minutes = truth["contact_minutes"] + truth["prep_minutes"]
    assert found["SES-02", "all"] == Decimal(minutes) / 60
    assert found["CLI-01", "all"] == truth["clients_served"]
    assert found["CLI-02", "all"] == truth["new_clients"]
    assert found["CLI-03", "all"] == truth["long_term_5h"]
    for letter, number in truth["clients_served_by_sex"].items():
        assert found["CLI-01", "all", SEXES[letter]] == number
    assert owned["CLI-01", "all", "yes"] == truth["clients_served_women_owned_51"]


@pytest.mark.parametrize("year", [2023, 2024])
def test_outcomes_equal_the_truth(workbook, year):
    found = printed(year)

    for kind, states in workbook[str(year)]["outcomes"].items():
        quantity, amount = MEASURES[kind]
        code = quantity or amount or "BUS-01"
        for state, name in (("declared", "all"), ("verified", "Verificado")):
            truth = states.get(name, {"records": 0, "quantity": 0, "women": 0, "amount": 0})
            assert found[f"{code}.records", state] == truth["records"]
            if quantity:
                assert found[quantity, state] == truth["quantity"]
            if code.startswith("JOB"):
                assert found[f"{code}.women", state] == truth["women"]
            if amount:
                assert found[amount, state] == Decimal(str(truth["amount"]))


def test_a_business_that_started_twice_counts_once(workbook):
    found = printed(2024)

    # One client of the workbook has two verified starts, of 22 September and 2 October.
    assert (
        found["BUS-01", "declared"]
        == workbook["2024"]["outcomes"]["Apertura de negocio"]["all"]["records"] - 1
    )
    assert found["BUS-01", "verified"] == 9
