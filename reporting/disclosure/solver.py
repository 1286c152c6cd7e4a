"""The only door to the linear-programming solver (HiGHS, through SciPy).

A solution is another table: the true one plus a deviation per variable that leaves every row as it
is, keeps shown cells, and respects what an attacker knows about the rest.
"""

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_matrix, hstack

TOLERANCE = 1e-6
HIDDEN_COST = 1e-4  # moving a cell that is hidden anyway; above zero so that solutions stay small
GREATEST = 1e6  # amounts are scaled to at most this, which keeps the solver's tolerances meaningful


class Problem:
    """The linear system of some linked variables, in deviations from their true values."""

    def __init__(self, cells, numbers, rows, *, knows_zeros=True):
        """cells: of all variables; numbers: the linked ones. What rows lead to besides stays.

        knows_zeros: the attacker concludes that a hidden count is not zero, as zeros are shown.
        """
        self.numbers = numbers
        self.column = {number: place for place, number in enumerate(numbers)}
        values = np.array([float(cells[number].value) for number in numbers])
        self.whole = np.array([cells[number].whole for number in numbers], dtype=bool)
        greatest = np.abs(values).max(initial=0)
        self.scale = 1.0 if self.whole.any() or greatest < GREATEST else greatest / GREATEST
        floors = np.array([_floor(cells[number], knows_zeros) for number in numbers])
        self.room = np.maximum(values - floors, 0) / self.scale
        self.reach = 10 * (np.abs(values).sum() / self.scale + 100)
        exact = self._matrix([row for row in rows if row.exact])
        above = self._matrix([row for row in rows if not row.exact])
        self.exact = hstack([exact, -exact], format="csr")
        self.above = hstack([-above, above], format="csr")
        slack = [
            sum(coefficient * float(cells[number].value) for number, coefficient in row[0])
            for row in rows
            if not row.exact
        ]
        self.slack = np.maximum(np.array(slack, dtype=float), 0) / self.scale

    def _matrix(self, rows):
        entries = [
            (place, self.column[number], coefficient)
            for place, row in enumerate(rows)
            for number, coefficient in row.coefficients
            if number in self.column
        ]
        at, columns, coefficients = zip(*entries, strict=True) if entries else ((), (), ())
        return csr_matrix((coefficients, (at, columns)), shape=(len(rows), len(self.numbers)))

    def cheapest(self, costs, movable, demand):
        """Deviations that move only `movable` cells, meet the demand, and cost least; else None.

        costs: per variable and unit moved. demand: (variable number, deviation). Whole numbers
        stay whole: tables of two dimensions give that by themselves, others need the second try.
        """
        up, down = self._bounds(movable)
        number, deviation = demand
        place, wanted = self.column[number], deviation / self.scale
        if not -down[place] - TOLERANCE <= wanted <= up[place] + TOLERANCE:
            return None
        bounds = self._box(up, down)
        bounds[place] = [max(wanted, 0)] * 2
        bounds[len(up) + place] = [max(-wanted, 0)] * 2
        return self._solve(np.concatenate([costs, costs]), bounds)

    def push(self, demands, movable):
        """Deviations that meet as many demands as one table can, or None.

        demands: (variable number, deviation) pairs in one direction, each number once.
        """
        up, down = self._bounds(movable)
        costs = np.zeros(2 * len(up))
        for number, deviation in demands:
            place, wanted = self.column[number], abs(deviation) / self.scale
            costs[place] = -np.sign(deviation) / max(wanted, TOLERANCE)
            (up if deviation > 0 else down)[place] = min(
                wanted, (up if deviation > 0 else down)[place]
            )
        costs[len(up) :] = -costs[: len(up)]
        result = self._run(costs, self._box(up, down))
        return None if result is None or self._is_broken(result) else result * self.scale

    def furthest(self, number, direction, movable):
        """Deviations for the table in which a cell is greatest (1) or least (-1), or None."""
        up, down = self._bounds(movable)
        costs = np.zeros(2 * len(up))
        costs[self.column[number]] = -direction
        costs[len(up) + self.column[number]] = direction
        return self._solve(costs, self._box(up, down))

    @staticmethod
    def _box(up, down):
        return np.column_stack([np.zeros(2 * len(up)), np.concatenate([up, down])])

    def _is_broken(self, deviations):
        """Whole numbers that did not stay whole."""
        parts = np.abs(deviations - np.round(deviations))[self.whole]
        return parts.max(initial=0) > TOLERANCE

    def _bounds(self, movable):
        mask = np.array([number in movable for number in self.numbers])
        return np.where(mask, self.reach, 0), np.where(mask, np.minimum(self.room, self.reach), 0)

    def _solve(self, costs, bounds):
        result = self._run(costs, bounds)
        if result is not None and self._is_broken(result):
            result = self._run(costs, bounds, integrality=np.tile(self.whole, 2).astype(int))
        return None if result is None else result * self.scale

    def _run(self, costs, bounds, **options):
        """Deviations per variable, or None if there are none. Unknowns: moves up, then down."""
        result = linprog(
            costs,
            A_eq=self.exact,
            b_eq=np.zeros(self.exact.shape[0]),
            A_ub=self.above,
            b_ub=self.slack,
            bounds=bounds,
            method="highs",
            **options,
        )
        if result.x is None:
            return None
        half = len(self.numbers)
        return result.x[:half] - result.x[half:]


def _floor(cell, knows_zeros):
    if cell.floor is None:
        return -np.inf
    return float(cell.floor) if knows_zeros else min(0.0, float(cell.value))
