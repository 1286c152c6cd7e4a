"""Protected tables: what may be shown, and the one way of showing it."""

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from django.utils.translation import gettext_lazy as _

from reporting.disclosure.cells import Cell, Derived, Key, Kind, Table

MARK = "[c]"
NO_DATA = _("n/a")
SPOKEN_MARK = _("confidential")  # what a screen reader says instead of the mark


class Status(Enum):
    SHOWN = "shown"
    CONFIDENTIAL = "confidential"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure as funders or the public may have it: the value is None unless status is SHOWN."""

    key: Key
    value: int | Decimal | None
    status: Status

    @property
    def confidential(self):
        return self.status is Status.CONFIDENTIAL


def show(figure, form=str):
    """Text of a figure on a page, in a chart or in a PDF; `form` writes numbers (locale, unit)."""
    if figure.status is Status.SHOWN:
        return form(figure.value)
    return MARK if figure.confidential else str(NO_DATA)


def speak(figure, form=str):
    """The same for alt texts and screen readers."""
    return str(SPOKEN_MARK) if figure.confidential else show(figure, form)


def data_row(figure):
    """(value, status) for data files: an empty value says why in its status (rule 5)."""
    return ("" if figure.value is None else figure.value), figure.status.value


class ProtectedTables:
    """The tables of one edition after protection; `to_data` keeps it with the edition.

    `to_data` holds true values and the reasons: for the database only, never for a reader.
    """

    def __init__(self, tables, hidden, exposed=()):
        self._tables = {table.name: table for table in tables}
        self.hidden = frozenset(hidden)  # keys of cells
        self.exposed = frozenset(exposed)  # of these, what earlier editions give away
        self._cells = {c.key: c for t in tables for c in t.cells if c.published}
        self._derived = {d.key: d for t in tables for d in t.derived}
        for derived in self._derived.values():
            if unknown := set(derived.needs) - set(self._cells):
                raise ValueError(f"{derived.key} is derived from unpublished {sorted(unknown)}.")

    @property
    def names(self):
        return list(self._tables)

    def cell(self, key):
        """The figure that may be shown for a cell or a derived value; KeyError if there is none."""
        if key in self._cells:
            return self._shown(key, self._cells[key].value, {key})
        derived = self._derived[key]
        return self._shown(key, derived.value, set(derived.needs))

    def _shown(self, key, value, needs):
        if needs & self.hidden:
            return Shown(key, None, Status.CONFIDENTIAL)
        return Shown(key, value, Status.MISSING if value is None else Status.SHOWN)

    def ratio(self, part, base):
        """Share of one cell in another, confidential as soon as either is (rule 3)."""
        return self.combine(
            part._replace(measure=f"{part.measure}/{base.measure}"),
            (part, base),
            lambda a, b: Decimal(a) / Decimal(b) if b else None,
        )

    def combine(self, key, needs, compute):
        """A figure computed from cells that are all shown; confidential as soon as one is not."""
        figures = [self.cell(need) for need in needs]
        if any(figure.confidential for figure in figures):
            return Shown(key, None, Status.CONFIDENTIAL)
        if any(figure.status is Status.MISSING for figure in figures):
            return Shown(key, None, Status.MISSING)
        value = compute(*(figure.value for figure in figures))
        return Shown(key, value, Status.MISSING if value is None else Status.SHOWN)

    def table(self, name):
        """Figures of a table in their order: its cells, then what is derived from them."""
        table = self._tables[name]
        keys = [cell.key for cell in table.cells if cell.published]
        return [self.cell(key) for key in [*keys, *(d.key for d in table.derived)]]

    @property
    def tables(self):
        """The tables with true values, for the protection of later editions."""
        return list(self._tables.values())

    def to_data(self):
        return {
            "tables": [_table_to_data(table) for table in self._tables.values()],
            "hidden": [_key_to_data(key) for key in sorted(self.hidden)],
            "exposed": [_key_to_data(key) for key in sorted(self.exposed)],
        }

    @classmethod
    def from_data(cls, data):
        return cls(
            [_table_from_data(table) for table in data["tables"]],
            [_key_from_data(key) for key in data["hidden"]],
            [_key_from_data(key) for key in data["exposed"]],
        )


_FIGURES = ("value", "contributors", "largest", "second", "gross")


def _key_to_data(key):
    return [key.measure, key.period, dict(key.dims)]


def _key_from_data(data):
    measure, period, dims = data
    return Key(measure, period, tuple(sorted(dims.items())))


def _number_to_data(number):
    return str(number) if isinstance(number, Decimal) else number


def _number_from_data(number):
    return Decimal(number) if isinstance(number, str) else number


def _table_to_data(table):
    return {
        "name": table.name,
        "within": [list(pair) for pair in table.within],
        "families": [
            [_key_to_data(total), dim, [_key_to_data(part) for part in parts]]
            for total, dim, parts in table.families
        ],
        "overlapping": sorted(table.overlapping),
        "cells": [_cell_to_data(cell) for cell in table.cells],
        "derived": [
            {
                "key": _key_to_data(derived.key),
                "value": _number_to_data(derived.value),
                "needs": [_key_to_data(need) for need in derived.needs],
            }
            for derived in table.derived
        ],
    }


def _cell_to_data(cell):
    figures = {name: _number_to_data(getattr(cell, name)) for name in _FIGURES}
    return figures | {
        "key": _key_to_data(cell.key),
        "kind": cell.kind.value,
        "signed": cell.signed,
        "flow": cell.flow,
        "published": cell.published,
    }


def _table_from_data(data):
    return Table(
        data["name"],
        [_cell_from_data(cell) for cell in data["cells"]],
        [
            Derived(
                _key_from_data(derived["key"]),
                _number_from_data(derived["value"]),
                tuple(_key_from_data(need) for need in derived["needs"]),
            )
            for derived in data["derived"]
        ],
        [tuple(pair) for pair in data["within"]],
        [
            (_key_from_data(total), dim, tuple(_key_from_data(part) for part in parts))
            for total, dim, parts in data["families"]
        ],
        frozenset(data["overlapping"]),
    )


def _cell_from_data(data):
    return Cell(
        key=_key_from_data(data["key"]),
        kind=Kind(data["kind"]),
        signed=data["signed"],
        flow=data["flow"],
        published=data["published"],
        **{name: _number_from_data(data[name]) for name in _FIGURES},
    )
