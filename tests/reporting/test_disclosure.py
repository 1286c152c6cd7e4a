import json
from dataclasses import replace
from decimal import Decimal

import pytest
from django.utils import translation

from reporting import disclosure
from reporting.disclosure import Cell, Derived, Kind, ProtectedTables, Rules, Status, Table, key
from tests.reporting.disclosure_tables import contributions, cross_table

RULES = Rules(least_contributors=5, p_percent=15)
TOTAL, WOMEN, MEN = (
    key("CLI-01", "2026"),
    key("CLI-01", "2026", sex="woman"),
    key("CLI-01", "2026", sex="man"),
)


def by_sex(women, men):
    return Table("sexes", [Cell(TOTAL, women + men), Cell(WOMEN, women), Cell(MEN, men)])


def status(protected, *keys):
    return [protected.cell(name).status.value for name in keys]


@pytest.mark.parametrize(("clients", "is_shown"), [(0, True), (1, False), (4, False), (5, True)])
def test_one_to_four_clients_are_hidden_and_zero_is_shown(clients, is_shown):
    protected = disclosure.protect([Table("one", [Cell(TOTAL, clients)])], RULES)

    figure = protected.cell(TOTAL)

    assert (figure.status is Status.SHOWN) == is_shown
    assert figure.value == (clients if is_shown else None)


@pytest.mark.parametrize(("clients", "is_shown"), [(9, False), (10, True)])
def test_the_open_web_needs_ten_clients(clients, is_shown, settings):
    protected = disclosure.protect(
        [Table("one", [Cell(TOTAL, clients)])], disclosure.public_rules()
    )

    assert (protected.cell(TOTAL).status is Status.SHOWN) == is_shown


def test_a_lone_small_cell_takes_its_sister_or_its_total_with_it():
    protected = disclosure.protect([by_sex(women=3, men=40)], RULES)

    hidden = status(protected, TOTAL, WOMEN, MEN).count("confidential")

    assert protected.cell(WOMEN).confidential
    assert hidden == 2
    assert protected.cell(TOTAL).value == 43  # the total is worth more than its parts


def test_what_the_parts_leave_of_their_total_is_protected():
    table = Table("part", [Cell(TOTAL, 42), Cell(WOMEN, 40)])  # two men can be worked out

    protected = disclosure.protect([table], RULES)

    assert protected.cell(WOMEN).confidential or protected.cell(TOTAL).confidential


@pytest.mark.parametrize(
    ("amounts", "is_shown"),
    [([30, 30, 30, 20, 10], True), ([900, 50, 20, 10, 10], False), ([500, 480, 5, 5, 5], False)],
)
def test_sums_dominated_by_one_or_two_clients_are_hidden(amounts, is_shown):
    top = sorted(amounts, reverse=True)
    place = key("CAP-01", "2026")
    cell = Cell(place, Decimal(sum(amounts)), Kind.MONEY, len(amounts), top[0], top[1])

    protected = disclosure.protect([Table("money", [cell])], RULES)

    assert (protected.cell(place).status is Status.SHOWN) == is_shown


def test_a_share_is_hidden_with_its_part_or_its_base():
    share = Derived(key("share", "2026"), Decimal("0.07"), (WOMEN, TOTAL))
    table = replace(by_sex(women=3, men=40), derived=[share])

    protected = disclosure.protect([table], RULES)

    assert protected.cell(share.key).confidential
    assert protected.ratio(WOMEN, TOTAL).confidential
    assert protected.table("sexes")[-1].value is None


def test_a_share_of_shown_cells_is_shown():
    protected = disclosure.protect([by_sex(women=25, men=75)], RULES)

    assert protected.ratio(WOMEN, TOTAL).value == Decimal("0.25")


def test_one_mark_whatever_the_reason():
    protected = disclosure.protect([by_sex(women=3, men=40)], RULES)

    with translation.override("en"):
        texts = {disclosure.show(figure) for figure in protected.table("sexes")}
        spoken = {disclosure.speak(figure) for figure in protected.table("sexes")}
    rows = [disclosure.data_row(figure) for figure in protected.table("sexes")]

    assert texts == {"43", "[c]"}
    assert spoken == {"43", "confidential"}
    assert rows == [(43, "shown"), ("", "confidential"), ("", "confidential")]


def test_the_same_figure_in_two_tables_is_hidden_in_both():
    sexes = by_sex(women=3, men=40)
    other = Table("stage", [Cell(TOTAL, 43), Cell(key("CLI-01", "2026", stage="start-up"), 43)])

    protected = disclosure.protect([sexes, other], RULES)

    assert protected.table("stage")[0] == protected.table("sexes")[0]


