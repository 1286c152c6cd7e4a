"""Half-open periods [start, end): of calendar, fiscal or US years, and their parts."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from centers import formats
from centers.dates import add_months

US_YEAR_START = 10  # the United States' fiscal year starts in October
LONGEST_YEARS = 30
FIRST_YEAR, LAST_YEAR = 1950, 2150  # what lies outside is a slip of the keys
KEY = re.compile(r"(?P<year>[12]\d{3})(-Q(?P<quarter>[1-4])|-(?P<month>0[1-9]|1[0-2]))?")


class BadPeriod(ValueError):
    """A period that cannot be asked for; `str()` is the sentence for the reader."""


@dataclass(frozen=True)
class Period:
    """Days from `start` up to, not including, `end`."""

    start: date
    end: date

    def __post_init__(self):
        if self.start >= self.end:
            raise BadPeriod(
                _(
                    "The period ends on %(end)s, before it starts on %(start)s. "
                    "Swap the two dates; the end is the first day that no longer counts."
                )
                % {"start": self.start.isoformat(), "end": self.end.isoformat()}
            )
        if self.end > add_months(self.start, 12 * LONGEST_YEARS):
            raise BadPeriod(
                _("The period is longer than %(years)s years. Choose a shorter one.")
                % {"years": LONGEST_YEARS}
            )

    @classmethod
    def through(cls, first, last):
        """The days from `first` to `last`, as people type them: both count.

        Raises BadPeriod, whose sentence names the days as they were typed.
        """
        if last < first:
            raise BadPeriod(
                _("The last day, %(last)s, lies before the first, %(first)s. Swap the two dates.")
                % {"first": formats.dated(first), "last": formats.dated(last)}
            )
        if first.year < FIRST_YEAR or last.year > LAST_YEAR:
            raise BadPeriod(
                _("Choose days of the years %(first)s to %(last)s.")
                % {"first": FIRST_YEAR, "last": LAST_YEAR}
            )
        return cls(first, last + timedelta(days=1))

    def __str__(self):
        return f"{self.start.isoformat()}/{self.end.isoformat()}"

    @property
    def last_day(self):
        return self.end - timedelta(days=1)

    @property
    def days(self):
        return (self.end - self.start).days

    def months(self):
        """First days of the calendar months that the period touches, in order."""
        months, day = [], self.start.replace(day=1)
        while day < self.end:
            months.append(day)
            day = add_months(day, 1)
        return months

    @property
    def whole_months(self):
        """Whether the period starts and ends on the first of a month."""
        return self.start.day == 1 and self.end.day == 1

    def year_before(self):
        """The same days one year earlier, to compare with."""
        return self.moved(-12)

    def moved(self, months):
        """The same days some months later, or earlier; whole months stay whole."""
        if self.whole_months:
            return Period(add_months(self.start, months), add_months(self.end, months))
        last = add_months(self.last_day, months)
        return Period(add_months(self.start, months), last + timedelta(days=1))

    def overlap(self, other):
        """The days in both periods as a Period, or None."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        return Period(start, end) if start < end else None


def calendar_year(year):
    return Period(date(year, 1, 1), date(year + 1, 1, 1))


def fiscal_year(country, year):
    """The country's fiscal year that starts in calendar year `year`."""
    start = date(year, country.fiscal_year_start_month, 1)
    return Period(start, add_months(start, 12))


def us_year(year):
    """The United States' fiscal year named `year`: October of the year before to September."""
    return Period(date(year - 1, US_YEAR_START, 1), date(year, US_YEAR_START, 1))


def quarter(year, number):
    start = date(year, 3 * number - 2, 1)
    return Period(start, add_months(start, 3))


def month(year, number):
    start = date(year, number, 1)
    return Period(start, add_months(start, 1))


def fiscal_year_of(country, day):
    """The country's fiscal year that holds `day`."""
    year = day.year if day.month >= country.fiscal_year_start_month else day.year - 1
    return fiscal_year(country, year)


def parse(text):
    """A period from `2024`, `2024-Q1` or `2024-05`, the keys of breakdowns by time."""
    found = KEY.fullmatch(text)
    if not found:
        raise BadPeriod(
            _("“%(text)s” is not a period. Write a year (2024), a quarter (2024-Q1) or a month.")
            % {"text": text}
        )
    year, number = int(found["year"]), int(found["quarter"] or found["month"] or 0)
    if found["quarter"]:
        return quarter(year, number)
    return month(year, number) if number else calendar_year(year)
