"""Time and cost of disclosure control: `python -m bench.disclosure [repetitions]`.

Prints for each kind of table the cells, the small ones, the further ones hidden, and the median
and worst time; then an independent attack on one table of each kind.
"""

import statistics
import sys
import time
from dataclasses import replace

from reporting import disclosure
from reporting.disclosure import Kind, Rules, Table
from reporting.disclosure.primary import is_sensitive
from tests.reporting.attack import page_of, recovered
from tests.reporting.disclosure_tables import contributions, cross_table

FUNDER, PUBLIC = Rules(least_contributors=5), Rules(least_contributors=10)
MIXED, SMALL, LARGE = (0, 1, 2, 3, 4, 6, 9, 15), (1, 2, 3, 4), (0, 2, 6, 30, 60, 90, 120)


def tables(seed, places, sizes, kind=Kind.CLIENTS):
    return [cross_table(contributions(seed, places, sizes=sizes), kind)]


def linked(seed, places, sizes):
    """Jobs declared and verified, exports and sales, clients: five measures tied together."""
    found = contributions(seed, places, sizes=sizes)
    part = {place: amounts[::2] for place, amounts in found.items()}
    made = [
        cross_table(source, kind, measure=measure)
        for measure, source, kind in [
            ("CLI-01", found, Kind.CLIENTS),
            ("JOB-01.declared", found, Kind.JOBS),
            ("JOB-01", part, Kind.JOBS),
            ("SAL-02", found, Kind.MONEY),
            ("EXP-01", part, Kind.MONEY),
        ]
    ]
    pairs = [("JOB-01", "JOB-01.declared"), ("EXP-01", "SAL-02")]
    return [Table("linked", [c for table in made for c in table.cells], within=pairs)]


def after_edition(seed, places, sizes):
    """An earlier edition of the same period, with one cell in seven corrected since."""
    found = contributions(seed, places, sizes=sizes)
    earlier = found | {place: [*found[place], 5] for place in list(found)[seed % 7 :: 7]}
    return tables(seed, places, sizes), [disclosure.protect([cross_table(earlier)], FUNDER)]


def measure(name, make, repetitions, rules=FUNDER):
    times, cells, small, hidden, exposed = [], 0, 0, 0, 0
    for seed in range(repetitions):
        made = make(seed)
        made, previous = made if isinstance(made, tuple) else (made, [])
        start = time.perf_counter()
        protected = disclosure.protect(made, rules, previous)
        times.append(time.perf_counter() - start)
        every = [cell for table in made for cell in table.cells]
        cells += len(every)
        small += sum(is_sensitive(cell, rules) for cell in every)
        hidden += len(protected.hidden)
        exposed += len(protected.exposed)
    pages = [page_of(edition) for edition in [*previous, protected]]
    least = 0 if any(cell.kind is Kind.MONEY for cell in every) else 1
    broken = len(recovered(pages, least=least)) if len(every) < 1000 else "not tried"
    further = (hidden - small) / cells
    print(
        f"{name:<46} {cells // repetitions:>5} {small / cells:>6.0%} {further:>8.0%}"
        f" {statistics.median(times):>8.2f} {max(times):>7.2f} {exposed:>7} {broken:>6}"
    )


def main(repetitions):
    print(f"{'tables':<46} cells  small  further   median   worst exposed solved (seconds)")
    for kind in (Kind.CLIENTS, Kind.JOBS, Kind.MONEY):
        name = f"33 countries x 3 sexes, {kind.value}"
        measure(name, lambda seed, k=kind: tables(seed, 33, MIXED, k), repetitions)
    measure("33 x 3, every cell small", lambda s: tables(s, 33, SMALL), repetitions)
    measure("33 x 3, mostly large", lambda s: tables(s, 33, LARGE), repetitions)
    measure("33 x 3, open web", lambda s: tables(s, 33, MIXED), repetitions, PUBLIC)
    measure("33 x 3 beside an earlier edition", lambda s: after_edition(s, 33, MIXED), repetitions)
    few = max(1, repetitions // 5)
    measure("33 x 3 x 5 linked measures", lambda s: linked(s, 33, MIXED), few)
    measure("200 centres x 3, clients", lambda s: tables(s, 200, MIXED), few)
    measure(
        "200 centres x 3, open web",
        lambda s: tables(s, 200, MIXED),
        few,
        replace(PUBLIC, p_percent=25),
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
