"""Figures as files: CSV and workbooks with one row a figure."""

import csv
import io
from decimal import Decimal

from django.http import HttpResponse

from clients.exports.writers import safe_text
from reporting.charts import HIDDEN, to_picture, to_table

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def rows_of(lines):
    """A heading and a row a figure; hidden ones are empty and say so in `status`."""
    keys = list(dict.fromkeys(key for line in lines for key in line["by"]))
    yield ["measure", "state", *keys, "value", "unit", "status"]
    for line in lines:
        hidden = line["value"] == HIDDEN
        groups = [safe_text(str(line["by"].get(key, ""))) for key in keys]
        value = "" if hidden else line["value"]
        status = "confidential" if hidden else ""
        yield [line["measure"], line["state"], *groups, value, line["unit"], status]


def as_csv(lines):
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(rows_of(lines))
    return out.getvalue()


def as_xlsx(lines):
    """A row a figure; the values are numbers, not text."""
    heading, *rows = rows_of(lines)
    value = len(heading) - 3
    for row in rows:
        row[value] = Decimal(row[value]) if row[value] else ""
    return workbook([heading, *rows])


def workbook(rows):
    """Bytes of a workbook of one sheet; numbers become numbers, all else plain text."""
    import xlsxwriter  # only for downloads

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        sheet = book.add_worksheet("figures")
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, int | float | Decimal):
                    sheet.write_number(number, column, float(cell))
                else:
                    sheet.write_string(number, column, str(cell))
    return out.getvalue()


def download(lines, *, name, kind="csv"):
    """The figures as an attachment called `name`.csv or `name`.xlsx."""
    if kind == "xlsx":
        return _attachment(as_xlsx(lines), XLSX, f"{name}.xlsx", len(lines))
    return _attachment("\ufeff" + as_csv(lines), CSV, f"{name}.csv", len(lines))


def download_table(table, *, name, kind="csv"):
    """A charts.Table as an attachment: CSV or a workbook."""
    if kind == "xlsx":
        return _attachment(workbook(table.lines()), XLSX, f"{name}.xlsx", len(table.rows))
    return _attachment("\ufeff" + table.as_csv(), CSV, f"{name}.csv", len(table.rows))


def download_chart(spec, *, name, kind="csv"):
    """A chart as an attachment: its picture (svg) or its table (csv, xlsx)."""
    if kind == "svg":
        return _attachment(to_picture(spec), "image/svg+xml", f"{name}.svg")
    return download_table(to_table(spec), name=name, kind=kind)


def _attachment(content, content_type, name, rows=0):
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response.rows = rows  # for the log of exports
    return response
