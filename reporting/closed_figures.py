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
FROZEN = "frozen"  # in an address: the part of a closed figure is meant, as it was frozen
WITH_LATE = ("session", "outcome", "start")  # kinds of rows that can arrive after closing


@dataclass(frozen=True)
class OnTime(Filters):
    """Filters that leave out what arrived after its period was closed."""

    def apply(self, rows, row):
        rows = super().apply(rows, row)
        return rows.filter(late=False) if row in WITH_LATE else rows


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
    if period.end > timezone.localdate() or not {key for key, _keys in filters.chosen} <= PLACES:
        return None
    row = PeriodClosing.objects.filter(country=country, start=period.start, end=period.end).first()
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
