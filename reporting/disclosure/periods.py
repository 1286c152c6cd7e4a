"""Figures over periods that contain each other: what lies between them can be subtracted.

A report to June and one to July, each harmless, give July away. Sums over time hang on a running
total that nobody publishes: a figure is the running total at its end less the one at its start, so
months, quarters, years and whatever lies between two editions are all tied together.
"""

from collections import defaultdict
from itertools import pairwise

from reporting.disclosure.cells import Cell, Kind


def link_periods(system, cells):
    """cells: {Key: Cell} of all editions, the latest figure of each key."""
    families = defaultdict(dict)
    for name, cell in cells.items():
        start, _, end = name.period.partition("/")
        if start < end and cell.flow and cell.value is not None:
            families[name.measure, name.dims][start, end] = cell
    for known in families.values():
        if len(known) > 1:
            distinct = next(iter(known.values())).kind is Kind.CLIENTS
            (_link_distinct if distinct else _link_sums)(system, known)


def _link_distinct(system, known):
    """Clients of a longer period: at least those of each part, at most those of all its parts."""
    for (start, end), longer in known.items():
        inside = {
            (first, last): cell
            for (first, last), cell in known.items()
            if start <= first and last <= end and (first, last) != (start, end)
        }
        for cell in inside.values():
            if cell.value <= longer.value:
                system.add_row([(longer, 1), (cell, -1)], exact=False)
        for shortest in (True, False):
            chain = _chain(inside, start, end, shortest)
            if chain and sum(cell.value for cell in chain) >= longer.value:
                system.add_row([*((cell, 1) for cell in chain), (longer, -1)], exact=False)


def _chain(inside, start, end, shortest):
    """Cells that follow each other from start to end, or None."""
    chain = []
    while start < end:
        lasts = [last for first, last in inside if first == start]
        if not lasts:
            return None
        last = min(lasts) if shortest else max(lasts)
        chain.append(inside[start, last])
        start = last
    return chain


def _link_sums(system, known):
    running = _running_totals(known)
    days = sorted(running)
    for (start, end), cell in known.items():
        if running[end][1] - running[start][1] == cell.value:  # else corrected between editions
            _link_sum(system, cell, running, start, end)
    for before, after in pairwise(days):
        linked = running[before][0] == running[after][0]
        if linked and (before, after) not in known:
            gap = _gap(known, before, after, running[after][1] - running[before][1])
            if gap:
                _link_sum(system, gap, running, before, after)


def _running_totals(known):
    """{day: (first day of its linked days, total since then)}"""
    steps = defaultdict(list)
    for (start, end), cell in known.items():
        steps[start].append((end, cell.value))
        steps[end].append((start, -cell.value))
    running = {}
    for origin in sorted(steps):
        todo = [] if origin in running else [(origin, 0)]
        while todo:
            day, total = todo.pop()
            if day not in running:
                running[day] = (origin, total)
                todo += [(other, total + value) for other, value in steps[day]]
    return running


def _link_sum(system, cell, running, start, end):
    later, earlier = (_running(cell, day, *running[day]) for day in (end, start))
    system.add_row([(cell, 1), (later, -1), (earlier, 1)], exact=True)


def _running(cell, day, origin, total):
    """The running total as a variable: nobody's secret by itself, nobody's knowledge either."""
    name = cell.key._replace(measure=f"{cell.key.measure} since {origin}", period=day)
    clients = 10**9  # never small
    return Cell(name, total, Kind.TALLY, clients, signed=True, flow=False, published=False)


def _gap(known, before, after, value):
    """The figure between two periods, with as few clients behind it as there may be."""
    example = next(iter(known.values()))
    if value < 0 and not example.signed:
        return None
    pairs = [
        (cell, known[other])
        for (start, end), cell in known.items()
        for other in ((start, before) if end == after else (after, end) if start == before else (),)
        if other in known
    ]
    clients = max((cell.contributors - other.contributors for cell, other in pairs), default=1)
    return Cell(
        key=example.key._replace(period=f"{before}/{after}"),
        value=value,
        kind=example.kind,
        contributors=max(1, clients) if value else 0,
        largest=min(max(cell.largest or 0 for cell in known.values()), abs(value)),
        second=min(max(cell.second or 0 for cell in known.values()), abs(value)),
        signed=example.signed,
        published=False,
    )
