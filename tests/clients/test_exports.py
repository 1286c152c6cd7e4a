"""Files with people's data: the page's rows, typed cells, a reason, a limit, a line in the log."""

# ruff: noqa: E501
import csv
import io
import zipfile
from datetime import date, datetime
from decimal import Decimal

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from clients.exports import runs
from clients.exports.country import OF_A_COUNTRY
from clients.exports.tables import TABLES
from clients.models import ClientKey, Document, Export, RecheckItem, Restatement
from reporting import targets
from tests import factories

pytestmark = pytest.mark.django_db
REASON = "Yearly report to the ministry"


def export(client, what, kind="csv", reason=REASON, query="", **data):
    address = reverse("clients:export-add", args=[what]) + query
    return client.post(address, {"kind": kind, "reason": reason, **data})


def lines(answer):
    content = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content)))


def make_listed(one, center):
    """What the lists of tasks hold: a twin of the client, a restatement, a drawn claim."""
    factories.make_client(center, name=one.name, phone_key="70123456")
    outcome = factories.make_outcome(one)
    Restatement.objects.create(
        center=center, country=center.country, client=one, record="outcome",
        record_uuid=outcome.uuid, day=outcome.occurred_on, reason="Counted twice",
        changes={"quantity": ["3", "2"]},
    )  # fmt: skip
    sample = factories.make_recheck_sample(center.country)
    RecheckItem.objects.create(sample=sample, outcome=outcome)


QUERIES = {"explained": "?measure=CLI-01&start=2024-01-01&end=2024-12-31"}


@pytest.mark.parametrize("what", sorted(TABLES))
def test_each_table_is_written_as_csv_and_as_xlsx_with_the_same_rows(
    client, center, director, what
):
    client.force_login(factories.make_coordinator(center.country, language="en"))
    one = factories.make_client(center, name="Una", phone_key="70123456")
    person = factories.make_contact(one)
    factories.make_session(one)
    factories.make_situation(one)
    factories.make_outcome(one)
    factories.make_followup(one)
    factories.make_training(center, present=[person])
    factories.make_appointment(one)
    make_listed(one, center)

    query = QUERIES.get(what, "")
    rows = lines(export(client, what, query=query))
    answer = export(client, what, "xlsx", query=query)
    book = load_workbook(io.BytesIO(b"".join(answer.streaming_content)))

    sheet = list(book.active.values)
    assert len(rows) == len(sheet) - 1 >= 1
    assert len(rows[0]) == len(sheet[0])
    logged = Export.objects.filter(what=what, rows=len(rows), state="ready", reason=REASON)
    assert logged.count() == 2


def test_cells_are_typed_and_choices_carry_code_and_label(client, center, director):
    one = factories.make_client(center)
    factories.make_outcome(
        one,
        kind="sales_increase",
        amount=Decimal("1234.50"),
        currency="USD",
        occurred_on=date(2024, 5, 2),
    )

    book = load_workbook(io.BytesIO(b"".join(export(client, "outcomes", "xlsx").streaming_content)))

    head, row = list(book.active.values)
    cells = dict(zip(head, row, strict=True))
    assert cells["Date"] == datetime(2024, 5, 2)
    assert cells["Amount"] == 1234.5
    assert "sales_increase" in row and "Increase in sales" in row


def test_text_that_looks_like_a_formula_is_made_harmless(client, center, director):
    factories.make_client(center, name='=HYPERLINK("http://evil","x")')
    factories.make_client(center, name="+1 @SUM(A1)")
    factories.make_client(center, name="\tTab")

    names = [row["name"] for row in lines(export(client, "clients"))]
    book = load_workbook(io.BytesIO(b"".join(export(client, "clients", "xlsx").streaming_content)))

    assert sorted(name[:2] for name in names) == ["'\t", "'+", "'="]
    assert {cell.data_type for row in book.active for cell in row} <= {"s", "n", "d"}


def test_an_export_has_the_filter_and_the_scope_of_its_list(client, center, director):
    factories.make_client(center, name="Panadería Una", stage="start_up")
    factories.make_client(center, name="Panadería Dos", stage="pre_venture")
    factories.make_client(factories.make_center(), name="Panadería Ajena", stage="start_up")

    rows = lines(export(client, "clients", query="?q=panaderia&stage=start_up"))
    unreadable = lines(export(client, "clients", query="?stage=nonsense"))

    assert [row["name"] for row in rows] == ["Panadería Una"]
    assert unreadable == []


def test_without_a_reason_or_the_right_there_is_no_file(client, center, director):
    refused = export(client, "clients", reason="x")
    client.force_login(factories.make_advisor(center))
    advisor = export(client, "clients")

    assert "reason" in refused.context["form"].errors
    assert advisor.status_code == 403
    assert not Export.objects.exists()


def test_exports_of_a_day_are_limited_by_role(client, center, director, monkeypatch):
    monkeypatch.setitem(runs.A_DAY, "director", 2)
    for _ in range(2):
        assert export(client, "clients").status_code == 200

    third = export(client, "clients")

    assert "You have reached the 2 exports of a day" in third.content.decode()
    assert Export.objects.count() == 2


def test_large_exports_are_made_in_the_background_and_belong_to_who_asked(
    client, center, director, monkeypatch
):
    monkeypatch.setattr("clients.views.exports.AT_ONCE", 1)
    for number in range(3):
        factories.make_client(center, name=f"Uno {number}")

    answer = export(client, "clients")
    made = Export.objects.get()
    file = client.get(reverse("clients:export-file", args=[made.uuid]))
    rows = lines(file)
    client.force_login(factories.make_director(center))
    other = client.get(made.get_absolute_url())

    assert answer.status_code == 302
    assert (made.state, made.rows, len(rows)) == ("ready", 3, 3)
    assert other.status_code == 404


