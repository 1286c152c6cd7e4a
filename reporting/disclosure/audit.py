"""The closing audit: the interval that an attacker can work out for every hidden cell.

Independent of how the cells were chosen: it starts from what is shown and asks the solver for the
least and the greatest value of each hidden cell.
"""

from typing import NamedTuple

from reporting.disclosure.primary import is_sensitive, needed_interval
from reporting.disclosure.solver import TOLERANCE, Problem


class Interval(NamedTuple):
    low: float
    high: float


def intervals(system, hidden, *, knows_zeros=True):
    """{variable number: Interval} of every hidden variable, given everything that is not."""
    found = {}
    for numbers, rows in system.components(hidden):
        problem = Problem(system.cells, numbers, rows, knows_zeros=knows_zeros)
        movable = set(numbers)
        for number in numbers:
            value, place = float(system.cells[number].value), problem.column[number]
            ends = []
            for direction in (-1, 1):
                deviations = problem.furthest(number, direction, movable)
                ends.append(value + (0.0 if deviations is None else deviations[place]))
            found[number] = Interval(*ends)
    return found


def recoverable(system, hidden, rules):
    """Numbers of the sensitive hidden variables whose interval is too narrow.

    The upper end must hold against an attacker who knows that hidden counts are not zero; the lower
    end at least against one who does not, since two clients in two places are never one.
    """
    strict = intervals(system, hidden)
    small = {n for n in strict if is_sensitive(system.cells[n], rules)}
    failing = {n for n in small if not _is_wide(system.cells[n], strict[n], rules)}
    if not failing:
        return failing
    mild = intervals(system, hidden, knows_zeros=False)
    combined = {n: Interval(mild[n].low, strict[n].high) for n in failing}
    return {n for n in failing if not _is_wide(system.cells[n], combined[n], rules)}


def _is_wide(cell, interval, rules):
    low, high = needed_interval(cell, rules)
    slack = TOLERANCE * max(1.0, abs(float(cell.value)))  # the solver's precision is relative
    return interval.low <= low + slack and interval.high >= high - slack
