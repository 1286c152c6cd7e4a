"""Rows to csv and xlsx without holding them in memory; text can never turn into a formula."""

import csv
import io
from datetime import UTC
from decimal import Decimal
from uuid import UUID

import xlsxwriter

FORMULA_MARKS = ("=", "+", "-", "@", "\t", "\r", "\n")
LAST_ROW = 1_048_575  # of a sheet, below its headings
CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def safe_text(text):
    """`text` with an apostrophe in front where a spreadsheet would take it for a formula."""
    return f"'{text}" if text.startswith(FORMULA_MARKS) else text


class _Echo:
    """What csv.writer writes to is what the row yields."""

    def write(self, line):
        return line


def csv_lines(columns, rows, tell=None):
    """The lines of a csv: numbers with a point, days as ISO, text made harmless."""
    writer = csv.writer(_Echo(), lineterminator="\r\n")
    yield "\ufeff" + writer.writerow([column.name for column in columns])
    for number, row in enumerate(rows, 1):
        yield writer.writerow([_csv_cell(column, column.read(row)) for column in columns])
        if tell and not number % 1000:
            tell(number)


def _csv_cell(column, value):
    if value is None:
        return ""
    if column.kind in ("day", "moment"):
        return value.isoformat()
    if column.kind == "yes_no":
        return "yes" if value else "no"
    if column.kind in ("number", "money"):
        return str(value)
    return safe_text(str(value))


def write_xlsx(target, columns, rows, tell=None):
    """An xlsx with labels as headings, in constant memory; a new sheet where one is full."""
    book = xlsxwriter.Workbook(
        target,
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "remove_timezone": True,
            "default_date_format": "yyyy-mm-dd",
        },
    )
    formats = {
        "head": book.add_format({"bold": True}),
        "day": book.add_format({"num_format": "yyyy-mm-dd"}),
        "moment": book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
        "money": book.add_format({"num_format": "#,##0.00"}),
    }
    sheet, line = None, LAST_ROW
    for number, row in enumerate(rows, 1):
        if line >= LAST_ROW:
            sheet, line = _new_sheet(book, columns, formats), 0
        line += 1
        for index, column in enumerate(columns):
            _write_cell(sheet, line, index, column, column.read(row), formats)
        if tell and not number % 1000:
            tell(number)
    if sheet is None:
        _new_sheet(book, columns, formats)
    book.close()


def _new_sheet(book, columns, formats):
    sheet = book.add_worksheet()
    sheet.set_column(0, len(columns) - 1, 16)
    sheet.freeze_panes(1, 0)
    for index, column in enumerate(columns):
        sheet.write_string(0, index, str(column.label), formats["head"])
    return sheet


def _write_cell(sheet, line, index, column, value, formats):
    if value is None or value == "":
        return
    if column.kind in ("day", "moment"):
        if column.kind == "moment":
            value = value.astimezone(UTC)
        sheet.write_datetime(line, index, value, formats[column.kind])
    elif isinstance(value, bool):
        sheet.write_string(line, index, "yes" if value else "no")
    elif isinstance(value, int | float | Decimal) and not isinstance(value, UUID):
        sheet.write_number(line, index, float(value), formats.get(column.kind))
    else:
        sheet.write_string(line, index, str(value)[:32_000])


def csv_bytes(columns, rows):
    return "".join(csv_lines(columns, rows)).encode()


def documentation(tables):
    """A csv that says what each column of each table is, as bytes."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(["file", "column", "label", "type", "personal", "about"])
    for name, columns in tables:
        for column in columns:
            personal = "yes" if column.personal else "no"
            writer.writerow(
                [f"{name}.csv", column.name, column.label, column.kind, personal, column.about]
            )
    return ("\ufeff" + out.getvalue()).encode()
