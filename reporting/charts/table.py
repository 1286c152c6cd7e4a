"""A chart as an accessible data table and as CSV."""

import csv
import io
from dataclasses import dataclass
from decimal import Decimal

from reporting.charts.spec import HIDDEN, is_number

PLACES = 4


@dataclass(frozen=True)
class Row:
    label: str
    values: tuple
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    title: str
    caption: str
    headers: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def heads(self):
        """The headings as components/table.html wants them."""
        return [{"label": one, "num": index > 0} for index, one in enumerate(self.headers)]

    @property
    def cells(self):
        """The rows as components/table.html wants them."""
        return [
            [{"value": row.label}, *({"value": text, "num": True} for text in row.texts)]
            for row in self.rows
        ]

    def as_csv(self):
        """Exact values, hidden cells empty with their mark in a status column."""
        out = io.StringIO()
        csv.writer(out, lineterminator="\r\n").writerows(self.lines())
        return out.getvalue()

    def lines(self):
        """The heading, then a line a row: exact numbers, empty where hidden or not known."""
        yield [*self.headers, "status"]
        for row in self.rows:
            status = HIDDEN if HIDDEN in row.values else ""
            values = [_exact(value) if is_number(value) else "" for value in row.values]
            words = [_inert(one) if isinstance(one, str) else one for one in values]
            yield [_inert(row.label), *words, status]


def to_table(spec):
    """Categories down, series across."""
    rows = [
        Row(category, values, tuple(spec.text(value) for value in values))
        for category, values in zip(spec.categories, spec.columns(), strict=True)
    ]
    return Table(
        title=spec.title,
        caption=spec.subtitle,
        headers=(spec.dimension, *(series.label for series in spec.series)),
        rows=tuple(rows),
    )


def _exact(value):
    """A quotient that never ends is written with four decimals, all else as it is."""
    endless = isinstance(value, Decimal) and value.as_tuple().exponent < -PLACES
    return round(value, PLACES) if endless else value


def _inert(text):
    """A name that a spreadsheet would run as a formula is quoted."""
    return f"'{text}" if text[:1] in "=+-@\t\r" and text else text
