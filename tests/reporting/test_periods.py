"""Periods: half open, by calendar, fiscal and US years."""

from datetime import date

import pytest

from centers.models import Country
from reporting import periods
from reporting.periods import BadPeriod, Period


def test_a_fiscal_year_starts_in_the_country_s_month():
    barbados = Country(code="BB", fiscal_year_start_month=4)

    assert periods.fiscal_year(barbados, 2024) == Period(date(2024, 4, 1), date(2025, 4, 1))
    assert periods.fiscal_year_of(barbados, date(2025, 3, 31)).start == date(2024, 4, 1)
    assert periods.us_year(2025) == Period(date(2024, 10, 1), date(2025, 10, 1))


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2024", date(2024, 1, 1), date(2025, 1, 1)),
        ("2024-Q4", date(2024, 10, 1), date(2025, 1, 1)),
        ("2024-02", date(2024, 2, 1), date(2024, 3, 1)),
    ],
)
def test_the_keys_of_breakdowns_by_time_are_periods(text, start, end):
    assert periods.parse(text) == Period(start, end)


@pytest.mark.parametrize("text", ["", "24-", "2024-13", "2024-Q5", "may"])
def test_other_texts_are_refused_with_a_sentence(text):
    with pytest.raises(BadPeriod, match="is not a period"):
        periods.parse(text)


def test_reversed_and_endless_periods_are_refused_and_a_day_is_fine():
    with pytest.raises(BadPeriod, match="before it starts"):
        Period(date(2024, 2, 1), date(2024, 1, 1))
    with pytest.raises(BadPeriod, match="longer than 30 years"):
        Period(date(1990, 1, 1), date(2021, 1, 1))
    assert Period(date(2024, 2, 29), date(2024, 3, 1)).days == 1
    assert Period(date(1994, 1, 1), date(2024, 1, 1)).months()[0] == date(1994, 1, 1)


def test_the_year_before_a_leap_day_ends_on_the_28th():
    assert Period(date(2024, 2, 29), date(2024, 3, 1)).year_before() == Period(
        date(2023, 2, 28), date(2023, 3, 1)
    )
