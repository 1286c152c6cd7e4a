"""Cells of an xlsx whose formula failed: the reader gives them as empty, which hides the loss."""

import posixpath
import re
from xml.etree import ElementTree

_CELL = re.compile(rb'<c (?=[^>]*\bt="e")[^>]*\br="([A-Z]{1,3})(\d+)"[^>]*>(.*?)</c>', re.DOTALL)
_ERROR = re.compile(rb"<v>(#[^<]{1,20})</v>")
_SHEET_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def error_cells(packed):
    """{sheet name: [(row, column, "#REF!")]}, counted from 0, of an open zip file of an xlsx.

    Empty where the package is none, or not written as usual: the cells then stay empty.
    """
    try:
        targets = {
            one.get("Id"): one.get("Target", "")
            for one in _parsed(packed, "xl/_rels/workbook.xml.rels")
        }
        sheets = [one for one in _parsed(packed, "xl/workbook.xml").iter() if one.get(_SHEET_ID)]
    except (KeyError, ElementTree.ParseError):
        return {}
    found = {}
    for sheet in sheets:
        path = posixpath.normpath(posixpath.join("/xl", targets.get(sheet.get(_SHEET_ID), "")))
        if path.lstrip("/") in packed.namelist():
            found[sheet.get("name")] = list(_errors(packed.read(path.lstrip("/"))))
    return {name: cells for name, cells in found.items() if cells}


def _parsed(packed, name):
    text = packed.read(name)
    if b"<!DOCTYPE" in text or b"\0" in text:  # a workbook has none; entities unfold without end
        raise KeyError(name)
    return ElementTree.fromstring(text)  # noqa: S314 (no document type, so no entities)


def _errors(text):
    if b't="e"' not in text:
        return
    for letters, row, content in _CELL.findall(text):
        if error := _ERROR.search(content):
            yield int(row) - 1, _column(letters), error[1].decode()


def _column(letters):
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
