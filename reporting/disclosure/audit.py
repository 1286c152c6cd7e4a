"""The closing audit: how far off can an attacker's idea of each sensitive cell be?

Independent of how the cells were chosen: it starts from what is shown and asks the solver for
tables that would print the same page, with each sensitive cell as low and as high as it can be.
"""

import numpy as np

from reporting.disclosure.primary import is_sensitive, needed_interval
from reporting.disclosure.solver import TOLERANCE, Problem


def recoverable(system, hidden, rules):
    """Numbers of the sensitive hidden variables whose interval is too narrow.

    The upper end must hold against an attacker who knows that hidden counts are not zero; the lower
    end at least against one who does not, since two clients in two places are never one.
    """
    small = {number for number in hidden if is_sensitive(system.cells[number], rules)}
    failing = set()
    for numbers, rows in system.components(hidden):
        wanted = _wanted(system, small.intersection(numbers), rules)
        unmet = _unmet(Problem(system.cells, numbers, rows), wanted)
        failing |= {number for number, direction in unmet if direction > 0}
        low = {end: wanted[end] for end in unmet if end[1] < 0}
        if low:
            milder = Problem(system.cells, numbers, rows, knows_zeros=False)
            failing |= {number for number, _direction in _unmet(milder, low)}
    return failing


def _wanted(system, small, rules):
    """{(number, direction): distance from the true value that must be possible}"""
    wanted = {}
    for number in sorted(small):
        value = float(system.cells[number].value)
        low, high = needed_interval(system.cells[number], rules)
        slack = TOLERANCE * max(1.0, abs(value))  # the solver's precision is relative
        wanted[number, 1] = high - value - slack
        wanted[number, -1] = value - low - slack
    return wanted


def _unmet(problem, wanted):
    """The ends that no table reaches. A table found for one end often serves many others."""
    numbers = [number for number, _direction in wanted]
    places = np.array([problem.column[number] for number in numbers], dtype=int)
    directions = np.array([direction for _number, direction in wanted])
    distances = np.array(list(wanted.values()))
    met, movable, failed = distances <= 0, set(problem.numbers), set()

    def note(deviations):
        before = met.sum()
        if deviations is not None:
            np.logical_or(met, directions * deviations[places] >= distances, out=met)
        return met.sum() > before

    for direction in (1, -1):
        demands = True
        while demands:
            open_ends = np.flatnonzero(~met & (directions == direction))
            # A little further than needed: the solver stops within its precision of what is asked.
            demands = [(numbers[at], direction * distances[at] * 1.001) for at in open_ends]
            if not demands or not note(problem.push(demands, movable)):
                break
    for at, (number, direction) in enumerate(wanted):
        if not met[at]:
            note(problem.furthest(number, direction, movable))
            if not met[at]:
                failed.add((number, direction))
    return failed