def test_distinct_clients_of_centers_do_not_add_up():
    center = [key("CLI-01", "2026", country="SV", center=str(n)) for n in range(3)]
    total = key("CLI-01", "2026", country="SV")
    cells = [Cell(total, 60), Cell(center[0], 40), Cell(center[1], 37), Cell(center[2], 3)]

    protected = disclosure.protect([Table("centers", cells)], RULES)

    # 60 <= 40 + 37 + x leaves x anything up to 60: nothing else need be hidden
    assert status(protected, total, *center) == ["shown", "shown", "shown", "confidential"]


def test_exports_are_a_part_of_sales():
    exports, sales = key("EXP-01", "2026"), key("SAL-02", "2026")
    cells = [
        Cell(exports, Decimal(90), Kind.MONEY, 2, 50, 40),
        Cell(sales, Decimal(91), Kind.MONEY, 12, 25, 15),
    ]

    protected = disclosure.protect([Table("s", cells, within=[("EXP-01", "SAL-02")])], RULES)

    # sales of 91 would say that exports are at most 91, within 15 % of 90
    assert status(protected, exports, sales) == ["confidential", "confidential"]


def test_a_part_above_its_whole_is_no_knowledge_and_no_fault():
    verified, declared = key("BUS-01@verified", "2026"), key("BUS-01@declared", "2026")
    cells = [Cell(verified, 9), Cell(declared, 7)]

    protected = disclosure.protect(
        [Table("b", cells, within=[("BUS-01@verified", "BUS-01@declared")])], RULES
    )

    assert not protected.hidden


def test_two_lone_contributors_of_a_row_cannot_compute_each_other():
    parts = {"a": [700], "b": [300], "c": [90, 80, 70, 60, 50, 40], "d": [9, 8, 8, 7, 7, 6]}
    cells = []
    for place, amounts in parts.items():
        top = [*sorted(amounts, reverse=True), 0]
        name = key("CAP-01", "2026", center=place)
        cells.append(Cell(name, sum(amounts), Kind.MONEY, len(amounts), top[0], top[1]))
    everybody = sum(parts.values(), [])
    total = Cell(key("CAP-01", "2026"), sum(everybody), Kind.MONEY, len(everybody), 700, 300)

    protected = disclosure.protect([Table("row", [total, *cells])], replace(RULES, p_percent=5))

    assert len(protected.hidden) >= 3


def test_unknown_figures_are_told_apart_from_hidden_ones():
    protected = disclosure.protect([Table("one", [Cell(TOTAL, None)])], RULES)

    assert protected.cell(TOTAL).status is Status.MISSING
    assert disclosure.data_row(protected.cell(TOTAL)) == ("", "missing")


def test_a_negative_change_in_sales_is_protected_both_ways():
    place = key("SAL-01", "2026")
    cell = Cell(place, Decimal(-20), Kind.MONEY, 6, 900, 700, gross=Decimal(1650), signed=True)

    assert disclosure.protect([Table("s", [cell])], RULES).cell(place).confidential


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (lambda: Cell(TOTAL, Decimal(5), Kind.MONEY), "how many clients"),
        (lambda: Cell(TOTAL, -5, Kind.JOBS, 1), "negative"),
        (lambda: Cell(TOTAL, 50, Kind.JOBS, 9), "largest"),
        (lambda: Cell(TOTAL, 50, Kind.JOBS, 0), "without a contributing client"),
    ],
)
def test_a_figure_without_its_contributors_is_refused(cell, words):
    with pytest.raises(ValueError, match=words):
        cell()


def test_contradicting_figures_are_refused():
    with pytest.raises(ValueError, match="two values"):
        disclosure.protect([by_sex(3, 40), Table("b", [Cell(TOTAL, 44)])], RULES)
    jobs = [
        Cell(key("J", "2026", **dims), value, Kind.JOBS, 9, 2, 2)
        for value, dims in [(10, {}), (11, {"sex": "woman"})]
    ]
    with pytest.raises(ValueError, match="more than their total"):
        disclosure.protect([Table("j", jobs)], RULES)


def test_a_share_of_a_figure_that_no_table_shows_is_refused():
    share = Derived(key("share"), Decimal(1), (key("other"), TOTAL))

    with pytest.raises(ValueError, match="derived from unpublished"):
        disclosure.protect([replace(by_sex(9, 9), derived=[share])], RULES)


def test_protection_is_kept_with_the_edition_and_read_back():
    table = cross_table(contributions(3, 6), Kind.MONEY)
    protected = disclosure.protect([table], RULES)

    again = ProtectedTables.from_data(json.loads(json.dumps(protected.to_data())))

    assert again.hidden == protected.hidden
    assert again.table("cross") == protected.table("cross")
    assert again.tables[0].cells == list(table.cells)


def test_the_choice_of_cells_is_the_same_every_time():
    table = cross_table(contributions(8, 12))

    first, second = (disclosure.protect([table], RULES).hidden for _ in range(2))

    assert first == second


def test_nothing_to_hide_hides_nothing():
    assert not disclosure.protect([by_sex(50, 50)], RULES).hidden
    assert disclosure.protect([], RULES).names == []
