"""Files as people send them, to sheets of plain cells. Nothing here looks at what they mean."""

import csv
import io
import zipfile
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import PurePath

from django.utils.translation import gettext_lazy as _
from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from clients.imports.error_cells import error_cells

MAX_BYTES = 25 * 1024 * 1024
MAX_UNPACKED = 400 * 1024 * 1024
MAX_RATIO = 250  # a workbook packs 5 to 30 times; a bomb a thousand times
MAX_ROWS = 250_000
MAX_COLUMNS = 1_000
MAX_CELL = 20_000

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NOT_TABLES = (b"MZ", b"\x7fELF", b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc")


class UnreadableFile(Exception):
    """A file that cannot be taken at all; str() says why and what to do, translated."""


@dataclass
class Sheet:
    name: str
    rows: list
    hidden: bool = False


@dataclass
class Workbook:
    """Sheets in the file's order; `date1904` is the date system of bare serial numbers."""

    sheets: list
    date1904: bool = False
    has_macros: bool = False
    decimal_comma: bool = False
    notes: list = field(default_factory=list)


def read_workbook(source, name=""):
    """The sheets of an xlsx, xlsm, xlsb, xls, ods or csv: its bytes or a binary file object.

    `name` is the file's, for the one sheet of a csv, which has no other.
    The kind is taken from the content, never from the name. Formulas come as their last computed
    value and macros are never run. Raises UnreadableFile.
    """
    data = source if isinstance(source, bytes) else source.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise UnreadableFile(_("The file is larger than 25 MB. Split it, one year a file."))
    if not data.strip():
        raise UnreadableFile(_("The file is empty. Save the workbook again and send it."))
    if data.startswith(_NOT_TABLES):
        raise UnreadableFile(_("This is not a spreadsheet. Send an xlsx, xls, ods or csv file."))
    if data.startswith(_ZIP):
        return _read_packed(data)
    if data.startswith(_OLE):
        return Workbook(_sheets(data))
    return _read_text(data, PurePath(name).stem or "csv")


def _read_packed(data):
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            entries = {entry.filename: entry for entry in packed.infolist()}
            unpacked = sum(entry.file_size for entry in entries.values())
            if unpacked > MAX_UNPACKED or unpacked > MAX_RATIO * max(len(data), 1024 * 64):
                raise UnreadableFile(
                    _("The file unpacks to far more than a workbook holds. It was not opened.")
                )
            if not {"[Content_Types].xml", "content.xml"} & set(entries):
                raise UnreadableFile(
                    _("This is not a spreadsheet. Send an xlsx, xls, ods or csv file.")
                )
            names = [name for name in entries if name == "xl/workbook.xml"]
            about = packed.read(names[0])[:65536] if names else b""
            errors = error_cells(packed)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise UnreadableFile(
            _("The file is damaged. Open it, save it again and send the new one.")
        ) from error
    macros = any(name.lower().endswith("vbaproject.bin") for name in entries)
    date1904 = b'date1904="1"' in about or b'date1904="true"' in about
    workbook = Workbook(_sheets(data), date1904=date1904, has_macros=macros)
    for sheet in workbook.sheets:
        _show_errors(sheet.rows, errors.get(sheet.name, ()))
    return workbook


def _sheets(data):
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = [_sheet(workbook, about) for about in workbook.sheets_metadata]
    except PasswordError as error:
        raise UnreadableFile(
            _("The file has a password. Save it without one and send it.")
        ) from error
    except UnreadableFile:
        raise
    except (CalamineError, ValueError, OSError) as error:
        raise UnreadableFile(
            _("The file is damaged. Open it, save it again and send the new one.")
        ) from error
    if not sheets:
        raise UnreadableFile(_("The workbook has no sheets."))
    return sheets


def _sheet(workbook, about):
    if "WorkSheet" not in str(about.typ):
        return Sheet(about.name, [], hidden=True)
    sheet = workbook.get_sheet_by_name(about.name)
    if sheet.width > MAX_COLUMNS:
        raise UnreadableFile(
            _("Sheet “%(name)s” has more than %(limit)s columns. Remove the unused ones.")
            % {"name": about.name, "limit": MAX_COLUMNS}
        )
    if sheet.height > MAX_ROWS and sheet.width:
        raise UnreadableFile(
            _("Sheet “%(name)s” has more than %(limit)s rows. Split it, one year a file.")
            % {"name": about.name, "limit": MAX_ROWS}
        )
    rows = sheet.to_python(skip_empty_area=False)
    _fill_merged(rows, sheet.merged_cell_ranges or ())
    return Sheet(about.name, rows, hidden="Visible" not in str(about.visible))


def _show_errors(rows, errors):
    for row, column, error in errors:
        if row < len(rows) and column < len(rows[row]) and rows[row][column] in (None, ""):
            rows[row][column] = error


def _fill_merged(rows, ranges):
    """A name or date merged over several rows belongs to each of them; a number is not repeated."""
    for (top, left), (bottom, right) in ranges:
        if left != right or top >= len(rows) or left >= len(rows[top]):
            continue
        value = rows[top][left]
        if value and isinstance(value, str | date | datetime):
            for row in rows[top + 1 : bottom + 1]:
                row[left] = row[left] or value


def _decode(data):
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16")
    if data[1:200:2].count(0) > 40:
        return data.decode("utf-16-le")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _delimiter(text):
    """The mark that cuts the first lines into the same number of fields, more than one."""
    lines = [line for line in text.splitlines()[:60] if line.strip()]
    if lines and lines[0].lower().startswith("sep=") and len(lines[0].strip()) == 5:
        return lines[0].strip()[4]

    def score(mark):
        widths = [len(row) for row in csv.reader(lines, delimiter=mark)]
        common = max(set(widths), key=lambda width: (widths.count(width), width))
        return (widths.count(common) if common > 1 else 0) * common

    return max(";\t,|", key=score)


def _read_text(data, name):
    try:
        text = _decode(data)
    except UnicodeError as error:
        raise UnreadableFile(
            _("The text of the file cannot be read. Save it as UTF-8 csv.")
        ) from error
    control = sum(1 for mark in text[:4000] if ord(mark) < 32 and mark not in "\r\n\t\x0c")
    if control > 4:
        raise UnreadableFile(_("This is not a spreadsheet. Send an xlsx, xls, ods or csv file."))
    mark = _delimiter(text)
    if text.lower().startswith("sep="):
        text = "\n" + text.split("\n", 1)[-1]
    csv.field_size_limit(MAX_CELL * 10)
    rows = []
    try:
        for row in csv.reader(io.StringIO(text), delimiter=mark):
            rows.append(row)
            if len(rows) > MAX_ROWS:
                raise UnreadableFile(
                    _("The file has more than %(limit)s rows. Split it, one year a file.")
                    % {"limit": MAX_ROWS}
                )
    except csv.Error as error:
        raise UnreadableFile(_("The csv is damaged: a quote is not closed.")) from error
    return Workbook([Sheet(name, rows)], decimal_comma=mark == ";")
