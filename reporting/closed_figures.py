"""Figures of a closed period as they stood; what comes later is told beside them."""

from dataclasses import dataclass, replace

from django.utils import timezone

from centers.models import Country
from centers.roles import Permission
from reporting.closings import BREAKDOWNS
from reporting.dimensions import Filters
from reporting.measures import MEASURES
from reporting.models import PeriodClosing

PLACES = {"country", "center"}
# In an address: a part of a closed figure is meant as it was frozen. Its value is the first day of
# the closed period where the figure is a sum of months that ends in it, else 1; TODAY where the
# figure is counted today whether its days are closed or not.
FROZEN, TODAY = "frozen", "no"
# Kinds of rows that can arrive after closing, and their day.
WITH_LATE = {"session": "held_on", "outcome": "occurred_on", "start": "occurred_on"}


@dataclass(frozen=True)
class OnTime(Filters):
    """Filters that leave out what arrived after its period, which began on `since`, was closed."""

    since: object = None  # a date

    def apply(self, rows, row):
        rows = super().apply(rows, row)
        if row not in WITH_LATE:
            return rows
        return rows.exclude(**{"late": True, f"{WITH_LATE[row]}__gte": self.since})


@dataclass(frozen=True)
class Closed:
    """The frozen figures of one country, or of one of its centers (by code)."""

    closing: object
    center: str
    figures: dict  # {(measure, state, frozenset of by): smallest parts}
    kinds: frozenset  # the breakdowns that were frozen: frozensets of their keys
    months: frozenset

    def value(self, measure, state, by=()):
        """The figure as an exact Decimal, zero where nothing was counted; None where not frozen."""
        found = self.figure(measure, state, by)
        return None if found is None else MEASURES[measure].value(found)

    def figure(self, measure, state, by=()):
        """The same in smallest parts."""
        by = dict(by)
        if "month" in by and by["month"] not in self.months:
            return None
        if self.center:
            by["center"] = self.center
        if frozenset(by) not in self.kinds or not _was_frozen(measure, frozenset(by)):
            return None
        return self.figures.get((measure, state, frozenset(by.items())), 0)

    def months_to(self, measure, state, end):
        """The sum of the months before the day `end`; None where months were not frozen."""
        months = [f"{day:%Y-%m}" for day in self.closing.period.months() if day < end]
        values = [self.value(measure, state, {"month": one}) for one in months]
        return None if not values or None in values else sum(values)

    def over(self, cells):
        """The cells with the frozen figures in place of today's, where there are some."""
        return [self._frozen(cell) for cell in cells]

    def _frozen(self, cell):
        found = self.figure(cell.measure, cell.state, cell.by)
        return cell if found is None else replace(cell, figure=found)


def _was_frozen(measure, kind):
    """Whether closings keep this measure broken down so."""
    return kind <= {"center"} or any(
        measure in measures for keys, measures in BREAKDOWNS if frozenset(keys) == kind
    )


def closed(user, country, period, filters, centers):
    """The Closed of exactly this period in the person's scope, or None.

    None too where filters leave a part that was not frozen, or the scope is some centers of the
    country. `centers`: those of the scope.
    """
    rows = PeriodClosing.objects.filter(country=country, start=period.start, end=period.end)
    return _closed(rows, user, country, period, filters, centers)


def closed_since(user, country, start, period, filters, centers):
    """As `closed`, of the closed period that began on `start` and in which `period` ends."""
    rows = PeriodClosing.objects.filter(country=country, start=start, end__gte=period.end)
    return _closed(rows, user, country, period, filters, centers)


def _closed(rows, user, country, period, filters, centers):
    if period.end > timezone.localdate() or not {key for key, _keys in filters.chosen} <= PLACES:
        return None
    row = rows.first()
    if row is None:
        return None
    codes = filters["center"]
    whole = Country.objects.where(user, Permission.FIGURES_VIEW).filter(pk=country.pk).exists()
    if not codes and not whole:
        codes = tuple(one.code for one in centers)
    if len(codes) > 1:
        return None
    return of(row, codes[0] if codes else "")


def of(row, center=""):
    """The Closed of a PeriodClosing."""
    figures = {
        (line["measure"], line["state"], frozenset(line["by"].items())): line["figure"]
        for line in row.figures
    }
    kinds = {frozenset(), frozenset({"center"})} | {frozenset(line["by"]) for line in row.figures}
    months = frozenset(f"{day:%Y-%m}" for day in row.period.months())
    return Closed(row, center, figures, frozenset(kinds), months)
