"""The import page: uploaded, repaired by cause, confirmed once, undone."""

# ruff: noqa: E501 (one line of a sheet a line)
from io import BytesIO, StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from openpyxl import load_workbook

from clients.imports.store import ranges
from clients.models import Client, ColumnMemory, ImportRun, Outcome, Session, Situation
from tests import factories
from tests.clients.workbooks import book, saved

pytestmark = pytest.mark.django_db

HEAD = ["Fecha", "Empresa", "Documento", "Sexo", "Teléfono", "Etapa"]
SESSIONS = ["Fecha", "Empresa", "Horas"]


def upload(client, center, data, name="clientes 2024.xlsx"):
    file = SimpleUploadedFile(name, data)
    answer = client.post(reverse("clients:import-list"), {"center": center.pk, "file": file})
    assert answer.status_code == 302, answer.context["form"].errors
    return ImportRun.objects.latest("pk")


def post(client, run, step, **data):
    answer = client.post(reverse(f"clients:import-{step}", args=[run.uuid]), data)
    run.refresh_from_db()
    return answer


def totals(run):
    return [
        tuple(sheet[name] for name in ("rows", "created", "merged", "skipped", "returned"))
        for sheet in run.result["sheets"]
    ]


def untidy(rows=412):
    """412 lines of which 27 have one of three faults."""
    lines = []
    for number in range(rows):
        sex, day, stage = "F", "25/03/2024", "Idea"
        if number < 15:
            sex = "femenno"
        elif number < 24:
            day = f"03/{13 + number - 14}/24"
        elif number < 27:
            stage = "Quién sabe"
        lines.append([day, f"Empresa {number}", f"0100{number:04}-{number % 7}", sex, None, stage])
    return book(Clientes=[HEAD, *lines])


def test_a_file_of_412_rows_and_27_faults_is_clean_after_three_fixes(client, center, director):
    run = upload(client, center, untidy())
    assert totals(run) == [(412, 385, 0, 0, 27)]
    assert not Client.objects.exists()
    page = client.get(run.get_absolute_url()).content.decode()
    assert "Fix 3 problems and 412 rows are ready" in page
    assert "Apply to 15 rows" in page
    keys = {group["cause"]: group for group in run.result["groups"]}
    assert keys["unknown_sex"]["suggestion"] == "femenino"
    assert keys["unreadable_date"]["month_first"]

    post(client, run, "fix", key=keys["unknown_sex"]["key"], way="write", value="femenino")
    post(client, run, "fix", key=keys["unreadable_date"]["key"], way="suggested")
    post(client, run, "fix", key=keys["unknown_stage"]["key"], way="write", value="Idea")
    assert totals(run) == [(412, 412, 0, 0, 0)]
    post(client, run, "confirm")

    assert run.state == "stored"
    assert Client.objects.filter(center=center).count() == 412


def test_all_suggestions_are_taken_with_one_press(client, center, director):
    run = upload(client, center, untidy(40))

    post(client, run, "fix")

    assert totals(run) == [(40, 37, 0, 0, 3)]
    assert [group["cause"] for group in run.result["groups"]] == ["unknown_stage"]


def test_a_fix_that_is_wrong_again_can_be_fixed_again(client, center, director):
    run = upload(
        client, center, book(Clientes=[HEAD, ["1/2/2024", "A", "01234-5", "zzq", "", "Idea"]])
    )
    post(client, run, "fix", key=run.result["groups"][0]["key"], way="write", value="qqz")
    assert totals(run) == [(1, 0, 0, 0, 1)]

    post(client, run, "fix", key=run.result["groups"][0]["key"], way="empty")

    assert totals(run) == [(1, 1, 0, 0, 0)]
    assert run.fixes == [["clients", "sex", "zzq", ""]]


def test_a_client_that_looks_like_a_stored_one_is_asked_about(client, center, director):
    factories.make_client(
        center, name="Pupusería Ana Lucía", phone="2222 1234", phone_key="22221234"
    )
    data = book(
        Clientes=[HEAD, ["1/2/2024", "Pupuseria Ana Lucia 2", "01234-5", "F", "22221234", "Idea"]]
    )
    run = upload(client, center, data)
    entry = run.result["likely"][0]
    assert (entry["other"], entry["phone"]) == ("Pupusería Ana Lucía", True)
    assert ["phone", "22221234", "2222 1234"] in entry["facts"]
    page = client.get(run.get_absolute_url()).content.decode()
    assert "In the file" in page and "2222 1234" in page

    post(client, run, "same", sheet="Clientes", row="2", choice="same")
    assert totals(run) == [(1, 0, 1, 0, 0)]
    post(client, run, "confirm")

    assert Client.objects.count() == 1


def test_columns_are_chosen_and_remembered_for_files_of_the_same_shape(client, center, director):
    head = [*HEAD, "Cosa rara"]
    rows = [head, ["1/2/2024", "Uno", "01234-5", "F", "", "Idea", "Suchitoto"]]
    run = upload(client, center, book(Clientes=rows))
    form = {f"Clientes-{place}": "" for place in range(7)} | {
        "Clientes-0": "registered_on", "Clientes-1": "business_name", "Clientes-3": "sex",
        "Clientes-5": "stage", "Clientes-6": "municipality",
    }  # fmt: skip

    post(client, run, "columns", **form)
    again = upload(
        client, center, book(Clientes=[head, ["1/2/2024", "Dos", "1", "F", "", "", "Izalco"]])
    )
    post(client, again, "confirm")

    assert Client.objects.get().municipality == "Izalco"
    assert ColumnMemory.objects.count() == 1
    twice = post(client, run, "columns", **form | {"Clientes-0": "sex"})
    assert "chosen for two columns" in twice.content.decode()


