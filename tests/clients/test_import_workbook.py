"""The given workbook, loaded from the command line, adds up to its truth in every figure."""

import json
from collections import Counter
from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Sum
from openpyxl import load_workbook

from centers.models import Center
from clients.models import Client, Outcome, Session, Situation
from tests import factories

BOOK = Path(__file__).parents[3] / "shared/data/workbooks/centro-ilobasco-2023-2024.xlsx"
TRUTH = BOOK.with_suffix("").with_suffix(".truth.json")
KINDS = {
    "Empleos generados": "jobs_created",
    "Empleos conservados": "jobs_retained",
    "Incremento en ventas": "sales_increase",
    "Financiamiento obtenido": "capital",
    "Formalización": "formalized",
    "Apertura de negocio": "business_started",
    "Exportaciones": "export_sales",
}
STATES = {"Declarado": "declared", "Con evidencia": "evidenced", "Verificado": "verified"}

given_workbook = pytest.mark.skipif(
    not BOOK.exists(), reason="the sample workbook ../shared/data/workbooks is not beside this copy"
)
pytestmark = pytest.mark.django_db


@pytest.fixture
def center(db):
    return factories.make_center(code="SV-01", country=factories.make_country("SV"))


def load(file, center="SV-01", **options):
    out = StringIO()
    call_command("import_workbook", file, center=center, json=True, stdout=out, **options)
    return json.loads(out.getvalue())


def figures_of_year(year):
    """The truth's figures of one year, counted straight from the rows."""
    start, end = date(year, 1, 1), date(year + 1, 1, 1)
    sessions = Session.objects.filter(held_on__gte=start, held_on__lt=end)
    served = Client.objects.filter(pk__in=sessions.values("client"))
    minutes = Counter()
    for client, contact, prep in sessions.values_list("client", "contact_minutes", "prep_minutes"):
        minutes[client] += contact + prep
    sexes = Counter({"F": 0, "M": 0, "None": 0})
    for sex in served.values_list("contact_sex", flat=True):
        sexes[{"woman": "F", "man": "M", "not_stated": "None"}[sex]] += 1
    return {
        "sessions": sessions.count(),
        "contact_minutes": sessions.aggregate(n=Sum("contact_minutes"))["n"],
        "prep_minutes": sessions.aggregate(n=Sum("prep_minutes"))["n"],
        "clients_served": served.count(),
        "clients_served_by_sex": dict(sexes),
        "clients_served_women_owned_51": served.filter(women_owned="yes").count(),
        "new_clients": Client.objects.filter(
            first_session_on__gte=start, first_session_on__lt=end
        ).count(),
        "long_term_5h": sum(1 for spent in minutes.values() if spent >= 300),
        "outcomes": {
            name: found
            for name, kind in KINDS.items()
            if (found := outcomes_of(kind, start, end))["all"]["records"]
        },
    }


def outcomes_of(kind, start, end):
    rows = list(Outcome.objects.filter(kind=kind, occurred_on__gte=start, occurred_on__lt=end))
    states = {"all": list(STATES.values())} | {name: [state] for name, state in STATES.items()}
    return {
        name: summed([row for row in rows if row.state in chosen])
        for name, chosen in states.items()
        if name == "all" or any(row.state in chosen for row in rows)
    }


def summed(rows):
    return {
        "records": len(rows),
        "quantity": sum(row.quantity or 0 for row in rows),
        "women": sum(row.women or 0 for row in rows),
        "amount": sum((row.amount or Decimal(0) for row in rows), Decimal(0)),
    }


@given_workbook
def test_totals_equal_the_truth_in_every_figure(center):
    truth = json.loads(TRUTH.read_text(), parse_float=Decimal)

    load(BOOK)

    assert Client.objects.count() == truth["clients"]
    assert Session.objects.count() == truth["sessions"]
    assert Outcome.objects.count() == truth["outcomes"]
    for year, figures in truth["years"].items():
        assert figures_of_year(int(year)) == figures


