"""The questions that dashboards ask, as data: every engine answers the same ones."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from clients.models import Session
from reporting.periods import Period

SERVICES = ("CLI-01", "CLI-02", "CLI-03", "SES-01", "SES-02")
CLAIMS = ("JOB-01", "JOB-01.women", "JOB-02", "SAL-01", "EXP-01")  # verified


@dataclass(frozen=True)
class Asked:
    """`where`: {column: value} of country, center, sector, women_owned; `by`: columns."""

    name: str
    says: str
    start: date
    end: date
    where: tuple
    by: tuple

    @property
    def period(self):
        return Period(self.start, self.end)

    @property
    def filters(self):
        return dict(self.where)


def questions():
    """The nine of the design and two more, for the countries and centers that the data have."""
    ranked = (
        Session.objects.values_list("country").annotate(n=Count("pk")).order_by("-n", "country")
    )
    countries = [country for country, _n in ranked]
    largest, median = ("country", countries[0]), ("country", countries[len(countries) // 2])
    center = Session.objects.values_list("center__code").annotate(n=Count("pk")).order_by("-n")
    center = ("center", center[0][0])
    y22, y23, y24, y25 = (date(year, 1, 1) for year in (2022, 2023, 2024, 2025))
    july, june = date(2022, 7, 1), date(2023, 7, 1)
    april = date(2022, 4, 1), date(2025, 4, 1)
    narrow = (("sector", "C"), ("women_owned", "yes"))
    return [
        Asked("Q1", "largest country, year, month x sex", y24, y25, (largest,), ("month", "sex")),
        Asked("Q1t", "largest country, year, by sex", y24, y25, (largest,), ("sex",)),
        Asked("Q1s", "median country, year", y24, y25, (median,), ()),
        Asked(
            "Q2",
            "region, 5 years, country x sex",
            date(2021, 1, 1),
            date(2026, 1, 1),
            (),
            ("country", "sex"),
        ),
        Asked("Q2b", "region, Jul-Jun, country x sex", july, june, (), ("country", "sex")),
        Asked("Q3", "one center, one month, by sex", y24, date(2024, 2, 1), (center,), ("sex",)),
        Asked(
            "Q4",
            "largest country, year, sector C and women-owned",
            y24,
            y25,
            (largest, *narrow),
            (),
        ),
        Asked("Q5", "region, 3 years Apr-Mar, sector x sex", *april, (), ("sector", "sex")),
        Asked("Q7", "all centers, one year", y23, y24, (), ("center",)),
        Asked("Q8", "largest country, year, by funder", y22, y23, (largest,), ("funder",)),
    ]
