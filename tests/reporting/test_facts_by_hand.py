"""Facts and source rows equal a count by hand: every measure, every range, every breakdown."""

import random
from datetime import date, timedelta
from itertools import combinations

import pytest

from centers.dates import add_months
from centers.system import SYSTEM
from reporting.dimensions import DIMENSIONS
from reporting.impact import impact, reference
from reporting.measures import MEASURES
from reporting.periods import Period
from tests.reporting.brute_force import COUNTED, Rows
from tests.reporting.random_rows import DAYS, FIRST, network
from tests.reporting.test_facts import figures, some_filters

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
FROM_CELLS = [(), ("sex",), ("center",), ("country", "sex"), ("funder",), ("sector",), ("quarter",)]
MONTHS = [add_months(FIRST, number) for number in range(9)]


def counted(table):
    """The figures of the measures that are counted by hand, without zeros."""
    return {key: one for key, one in figures(table).items() if one and key[0] in COUNTED}


def measures(by):
    """What knows the breakdown, without group events."""
    known = (one for code, one in MEASURES.items() if code in COUNTED)
    return [one.code for one in known if set(by) <= set(one.breakdowns)]


def test_every_measure_is_counted_by_hand_too():
    rows = ("session", "outcome", "start")

    assert {code for code, one in MEASURES.items() if one.row in rows} == COUNTED


@pytest.mark.parametrize("by", FROM_CELLS, ids=str)
def test_every_range_of_months_equals_a_count_by_hand(by):
    network(random.Random(str(by)), centers=4, clients=20)
    rows = Rows()

    for start, end in combinations(MONTHS, 2):
        period = Period(start, end)
        asked = measures(by)
        assert counted(impact(SYSTEM, period, by=by, measures=asked)) == rows.figures(
            period, by=by
        ), period


@pytest.mark.parametrize("by", [(key,) for key in DIMENSIONS], ids=str)
def test_every_breakdown_equals_a_count_by_hand_for_any_days_and_filters(by):
    chance = random.Random(str(by))
    clients = network(chance, centers=4, clients=20)
    rows = Rows()

    for _ in range(6):
        start, end = sorted(chance.sample(range(DAYS), 2))
        period = Period(FIRST + timedelta(days=start), FIRST + timedelta(days=end))
        filters = some_filters(chance, clients)
        expected = rows.figures(period, filters, by)
        known = set(measures(by))
        expected = {key: figure for key, figure in expected.items() if key[0] in known}
        for answer in (impact, reference):
            found = counted(answer(SYSTEM, period, filters, by, measures=sorted(known)))
            assert found == expected, (answer, period, filters)


def test_a_range_of_thirty_years_and_one_of_a_day_equal_a_count_by_hand():
    network(random.Random(3), clients=20)
    rows = Rows()

    for period in (
        Period(date(1996, 1, 1), date(2026, 1, 1)),
        Period(date(2024, 2, 29), date(2024, 3, 1)),
    ):
        assert counted(impact(SYSTEM, period, by="sex")) == rows.figures(period, by=("sex",))
