"""The PDF door: both standards at once, data attached, nothing fetched."""

import datetime
import io

import pikepdf
import pytest

from reporting.pdf import DataFile, data_url, render_pdf
from tests.reporting.verapdf import verdicts

CHART = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>'
)
PAGE = f"""<!doctype html><html lang="es"><head><meta charset="utf-8"><title>Informe</title>
<style>html {{ font: 400 10pt "Source Sans 3" }} h1 {{ font: 600 20pt "Source Serif 4" }}</style>
</head><body><h1>Señales claras</h1><p>1 126 empleos: ñ, ã, ç, œ, ₡.</p>
<img src="{data_url(CHART)}" alt="Un cuadro">
<table><thead><tr><th scope="col">Centro</th><th scope="col">Clientes</th></tr></thead>
<tbody><tr><th scope="row">Norte</th><td>12</td></tr></tbody></table></body></html>"""
MADE_AT = datetime.datetime(2025, 1, 31, 12, tzinfo=datetime.UTC)
DATA = DataFile("datos.csv", "centro,clientes\r\nNorte,12\r\n", "Datos del informe")


@pytest.fixture(scope="module")
def report():
    return render_pdf(PAGE, files=[DATA], made_at=MADE_AT)


def test_the_file_is_titled_tagged_and_in_its_language(report):
    with pikepdf.open(io.BytesIO(report)) as pdf:
        assert str(pdf.docinfo.Title) == "Informe"
        assert str(pdf.Root.Lang) == "es"
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert b"pdfuaid:part" in pdf.Root.Metadata.read_bytes()


def test_the_data_travels_inside_as_data(report):
    with pikepdf.open(io.BytesIO(report)) as pdf:
        attached = pdf.attachments["datos.csv"]

        assert attached.get_file().read_bytes() == DATA.text.encode()
        assert attached.obj.AFRelationship == pikepdf.Name.Data


def test_the_same_input_gives_the_same_bytes(report):
    assert render_pdf(PAGE, files=[DATA], made_at=MADE_AT) == report


def test_no_file_of_the_server_and_no_address_is_read(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("password")
    nasty = PAGE.replace(
        "</head>",
        f'<link rel="attachment" href="file://{secret}"><link rel="stylesheet"'
        f' href="http://127.0.0.1:9/x.css"></head>',
    ).replace("<h1>", f'<img src="file://{secret}" alt="x"><h1>')

    made = render_pdf(nasty, made_at=MADE_AT)

    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert len(pdf.attachments) == 0
    assert b"password" not in made


@pytest.mark.slow
def test_verapdf_finds_both_standards_met(report, tmp_path):
    path = tmp_path / "report.pdf"
    path.write_bytes(report)

    lines = verdicts([path], tmp_path)

    assert [line.split()[0] for line in lines] == ["PASS", "PASS"], lines
