"""Files that are not what they seem, are too much, or are written in older ways."""

# ruff: noqa: E501 (one line of a sheet a line)
import io
import zipfile
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from clients.imports.reading import MAX_BYTES, UnreadableFile, read_workbook
from clients.imports.recognising import recognise
from clients.models import Client, ImportRun, Session
from tests import factories
from tests.clients.workbooks import book, causes, load, plan_of, saved

HEAD = ["Fecha", "Empresa", "Sexo", "Etapa"]
LINE = ["12/02/2024", "Uno", "F", "Idea"]


def packed(**parts):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def repacked(data, change):
    """The workbook with each part passed through change(name, bytes)."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return buffer.getvalue()


def table_of(data):
    workbook = read_workbook(data)
    sheet = workbook.sheets[0]
    return workbook, recognise(sheet), sheet


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "empty"),
        (b"MZ\x90\x00\x03" + b"\x00" * 200, "not a spreadsheet"),
        (b"%PDF-1.7 ...", "not a spreadsheet"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 99, "not a spreadsheet"),
        (bytes(range(256)) * 20, "not a spreadsheet"),
        (packed(**{"word/document.xml": "<x/>", "[Content_Types].xml": "<x/>"}), "damaged"),
        (packed(**{"holiday.jpg": b"x"}), "not a spreadsheet"),
        (b"PK\x03\x04 broken", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "damaged"),
    ],
)
def test_what_is_no_workbook_is_refused_with_a_reason(data, why):
    with pytest.raises(UnreadableFile, match=why):
        read_workbook(data)


def test_a_zip_bomb_is_not_opened(monkeypatch):
    bomb = packed(**{"[Content_Types].xml": "<x/>", "xl/sheet.xml": b"\x00" * 40_000_000})
    unpacked, unpack = [], zipfile.ZipFile.open
    monkeypatch.setattr(
        zipfile.ZipFile,
        "open",
        lambda archive, name, *more: unpacked.append(str(name)) or unpack(archive, name, *more),
    )

    with pytest.raises(UnreadableFile, match="unpacks to far more"):
        read_workbook(bomb)

    assert len(bomb) < 1_000_000
    assert "xl/sheet.xml" not in unpacked


class Endless(io.RawIOBase):
    """A file of 500 MB that tells how much of it was read."""

    taken = 0

    def readinto(self, buffer):
        self.taken += len(buffer)
        buffer[:] = b"a" * len(buffer)
        return len(buffer)

    def readable(self):
        return True


def test_a_huge_file_is_read_no_further_than_the_limit():
    source = Endless()

    with pytest.raises(UnreadableFile, match="25 MB"):
        read_workbook(io.BufferedReader(source))

    assert source.taken < MAX_BYTES * 1.1


@pytest.mark.django_db
def test_a_huge_upload_is_refused_by_its_size_before_it_is_read(client, settings):
    center = factories.make_center()
    client.force_login(factories.make_director(center, language="en"))
    file = SimpleUploadedFile("big.xlsx", b"x" * (MAX_BYTES + 1))

    answer = client.post(reverse("clients:import-list"), {"center": center.pk, "file": file})

    assert "25 MB" in answer.content.decode()
    assert not ImportRun.objects.exists()


class Unread(io.BytesIO):
    def read(self, *size):
        raise AssertionError("The body was read.")


def test_five_hundred_megabytes_are_refused_by_their_announced_size(client):
    body = {"wsgi.input": Unread(), "CONTENT_LENGTH": str(500 * 1024**2)}

    answer = client.generic("POST", "/imports/", HTTP_ACCEPT_LANGUAGE="en", **body)

    assert answer.status_code == 413
    assert "The file is too large" in answer.content.decode()


def test_macros_are_noted_and_never_run():
    data = book(Clientes=[HEAD, LINE])
    buffer = io.BytesIO(data)
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"Sub Auto_Open()")

    workbook, table, _sheet = table_of(buffer.getvalue())

    assert workbook.has_macros
    assert table.kind == "clients"


def test_two_hundred_columns_do_not_hide_the_known_ones():
    head = [f"Columna {number}" for number in range(200)]
    head[7], head[90], head[150] = "Empresa", "Sexo", "Etapa"

    _workbook, table, _sheet = table_of(book(Clientes=[head, ["x"] * 200]))

    assert table.columns == {"business_name": 7, "sex": 90, "stage": 150}


def test_more_than_a_thousand_columns_are_refused():
    with pytest.raises(UnreadableFile, match="columns"):
        read_workbook(book(Clientes=[["x"] * 1001]))


@pytest.mark.django_db
def test_a_client_merged_over_several_sessions_belongs_to_each():
    center = factories.make_center()
    factories.make_client(center, name="Uno")
    workbook = Workbook()
    sheet = workbook.active
    for row in [["Fecha", "Empresa", "Horas"], ["1/2/2024", "Uno", 2], ["2/2/2024", None, None],
                ["3/2/2024", None, 1]]:  # fmt: skip
        sheet.append(row)
    sheet.merge_cells("B2:B4")
    sheet.merge_cells("C2:C3")

    plan = load(saved(workbook), center)

    assert Session.objects.count() == 2
    assert causes(plan) == [(3, "no_hours")]  # hours spread over two days are not doubled


def test_formulas_give_the_value_last_computed_and_text_stays_text():
    data = book(Clientes=[["Empresa", "Etapa", "% propiedad de mujeres"], ["Uno", "Idea", "=25*2"]])
    computed = repacked(
        data,
        lambda name, part: part.replace(b"<v></v>", b"<v>50</v>").replace(b"<v />", b"<v>50</v>"),
    )

    _workbook, _table, sheet = table_of(computed)

    assert sheet.rows[1][2] == 50


@pytest.mark.parametrize("date1904", [False, True])
def test_both_date_systems_give_the_same_day(date1904):
    workbook = Workbook()
    if date1904:
        from openpyxl.utils.datetime import CALENDAR_MAC_1904

        workbook.epoch = CALENDAR_MAC_1904
    sheet = workbook.active
    sheet.append(HEAD)
    sheet.append([date(2024, 2, 12), *LINE[1:]])
    sheet.append([45334 - 1462 * date1904, *LINE[1:]])

    read, _table, sheet = table_of(saved(workbook))

    assert sheet.rows[1][0] == date(2024, 2, 12)
    assert read.date1904 is date1904


CSV = "Fecha;Empresa;Sexo;Ventas nacionales\n12/02/2024;Peluquería Ñandú;F;1.234,50\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "latin-1", "cp1252", "utf-16", "utf-16-le"]
)
def test_csv_is_read_in_every_usual_encoding(encoding):
    _workbook, table, sheet = table_of(CSV.encode(encoding))

    assert sheet.rows[1][1] == "Peluquería Ñandú"
    assert table.columns["national_sales"] == 3


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_csv_is_cut_at_its_own_mark(mark):
    text = f"sep={mark}\n" if mark == "|" else ""
    text += mark.join(HEAD) + "\n" + mark.join(['"12/02/2024"', f'"Uno{mark} y dos"', "F", "Idea"])

    _workbook, table, sheet = table_of(text.encode())

    assert sheet.rows[-1][1] == f"Uno{mark} y dos"
    assert table.kind == "clients"


@pytest.mark.django_db
def test_a_csv_with_semicolons_has_decimal_commas():
    center = factories.make_center()
    text = "Fecha;Empresa;Sexo;Ventas nacionales\n12/02/2024;Uno;F;2.416\n12/02/2024;Dos;F;1.234,50"

    plan = load(text.encode(), center)

    sales = {
        draft.values["business_name"]: draft.values["national_sales"] for draft in plan.clients
    }
    assert {name: str(amount) for name, amount in sales.items()} == {
        "Uno": "2416.00",
        "Dos": "1234.50",
    }


@pytest.mark.django_db
def test_an_empty_sheet_and_one_with_headings_only_bring_nothing():
    center = factories.make_center()

    plan = load(book(Nada=[], Clientes=[HEAD]), center)

    assert plan.unrecognised == ["Nada"]
    assert [sheet.rows for sheet in plan.sheets] == [0]


@pytest.mark.django_db
def test_a_million_blank_rows_cost_little():
    center = factories.make_center()
    data = book(Clientes=[HEAD, LINE])

    def grow(name, part):
        if not name.startswith("xl/worksheets/sheet"):
            return part
        blank = b"".join(
            b'<row r="%d"><c r="A%d" s="0"/></row>' % (n, n) for n in range(3, 1_000_000)
        )
        return part.replace(b"</sheetData>", blank + b"</sheetData>")

    bloated = repacked(data, grow)
    plan = plan_of(bloated, center)

    assert plan.total("created") == 1


@pytest.mark.django_db
def test_ids_of_another_center_are_refused_and_nothing_is_said_about_them():
    center, other = factories.make_center(), factories.make_center()
    secret = factories.make_client(other, name="Secreta del Otro Centro")
    factories.make_contact(secret, document="09999999-9", surname="Secreto")

    plan = load(
        book(
            Sesiones=[
                ["Fecha", "Empresa", "Documento", "Horas"],
                ["1/2/2024", "Secreta del Otro Centro", "09999999-9", 1],
                ["1/2/2024", "Secreta del Otro Centr", None, 1],
            ]
        ),
        center,
    )

    assert causes(plan) == [(2, "unknown_client"), (3, "unknown_client")]
    assert not any(fault.suggestion for line in plan.returned for fault in line.faults)
    assert not Session.objects.exists()


@pytest.mark.django_db
def test_a_client_of_another_center_with_the_same_document_is_left_alone():
    center, other = factories.make_center(), factories.make_center()
    secret = factories.make_client(other, name="Secreta", phone="")

    load(
        book(Clientes=[[*HEAD, "Teléfono"], ["1/2/2024", "Secreta", "F", "Idea", "7777 7777"]]),
        center,
    )

    secret.refresh_from_db()
    assert secret.phone == ""
    assert Client.objects.filter(center=center).count() == 1


def test_entities_of_the_xml_are_not_expanded(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("TOP SECRET")
    entities = (
        f'<!DOCTYPE x [<!ENTITY a "{"A" * 50}"><!ENTITY b "{"&a;" * 50}"><!ENTITY c "{"&b;" * 50}">'
        f'<!ENTITY file SYSTEM "file://{secret}">]>'
    ).encode()

    def poison(name, part):
        if not name.startswith("xl/worksheets/sheet"):
            return part
        part = part.replace(b"<worksheet", entities + b"<worksheet", 1)
        return part.replace(
            b"</sheetData>",
            b'<row r="3"><c r="A3" t="inlineStr"><is><t>&c;&file;</t></is></c></row></sheetData>',
        )

    data = repacked(book(Clientes=[HEAD, LINE]), poison)
    try:
        cells = str(read_workbook(data).sheets[0].rows)
    except UnreadableFile:
        cells = ""

    assert "TOP SECRET" not in cells
    assert "AAAA" not in cells


def test_ods_is_read_like_the_others():
    def row(cells):
        return "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
            for cell in cells
        )

    space = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'<office:document-content xmlns:office="{space}:office:1.0" xmlns:table="{space}:table:1.0" '
        f'xmlns:text="{space}:text:1.0"><office:body><office:spreadsheet><table:table table:name="Clientes">'
        f"<table:table-row>{row(HEAD)}</table:table-row><table:table-row>{row(LINE)}</table:table-row>"
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    )
    parts = {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "META-INF/manifest.xml": manifest,
        "content.xml": content,
    }

    _workbook, table, sheet = table_of(packed(**parts))

    assert (table.kind, sheet.rows[1]) == ("clients", LINE)


@pytest.mark.django_db
def test_formulas_typed_as_text_come_back_as_text(tmp_path):
    from clients.imports.returned import write_returned

    center = factories.make_center()
    csv = 'Fecha,Empresa,Sexo,Notas\n12/02/2024,"=HYPERLINK(""http://x"",""y"")",xx,"+1+1"\n'

    data = write_returned(plan_of(csv.encode(), center))

    sheet = load_workbook(io.BytesIO(data)).active
    kinds = {cell.data_type for row in sheet for cell in row}
    assert "f" not in kinds
    assert sheet["D2"].value.startswith("=HYPERLINK")
