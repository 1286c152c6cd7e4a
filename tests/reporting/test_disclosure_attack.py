"""Everything published is handed to an attacker, who must not get anywhere."""

import itertools
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reporting import disclosure
from reporting.disclosure import Cell, Kind, Rules, Table, key
from reporting.disclosure.primary import is_sensitive, needed_interval
from tests.reporting.attack import Attack, page_of, recovered, too_narrow
from tests.reporting.disclosure_tables import contributions, cross_table

RULES = Rules(least_contributors=5, p_percent=15)


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("kind", [Kind.CLIENTS, Kind.JOBS, Kind.MONEY])
def test_no_hidden_cell_of_a_table_can_be_solved_for(seed, kind):
    table = cross_table(contributions(seed, places=9), kind)

    protected = disclosure.protect([table], RULES)

    page = page_of(protected)
    least = 0 if kind is Kind.MONEY else 1
    ranges = Attack([page], least=least).ranges()
    assert not recovered([page], least=least)
    for cell in table.cells:
        if is_sensitive(cell, RULES):
            low, high = needed_interval(cell, RULES)
            least_possible, greatest_possible = ranges[cell.key, cell.value]
            assert greatest_possible >= high - 1e-4
            if kind is Kind.MONEY:
                assert least_possible <= low + 1e-4


def test_hiding_the_small_cells_alone_would_let_them_be_solved_for():
    found = 0
    for seed in range(8):
        table = cross_table(contributions(seed, places=9))
        small = {c.key for c in table.cells if is_sensitive(c, RULES)}
        page = {c.key: (c.value, c.key not in small) for c in table.cells}
        found += bool(recovered([page]))

    assert found == 8


@pytest.mark.parametrize("seed", range(4))
def test_showing_any_further_cell_again_betrays_a_small_one(seed):
    table = cross_table(contributions(seed, places=7))
    protected = disclosure.protect([table], RULES)
    page = page_of(protected)
    small = {c.key for c in table.cells if is_sensitive(c, RULES)}
    further = protected.hidden - small
    assert further and not too_narrow([page])

    for name in further:
        betrayed = page | {name: (page[name][0], True)}
        assert _lost(betrayed, small), f"{name} need not have been hidden"


def _lost(page, small):
    """Small cells that an attacker can narrow below what the rules ask for."""
    strict = Attack([page]).ranges()
    mild = Attack([page], least=0).ranges()
    return [
        name
        for name in strict
        if name[0] in small
        and (strict[name][1] < max(5, name[1]) - 1e-6 or mild[name][0] > 1 + 1e-6)
    ]


@pytest.mark.parametrize("seed", range(6))
def test_two_editions_laid_side_by_side_betray_nothing(seed):
    before = contributions(seed, places=8)
    after = dict(before)
    for place in list(after)[seed::7]:  # corrections: some cells gain clients, some lose them
        after[place] = after[place][1:] if len(after[place]) > 6 else [*after[place], 3, 4]
    first = disclosure.protect([cross_table(before)], RULES)

    second = disclosure.protect([cross_table(after)], RULES, previous=[first])

    pages = [page_of(first), page_of(second)]
    exposed = {name for name in recovered(pages) if name[0] not in second.exposed}
    assert not exposed
    assert not {n for n in too_narrow(pages) if n[0] not in second.exposed}


def test_editions_protected_one_by_one_would_betray_each_other():
    """An extra table in the second edition moves the further cells: together they tell all."""
    women, men, total = key("M", "p", sex="woman"), key("M", "p", sex="man"), key("M", "p")
    first_table = Table("t", [Cell(total, 43), Cell(women, 3), Cell(men, 40)])
    first = disclosure.protect([first_table], RULES)
    assert first.hidden == {women, men}
    alone = Table("t", [Cell(total, 43), Cell(men, 40)])

    careless = disclosure.protect([Table("t", [Cell(men, 40)])], RULES)
    careful = disclosure.protect([alone], RULES, previous=[first])

    assert recovered([page_of(first) | {men: (40, not careless.hidden)}])
    assert men in careful.hidden and not careful.exposed


def test_what_an_earlier_edition_gave_away_is_reported_and_still_hidden():
    place = key("M", "p")
    lax = disclosure.protect([Table("t", [Cell(place, 7)])], RULES)

    strict = disclosure.protect(
        [Table("t", [Cell(place, 7)])], replace(RULES, least_contributors=10), previous=[lax]
    )

    assert strict.hidden == strict.exposed == {place}


@st.composite
def small_tables(draw):
    rows, columns = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    values = st.integers(0, 7)
    return [[draw(values) for _ in range(columns)] for _ in range(rows)]