def test_a_coordinator_gets_all_tables_of_the_country_with_every_column_explained(
    client, center, director
):
    coordinator = factories.make_coordinator(center.country, language="en")
    one = factories.make_client(center, name="Una")
    factories.make_session(one)
    abroad = factories.make_client(
        factories.make_center(factories.make_country("GT")), name="Ajena"
    )
    factories.make_session(abroad)
    for firm in (one, abroad):
        factories.make_consent(firm)
    client.force_login(coordinator)

    export(client, "country", country=center.country_id)

    made = Export.objects.get(what="country")
    archive = zipfile.ZipFile(made.file.open("rb"))
    assert set(archive.namelist()) == {f"{name}.csv" for name in OF_A_COUNTRY} | {"columns.csv"}
    text = {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist()}
    assert "Una" in text["clients.csv"] and "Ajena" not in "".join(text.values())
    assert str(one.uuid) in text["consents.csv"] and str(abroad.uuid) not in text["consents.csv"]
    assert center.code in text["centers.csv"] and abroad.center.code not in text["centers.csv"]
    explained = {
        (row["file"], row["column"]) for row in csv.DictReader(io.StringIO(text["columns.csv"]))
    }
    for name in OF_A_COUNTRY:
        head = next(csv.reader(io.StringIO(text[f"{name}.csv"])))
        assert {(f"{name}.csv", column) for column in head} <= explained


def test_the_whole_export_holds_what_hangs_on_clients_and_the_targets(client, center, director):
    one = factories.make_client(center, name="Una")
    claim = factories.make_outcome(one, attribution="in_part", attribution_by="client")
    factories.make_evidence(claim, label="Planilla")
    factories.make_appointment(one)
    Document.objects.create(
        client=one, center=center, country=center.country, title="Escritura", file="x"
    )
    ClientKey.objects.create(client=one, source="Neoserra", key="N-17")
    make_listed(one, center)
    for place in (center, factories.make_center(factories.make_country("GT"))):
        targets.set_target(
            by=director, country=place.country, center=place, measure="CLI-01", year=2026, value=40
        )
    client.force_login(factories.make_coordinator(center.country, language="en"))

    export(client, "country", country=center.country_id)

    archive = zipfile.ZipFile(Export.objects.get(what="country").file.open("rb"))
    tables = {
        name: list(csv.DictReader(io.StringIO(archive.read(name).decode("utf-8-sig"))))
        for name in archive.namelist()
    }
    assert [row["attribution"] for row in tables["outcomes.csv"]] == ["in_part", ""]
    assert [row["label"] for row in tables["evidence.csv"]] == ["Planilla"]
    assert [row["title"] for row in tables["documents.csv"]] == ["Escritura"]
    assert [row["key"] for row in tables["keys.csv"]] == ["N-17"]
    for name in ("appointments", "restatements", "rechecks"):
        assert len(tables[f"{name}.csv"]) == 1
    for name in ("targets", "target_changes"):
        assert [(row["center"], row["measure"]) for row in tables[f"{name}.csv"]] == [
            (center.code, "CLI-01")
        ]
    assert tables["targets.csv"][0]["value"] == "40.00"


def test_directors_do_not_get_the_whole_country(client, center, director):
    assert export(client, "country", country=center.country_id).status_code == 404


def test_the_panel_names_nobody_and_its_keys_fit_no_other_file(client, center, director):
    coordinator = factories.make_coordinator(center.country)
    one = factories.make_client(
        center, name="Secretaria Única", municipality="Ilobasco", phone="77771234"
    )
    factories.make_contact(
        one,
        role="first_contact",
        name="Reina",
        surname="Secreta",
        document="01234567-8",
        birth_year=1987,
    )
    factories.make_situation(
        one, as_of=date(2024, 3, 9), wave="baseline", sales_national=Decimal("100.25")
    )
    factories.make_situation(one, as_of=date(2024, 9, 9), wave="6", sales_national=Decimal("200"))
    factories.make_session(one, held_on=date(2024, 3, 1), contact_minutes=60, prep_minutes=30)
    factories.make_session(one, held_on=date(2024, 4, 1), contact_minutes=60, prep_minutes=0)
    client.force_login(coordinator)

    export(client, "panel", country=center.country_id)
    export(client, "panel", country=center.country_id)

    files = [
        zipfile.ZipFile(made.file.open("rb")).read("panel.csv").decode("utf-8-sig")
        for made in Export.objects.order_by("pk")
    ]
    first, second = (list(csv.DictReader(io.StringIO(text))) for text in files)
    for secret in (
        "Secretaria",
        "Reina",
        "Secreta",
        "01234567",
        "Ilobasco",
        "7777",
        "2024-03-09",
        str(one.uuid),
    ):
        assert secret not in files[0]
    by_wave = {row["wave"]: row for row in first}
    assert (by_wave["baseline"]["hours"], by_wave["6"]["hours"]) == ("1.50", "2.50")
    assert (by_wave["6"]["birth_decade"], by_wave["6"]["sales_national"]) == ("1980s", "200.00")
    assert len({row["client_key"] for row in first}) == 1
    assert first[0]["client_key"] != second[0]["client_key"]


def test_files_are_deleted_after_a_week_and_the_log_stays(client, center, director, monkeypatch):
    monkeypatch.setattr("clients.views.exports.AT_ONCE", 0)
    factories.make_client(center)
    export(client, "clients")
    Export.objects.update(created_at="2024-01-01T00:00Z")

    assert runs.forget_old_files() == 1

    kept = Export.objects.get()
    assert (kept.state, kept.file.name, kept.rows) == ("expired", "", 1)
