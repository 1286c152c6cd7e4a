"""The lines handed back, as a workbook that can be mended and sent in again."""

import io
from datetime import date, datetime, time, timedelta

import xlsxwriter
from django.utils.translation import gettext as _

_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


def write_returned(plan, target=None):
    """Writes the returned lines of a plan as xlsx, with their row and the reason in front.

    `target`: a path or a binary file; without one the bytes are returned. Text stays text: a cell
    that begins with "=" is never a formula.
    """
    buffer = target or io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"strings_to_formulas": False, "strings_to_urls": False})
    formats = {
        "head": book.add_format({"bold": True, "text_wrap": True, "valign": "top"}),
        "error": book.add_format({"text_wrap": True, "valign": "top", "font_color": "#9b1c1c"}),
        "day": book.add_format({"num_format": "yyyy-mm-dd"}),
        "clock": book.add_format({"num_format": "[h]:mm"}),
    }
    names = set()
    for report in plan.sheets:
        if report.returned:
            _write_sheet(book, report, _sheet_name(report.name, names), formats)
    if not names:
        book.add_worksheet(_("No errors"))
    book.close()
    return None if target else buffer.getvalue()


def _sheet_name(name, taken):
    short = name.translate(_FORBIDDEN).strip("' ")[:28] or "1"
    while short.lower() in taken:
        short = f"{short[:26]}~{len(taken)}"
    taken.add(short.lower())
    return short


def _write_sheet(book, report, name, formats):
    sheet = book.add_worksheet(name)
    headings = [_("Error"), _("Row in the file"), *report.table.all_headings]
    for column, heading in enumerate(headings):
        sheet.write_string(0, column, heading, formats["head"])
    sheet.set_column(0, 0, 60)
    sheet.set_column(1, len(headings), 16)
    sheet.freeze_panes(1, 2)
    for number, line in enumerate(report.returned, 1):
        sheet.write_string(number, 0, line.sentence(), formats["error"])
        sheet.write_number(number, 1, line.row)
        for column, cell in enumerate(line.cells[: len(report.table.all_headings)], 2):
            _write_cell(sheet, number, column, cell, formats)


def _write_cell(sheet, row, column, cell, formats):
    if cell is None or cell == "":
        return
    if isinstance(cell, bool):
        sheet.write_boolean(row, column, cell)
    elif isinstance(cell, int | float):
        sheet.write_number(row, column, cell)
    elif isinstance(cell, date | datetime):
        sheet.write_datetime(row, column, cell, formats["day"])
    elif isinstance(cell, time | timedelta):
        sheet.write_datetime(row, column, cell, formats["clock"])
    else:
        sheet.write_string(row, column, str(cell)[:32_000])