@settings(max_examples=25, deadline=None)
@given(small_tables())
def test_every_hidden_count_has_another_whole_table_that_prints_the_same_page(grid):
    """No linear programming here: all tables up to 14 a cell are tried where that is feasible."""
    found = {(r, f"s{c}"): [1] * v for r, row in enumerate(grid) for c, v in enumerate(row)}
    protected = disclosure.protect([cross_table(found)], RULES)
    page = page_of(protected)

    inner = [k for k in page if len(k.dims) == 2]
    hidden_inner = [k for k in inner if k in protected.hidden]
    if len(hidden_inner) > 3:
        return
    seen = {name: set() for name in protected.hidden}
    for guess in itertools.product(range(1, 15), repeat=len(hidden_inner)):
        table = {k: page[k][0] for k in inner} | dict(zip(hidden_inner, guess, strict=True))
        totals = {k: sum(v for i, v in table.items() if set(k.dims) <= set(i.dims)) for k in page}
        if all(totals[k] == value for k, (value, shown) in page.items() if shown):
            for name in seen:
                seen[name].add(totals[name])
    for name, values in seen.items():
        assert len(values) > 1, name
        assert max(values) >= 5


def period_table(period, amounts, **options):
    top = [*sorted(amounts, reverse=True), 0, 0]
    name = key("JOB-01", period)
    cell = Cell(name, sum(amounts), Kind.JOBS, len(amounts), top[0], top[1], **options)
    return Table("jobs", [cell])


SPRING, SUMMER, LATE = (
    "2026-01-01/2026-07-01",
    "2026-01-01/2026-08-01",
    "2026-07-01/2026-08-01",
)


def test_a_month_of_one_client_cannot_be_subtracted_from_two_reports():
    to_june = disclosure.protect([period_table(SPRING, [4] * 20)], RULES)

    to_july = disclosure.protect([period_table(SUMMER, [4] * 21)], RULES, previous=[to_june])

    assert not to_june.hidden
    assert to_july.hidden == {key("JOB-01", SUMMER)}


def test_a_month_of_many_clients_may_be_subtracted():
    to_june = disclosure.protect([period_table(SPRING, [4] * 20)], RULES)
    july = [4] * 9  # clients who were served before, too

    unaware = disclosure.protect([period_table(SUMMER, [5] * 21)], RULES, previous=[to_june])
    aware = disclosure.protect(
        [period_table(SUMMER, [4] * 18 + [14, 15, 15])],
        RULES,
        previous=[to_june],
        unpublished=[period_table(LATE, july, published=False)],
    )

    assert unaware.hidden  # the fewest clients that are possible are assumed
    assert not aware.hidden


def test_a_level_is_not_subtracted_from_an_earlier_level():
    to_june = disclosure.protect([period_table(SPRING, [4] * 20, flow=False)], RULES)

    to_july = disclosure.protect(
        [period_table(SUMMER, [4] * 21, flow=False)], RULES, previous=[to_june]
    )

    assert not to_july.hidden


def test_quarters_hidden_one_by_one_stay_hidden_beside_the_year():
    quarters = [f"2026-{m:02}-01/2026-{m + 3:02}-01" for m in (1, 4, 7)]
    quarters.append("2026-10-01/2027-01-01")
    amounts = [[9] * 12, [7, 5], [9] * 12, [9] * 12]
    editions = []
    for period, found in zip(quarters, amounts, strict=True):
        editions.append(disclosure.protect([period_table(period, found)], RULES, editions))

    year = disclosure.protect(
        [period_table("2026-01-01/2027-01-01", sum(amounts, []))], RULES, editions
    )

    assert [bool(edition.hidden) for edition in editions] == [False, True, False, False]
    assert year.hidden  # year - three quarters = the hidden one


@pytest.mark.parametrize("seed", range(4))
def test_clients_of_several_centers_stay_hidden(seed):
    """Country counts are below the sum of the centres, women and men still add up."""
    found = contributions(seed, places=6, sexes=("woman", "man"))
    cells = [c for c in cross_table(found, dim="center").cells if "center" in dict(c.key.dims)]
    for sex in ("woman", "man", None):
        inside = [c.value for c in cells if c.key.get("sex") == sex]
        shared = sum(inside) // 10
        cells.append(Cell(key("M", cells[0].key.period, sex=sex), sum(inside) - shared))
    both = [c for c in cells if not c.key.get("center")]
    cells.remove(both[2])
    cells.append(replace(both[2], value=both[0].value + both[1].value, contributors=None))

    protected = disclosure.protect([Table("centers", cells)], RULES)

    page = page_of(protected)
    assert not recovered([page], overlapping={"center"})
    assert not too_narrow([page], overlapping={"center"})


def test_months_quarters_and_the_year_are_tied_together():
    months = [f"2026-{m:02}-01/2026-{m + 1:02}-01" for m in range(1, 6)] + ["2026-06-01/2026-07-01"]
    amounts = [[3] * 9, [2, 5], [4] * 8, [3] * 9, [3] * 9, [3] * 9]
    tables = [period_table(p, found) for p, found in zip(months, amounts, strict=True)]
    tables.append(period_table("2026-01-01/2026-04-01", sum(amounts[:3], [])))
    tables.append(period_table("2026-01-01/2026-07-01", sum(amounts, [])))

    protected = disclosure.protect(tables, RULES)

    hidden = {name.period for name in protected.hidden}
    assert months[1] in hidden
    assert len(hidden) == 2 and hidden <= {*months[:3], "2026-01-01/2026-04-01"} | {
        "2026-01-01/2026-07-01"
    }