@given_workbook
def test_every_line_is_accounted_for_and_bad_ones_come_back_with_their_cause(center):
    truth = json.loads(TRUTH.read_text())

    told = load(BOOK)

    kinds = {sheet["sheet"]: sheet["kind"] for sheet in told["sheets"]}
    causes = Counter(f"{kinds[line['sheet']]}.{line['cause']}" for line in told["returned"])
    assert causes == truth["bad_rows"]
    by_kind = {sheet["kind"]: sheet for sheet in told["sheets"]}
    assert by_kind["clients"]["merged"] == truth["repeated_client_rows"]
    assert by_kind["sessions"]["skipped"] == truth["repeated_session_rows"]
    for sheet in told["sheets"]:
        parts = sheet["created"] + sheet["merged"] + sheet["skipped"] + sheet["returned"]
        assert sheet["rows"] == parts


@given_workbook
def test_loading_again_changes_nothing(center):
    load(BOOK)
    before = everything()

    told = load(BOOK)

    assert [sheet["created"] for sheet in told["sheets"]] == [0, 0, 0]
    assert [sheet["merged"] for sheet in told["sheets"]] == [0, 0, 0]
    assert everything() == before


def everything():
    return [
        list(model.objects.order_by("pk").values())
        for model in (Client, Session, Outcome, Situation)
    ]


@given_workbook
def test_a_dry_run_tells_the_same_and_stores_nothing(center):
    planned = load(BOOK, dry_run=True)

    assert not Client.objects.exists()
    assert load(BOOK) == planned | {"dry_run": False}


@given_workbook
def test_returned_lines_come_as_a_workbook_that_can_be_mended_and_sent_again(center, tmp_path):
    back = tmp_path / "back.xlsx"
    load(BOOK, returned=back, language="en")
    book = load_workbook(back)
    clients = book["Clientes (F1)"]
    assert [cell.value for cell in clients[1]][:3] == ["Error", "Row in the file", "No."]
    assert "Write digits with one decimal mark" in clients["A2"].value
    column = next(cell.column for cell in clients[1] if "nacionales" in str(cell.value))
    clients.cell(2, column).value = 2097.23
    book.save(back)

    told = load(back)

    figures = {sheet["kind"]: (sheet["created"], sheet["returned"]) for sheet in told["sheets"]}
    assert figures == {"clients": (1, 3), "sessions": (0, 5), "outcomes": (0, 4)}


def test_a_center_that_is_not_there_and_a_file_that_is_none_are_told(center, tmp_path):
    text = tmp_path / "letter.xlsx"
    text.write_bytes(b"MZ\x90\x00 not a workbook")

    with pytest.raises(CommandError, match="XX-99"):
        load(text, center="XX-99")
    with pytest.raises(CommandError, match="not a spreadsheet"):
        load(text, language="en")
    with pytest.raises(CommandError, match="none.xlsx"):
        load(tmp_path / "none.xlsx")


def test_somebody_without_the_right_to_import_there_finds_no_such_center(center, tmp_path):
    advisor = factories.make_advisor(center)

    with pytest.raises(CommandError, match="SV-01"):
        load(tmp_path / "x.xlsx", email=advisor.email)


def test_create_center_makes_one_once_and_refuses_a_taken_code(db):
    call_command("create_center", country="sv", code="SV-77", name="CDMYPE", stdout=StringIO())
    call_command("create_center", country="SV", code="SV-77", name="CDMYPE", stdout=StringIO())

    assert Center.objects.filter(code="SV-77").count() == 1
    with pytest.raises(CommandError, match="taken"):
        call_command("create_center", country="SV", code="SV-77", name="Another")
    with pytest.raises(CommandError, match="ISO code"):
        call_command("create_center", country="ZZ", code="ZZ-1", name="Nowhere")
