"""Figures as files: CSV and workbooks with one row a figure."""

import csv
import io

from django.http import HttpResponse

from reporting.charts import HIDDEN

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def rows_of(lines):
    """A heading and a row a figure; hidden ones are empty and say so in `status`."""
    keys = list(dict.fromkeys(key for line in lines for key in line["by"]))
    yield ["measure", "state", *keys, "value", "unit", "status"]
    for line in lines:
        hidden = line["value"] == HIDDEN
        groups = [str(line["by"].get(key, "")) for key in keys]
        value = "" if hidden else line["value"]
        status = "confidential" if hidden else ""
        yield [line["measure"], line["state"], *groups, value, line["unit"], status]


def as_csv(lines):
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(rows_of(lines))
    return out.getvalue()


def as_xlsx(lines):
    import xlsxwriter  # only for downloads

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        sheet = book.add_worksheet("figures")
        for number, row in enumerate(rows_of(lines)):
            for column, cell in enumerate(row):
                _write(sheet, number, column, cell, is_value=number and column == len(row) - 3)
    return out.getvalue()


def _write(sheet, row, column, cell, *, is_value):
    if is_value and cell:
        sheet.write_number(row, column, float(cell))
    else:
        sheet.write_string(row, column, cell)


def download(lines, *, name, kind="csv"):
    """The figures as an attachment called `name`.csv or `name`.xlsx."""
    if kind == "xlsx":
        response = HttpResponse(as_xlsx(lines), content_type=XLSX)
    else:
        kind = "csv"
        response = HttpResponse("\ufeff" + as_csv(lines), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response
