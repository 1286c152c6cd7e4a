"""What a chart says, before anybody draws it."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from django.utils.translation import gettext as _

from centers import formats
from reporting.parts import part_shown

HIDDEN = "[c]"  # a confidential cell; None is a value nobody knows


class Kind(StrEnum):
    LINE = "line"
    DOTS = "dots"
    BARS = "bars"
    STACKED = "stacked"
    FUNNEL = "funnel"
    BULLET = "bullet"


class Role(StrEnum):
    ACTUAL = "actual"
    TARGET = "target"
    LAST_YEAR = "last_year"
    WOMEN = "women"
    MEN = "men"
    NOT_STATED = "not_stated"
    WHOLE = "whole"  # a total its part stands in; a column whose parts are confidential


class Unit(StrEnum):
    COUNT = "count"
    HOURS = "hours"
    PERCENT = "percent"  # values 0-100
    MONEY = "money"


@dataclass(frozen=True)
class Series:
    label: str
    values: tuple  # of int, Decimal, None (unknown) or HIDDEN, one a category
    role: Role = Role.ACTUAL


@dataclass(frozen=True)
class Mark:
    """A reference line across the chart: the half, the country, what is expected to date."""

    value: Decimal
    label: str
    role: Role | None = None


@dataclass(frozen=True)
class ChartSpec:
    """One chart, written in the active language and the country that `formats` was told.

    `title` states the finding, `subtitle` measure, unit, place and time. Bars of two series show
    the second one within the first, as its part; `labels` stand at their ends instead of the value.
    """

    key: str  # names its elements on a page
    kind: Kind
    title: str
    subtitle: str
    description: str  # one sentence that tells the figures to whom cannot see the chart
    dimension: str  # heading of the categories
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: Unit = Unit.COUNT
    currency: str = ""
    marks: tuple[Mark, ...] = ()
    source: str = ""
    labels: tuple[str, ...] = ()

    def __post_init__(self):
        for series in self.series:
            if len(series.values) != len(self.categories):
                raise ValueError(
                    f"{self.key}: series {series.label!r} has {len(series.values)} values "
                    f"for {len(self.categories)} categories"
                )

    def text(self, value):
        """A value as the reader sees it, with its unit where one cannot do without."""
        if value is None:
            return _("n/a")
        if value == HIDDEN:
            return HIDDEN
        if self.unit == Unit.PERCENT:
            return part_shown(Decimal(value) / 100)
        if self.unit == Unit.MONEY:
            return formats.money(value, self.currency)
        return formats.integer(value)

    def top(self):
        """Largest number shown, 0 when there is none; columns count with their whole height."""
        if self.kind == Kind.STACKED:
            return max((total(column) for column in self.columns()), default=0)
        shown = [value for series in self.series for value in series.values if is_number(value)]
        return max([*shown, *(mark.value for mark in self.marks)], default=0)

    def columns(self):
        """Values of each category, series after series."""
        return [
            tuple(s.values[index] for s in self.series) for index in range(len(self.categories))
        ]


def is_number(value):
    return value is not None and value != HIDDEN


def total(values):
    """Sum of what is known; what is hidden or unknown adds nothing."""
    return sum(value for value in values if is_number(value))
