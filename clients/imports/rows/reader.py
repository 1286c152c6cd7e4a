from dataclasses import dataclass, field, replace

from clients.imports.cells import dates, numbers
from clients.imports.cells.refused import Refused
from clients.imports.cells.text import clean, fold, is_blank
from clients.imports.faults import Fault

SHEET_ERRORS = ("#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#N/A", "#SPILL!")


@dataclass
class Line:
    """A line read: its values by field, and its faults (empty when it may be taken in)."""

    number: int
    cells: list
    values: dict = field(default_factory=dict)
    faults: list = field(default_factory=list)
    currency: str = ""  # of amounts that are computed from others


def read_text(limit):
    """A reader of plain text of at most `limit` characters."""

    def read(cell, _style):
        text = clean(cell)
        if text.upper() in SHEET_ERRORS:
            raise Refused("unreadable_text")
        if len(text) > limit:
            raise Refused("too_long", limit=limit)
        return text

    return read


def read_choice(choices):
    return lambda cell, _style: choices.read(clean(cell))


def read_word(choices):
    """(value or None, text as written): for words that are kept even when they are not known."""

    def read(cell, _style):
        text = clean(cell)
        return choices.find(text) or choices.nearest(text), text

    return read


class RowReader:
    """Reads the lines of one table with a kind's columns.

    `readers`: {field: function of (cell, style)}; `required`: {field: cause when empty};
    `conclude(line, fault)` checks one fact against another; `fixes`: {(field, folded cell):
    replacement} chosen by the user.
    """

    def __init__(self, table, kind, rows, style, fixes=None):
        self.table, self.kind, self.fixes = table, kind, fixes or {}
        self.default_currency = style.currency
        self.styles = {name: self._style(name, rows, style) for name in table.columns}
        self.nothing = dict.fromkeys(kind.READERS)
        self.present = [
            (name, read, table.columns[name], self.styles[name])
            for name, read in kind.READERS.items()
            if name in table.columns
        ]

    def _style(self, name, rows, style):
        """The style of one column, with what the column's own cells prove."""
        index = self.table.columns[name]
        heading = fold(self.table.headings[name])
        column = [row[index] for row in rows if index < len(row) and not is_blank(row[index])]
        style = replace(style, currency=self.table.currency_of(name) or style.currency)
        if name in self.kind.DATES:
            return replace(style, month_first=dates.is_month_first(column))
        if name in self.kind.DURATIONS:
            return replace(style, minutes="minut" in heading or heading.split()[-1:] == ["min"])
        if name in self.kind.MONEY:
            return numbers.style_of_amounts(column, style)
        if name == "women_share":
            return replace(style, fractions=numbers.are_fractions(column))
        if name == "sex":
            letters = {fold(cell) for cell in column if isinstance(cell, str)}
            return replace(
                style, m_is_woman="h" in letters and "m" in letters and "f" not in letters
            )
        return style

    def read(self, number, cells):
        line = Line(number, cells, dict(self.nothing))
        width = len(cells)
        for name, read, index, style in self.present:
            cell = cells[index] if index < width else None
            if self.fixes:
                cell = self.fixes.get((name, fold(clean(cell))), cell)
            if cell is None or cell == "" or is_blank(cell):
                continue
            try:
                line.values[name] = read(cell, style)
            except Refused as refused:
                self.fault(line, refused.cause, name, cell, refused.suggestion, **refused.params)
        faulty = {fault.params["field"] for fault in line.faults}
        for name, cause in self.kind.REQUIRED.items():
            if line.values[name] is None and name not in faulty:
                self.fault(line, cause, name)
        self.kind.conclude(line, self)
        return line

    def fault(self, line, cause, name, cell=None, suggestion="", **params):
        """Notes why the line is returned; `name` is the field the fault lies in."""
        heading = self.table.headings.get(name) or params.pop("instead", name)
        params["field"] = name
        line.faults.append(Fault(cause, heading, clean(cell), suggestion, params))

    def has(self, name):
        return name in self.table.columns

    def cell(self, line, name):
        index = self.table.columns.get(name)
        return line.cells[index] if index is not None and index < len(line.cells) else None