def test_returned_lines_are_downloaded_and_cancel_forgets_the_file(client, center, director):
    run = upload(client, center, untidy(30))

    answer = client.get(reverse("clients:import-returned", args=[run.uuid]))
    post(client, run, "cancel")

    sheet = load_workbook(BytesIO(answer.content))["Clientes"]
    assert sheet.max_row == 28
    assert (run.state, run.file.name, run.result) == ("cancelled", "", {})
    assert not Client.objects.exists()


def full_book():
    return book(
        Clientes=[HEAD + ["Ventas nacionales"], ["1/2/2024", "Uno", "01234-5", "F", "", "Idea", 100],
                  ["1/2/2024", "Dos", "01234-6", "F", "", "Idea", 50]],
        Sesiones=[SESSIONS, ["5/2/2024", "Uno", 1], ["6/2/2024", "Uno", 2], ["6/2/2024", "Dos", 2]],
        Resultados=[["Fecha", "Empresa", "Tipo de resultado", "Cantidad"],
                    ["7/2/2024", "Uno", "Empleos generados", 2]],
    )  # fmt: skip


def test_an_import_is_undone_whole_and_can_be_loaded_again(client, center, director):
    run = upload(client, center, full_book())
    post(client, run, "confirm")
    assert Session.objects.alive().count() == 3

    post(client, run, "undo")

    assert run.state == "undone"
    for model in (Client, Session, Outcome, Situation):
        assert not model.objects.alive().exists()
    again = upload(client, center, full_book())
    post(client, again, "confirm")
    assert Session.objects.alive().count() == 3
    assert Client.objects.alive().get(name="Uno").first_session_on


def test_filled_columns_of_older_clients_are_emptied_again(client, center, director):
    old = factories.make_client(center, name="Uno", municipality="", phone="", phone_key="")
    rows = [
        [*HEAD, "Municipio"],
        ["1/2/2024", "Uno", "01234-5", "F", "7777 1111", "Idea", "Izalco"],
    ]
    run = upload(client, center, book(Clientes=rows))
    post(client, run, "confirm")
    old.refresh_from_db()
    assert (old.municipality, old.phone) == ("Izalco", "7777 1111")

    post(client, run, "undo")

    old.refresh_from_db()
    assert (old.municipality, old.phone) == ("", "")


def test_after_thirty_days_nothing_is_undone(client, center, director):
    run = upload(client, center, full_book())
    post(client, run, "confirm")
    ImportRun.objects.update(stored_at="2024-01-01T00:00Z")

    post(client, run, "undo")

    assert run.state == "stored"
    assert Session.objects.alive().count() == 3


def test_confirming_twice_stores_once(client, center, director):
    run = upload(client, center, full_book())

    post(client, run, "confirm")
    second = post(client, run, "confirm")

    assert second.status_code == 302
    assert Session.objects.count() == 3


def test_a_file_for_another_center_is_refused_and_an_advisor_may_not_import(
    client, center, director
):
    other = factories.make_center()
    file = SimpleUploadedFile("x.xlsx", full_book())

    answer = client.post(reverse("clients:import-list"), {"center": other.pk, "file": file})
    client.force_login(factories.make_advisor(center))
    refused = client.get(reverse("clients:import-list"))

    assert answer.context["form"].errors["center"]
    assert refused.status_code == 403
    assert not ImportRun.objects.exists()


def test_an_unreadable_file_says_why(client, center, director):
    run = upload(client, center, b"MZ\x90\x00", name="virus.xlsx")

    page = client.get(run.get_absolute_url()).content.decode()

    assert run.state == "failed"
    assert "This is not a spreadsheet" in page


@pytest.mark.parametrize("language", ["en", "es", "pt-br", "fr"])
def test_the_empty_workbook_is_recognised_whole(client, center, director, language):
    director.language = language
    director.save()
    answer = client.get(reverse("clients:import-template"))
    workbook = load_workbook(BytesIO(answer.content))
    workbook.worksheets[0].append(["1/2/2024", "Uno"])

    run = upload(client, center, saved(workbook))

    assert {sheet["kind"]: len(sheet["columns"]) for sheet in run.result["sheets"]} == {
        "clients": 19, "contacts": 9, "situations": 11, "sessions": 10, "outcomes": 9,
    }  # fmt: skip


def test_rows_of_a_closed_period_arrive_late_and_what_counted_in_it_cannot_be_undone(
    client, center, director
):
    center.locked_through = "2024-02-05"
    center.save()
    run = upload(client, center, full_book())

    post(client, run, "confirm")

    assert run.state == "stored"
    assert list(Session.objects.order_by("held_on", "pk").values_list("late", flat=True)) == [
        True,
        False,
        False,
    ]
    center.locked_through = "2024-02-28"
    center.save()
    page = client.post(
        reverse("clients:import-undo", args=[run.uuid]), follow=True
    ).content.decode()
    assert "lies in a period that is closed" in page
    assert Session.objects.alive().count() == 3


def test_files_are_deleted_when_nothing_can_be_undone_any_more(client, center, director):
    run = upload(client, center, full_book())
    ImportRun.objects.update(created_at="2024-01-01T00:00Z")

    call_command("forget_files", stdout=StringIO())

    run.refresh_from_db()
    assert (run.file.name, run.result) == ("", {})


def test_the_ids_of_an_import_are_kept_as_ranges():
    assert ranges([5, 3, 4, 9, 11, 10]) == [[3, 5], [9, 11]]
    assert ranges([]) == []
