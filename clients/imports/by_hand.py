"""Sheets whose headings nobody knows: somebody says what they hold, and it is remembered."""

from clients.imports.cells.text import clean
from clients.imports.recognising import HEADING_ROWS, Table, match_headings
from clients.imports.vocabulary.kinds import FIELDS, NEEDED

KIND = "_kind"  # beside the columns that were chosen for a sheet: what it holds


def headings_of(sheet):
    """(index, texts) of the first row with two texts or more; (None, []) without one."""
    for number, row in enumerate(sheet.rows[:HEADING_ROWS]):
        texts = [clean(cell) if isinstance(cell, str) else "" for cell in row]
        if sum(map(bool, texts)) >= 2:
            return number, texts
    return None, []


def table_as(sheet, kind):
    """The Table of a sheet of which is said what it holds, or None without a row of headings."""
    number, texts = headings_of(sheet)
    if number is None or kind not in FIELDS:
        return None
    columns = match_headings(kind, texts)
    names = {name: texts[index] for name, index in columns.items()}
    return Table(kind, sheet.name, number + 1, columns, names, [], number + 1, texts)


def lacking(kind, names):
    """The fields, one of each group, without which a sheet of the kind cannot be read."""
    return [group for group in NEEDED[kind] if not set(group) & set(names)]
