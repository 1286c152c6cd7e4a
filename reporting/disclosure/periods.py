"""Editions over periods that contain each other: what lies between them can be subtracted.

A report to June and one to July, each harmless, give July away. The months between are cells
that nobody publishes; they hang on the published ones like any part on its total.
"""

from collections import defaultdict

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
            _link_family(system, known)


def _link_family(system, known):
    todo = list(known)
    while todo:
        longer = todo.pop()
        for shorter, cell in list(known.items()):
            between = _between(longer, shorter)
            if between is None or not (cell.published or between in known):
                continue
            if cell.kind is Kind.CLIENTS:
                _link_distinct(system, known[longer], cell)
            elif between in known:
                _link_sum(system, known[longer], cell, known[between])
            elif gap := _gap(known[longer], cell, between):
                known[between] = gap
                todo.append(between)
                _link_sum(system, known[longer], cell, gap)


def _between(longer, shorter):
    """The part of the longer period that the shorter one leaves, if that is one piece."""
    (start, end), (first, last) = longer, shorter
    if longer == shorter or first < start or last > end:
        return None
    if first == start:
        return last, end
    return (start, first) if last == end else None


def _link_distinct(system, longer, shorter):
    if shorter.value <= longer.value:
        system.add_row([(longer, 1), (shorter, -1)], exact=False)


def _link_sum(system, longer, *parts):
    """A figure that was corrected between two editions is no part of the later total."""
    if sum(part.value for part in parts) == longer.value:
        system.add_row([(longer, 1), *((part, -1) for part in parts)], exact=True)


def _gap(longer, shorter, between):
    """The figure between two periods, with as few clients behind it as there may be."""
    value = longer.value - shorter.value
    if value < 0 and not longer.signed:
        return None
    return Cell(
        key=longer.key._replace(period="/".join(between)),
        value=value,
        kind=longer.kind,
        contributors=max(1, longer.contributors - shorter.contributors) if value else 0,
        largest=min(longer.largest or 0, abs(value)),
        second=min(longer.second or 0, abs(value)),
        signed=longer.signed,
        published=False,
    )
