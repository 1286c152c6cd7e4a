"""Rule 4: hide further cells, the cheapest ones, until every sensitive cell is wide enough.

The proof that a cell is safe is a pair of other tables that would print exactly the same page, one
in which the cell is low enough and one in which it is high enough. The search looks for these
tables directly: moving a shown cell costs its worth, moving a hidden one costs next to nothing,
and whatever had to be moved is hidden.
"""

from math import log2

import numpy as np

from reporting.disclosure.primary import needed_interval
from reporting.disclosure.solver import HIDDEN_COST, TOLERANCE, Problem

BATCH = 8  # searches for one cell before the next attempt to serve many at once


class Suppression:
    """The search in one set of linked variables.

    hidden, fixed: sets of variable numbers; the fixed ones are zeros and what is already public.
    After `run`, `hidden` also holds the further cells and `exposed` the sensitive ones that no
    hiding can protect any more, because earlier editions give them away.
    """

    def __init__(self, cells, numbers, rows, rules, *, hidden, fixed, keep):
        self.cells, self.rows, self.rules = cells, rows, rules
        self.numbers = [number for number in numbers if number not in fixed]
        self.hidden = {number for number in self.numbers if number in hidden}
        self.keep = keep  # numbers that stay hidden whatever happens
        self.problem = Problem(cells, self.numbers, rows)
        self.milder = Problem(cells, self.numbers, rows, knows_zeros=False)
        self.worth = self._worth()
        self.exposed = set()
        self.causes = {}  # further hidden number -> the demand it was hidden for
        self.witnesses = {}  # (sensitive number, wanted deviation) -> deviations of a whole table

    def _worth(self):
        """Totals are worth more than their parts, great figures more than small ones, by weight."""
        parts = dict.fromkeys(self.numbers, 0)
        for row in self.rows:
            for number, coefficient in row.coefficients:
                if coefficient > 0 and row.exact and number in parts:
                    parts[number] += len(row.coefficients) - 1
        worth = [
            (1 + log2(1 + abs(float(self.cells[number].value))))
            * (1 + 3 * parts[number])
            * self.cells[number].weight
            for number in self.numbers
        ]
        return np.array(worth)

    def run(self, sensitive):
        pending, movable = self._demands(sensitive), set(self.numbers)
        since = BATCH
        while pending:
            if since == BATCH:
                found, pending = self._reach(pending, self.hidden)
                self.witnesses |= found
                since = 0
                continue
            demand, since = pending.pop(0), since + 1
            deviations = self._cheapest(movable, demand)
            if deviations is None:
                self.exposed.add(demand[0])
                pending = [other for other in pending if other[0] != demand[0]]
                continue
            moved = self._moved(deviations) - self.hidden
            self.hidden |= moved
            self.causes |= dict.fromkeys(moved, demand)
            self.witnesses[demand] = deviations
            found, pending = self._met(deviations, pending)
            self.witnesses |= found
        self._tidy()

    def _reach(self, pending, movable):
        """({demand: table}, demands left) after moving many cells at once, as far as that goes."""
        found = {}
        for sign in (1, -1):
            wanted = [demand for demand in pending if np.sign(demand[1]) == sign]
            while wanted:
                deviations = self.problem.push(wanted, movable)
                if deviations is None:
                    break
                met, wanted = self._met(deviations, wanted)
                found |= met
                if not met:
                    break
        return found, [demand for demand in pending if demand not in found]

    def _met(self, deviations, demands):
        """({demand: this table}, the rest): which demands does a table meet?"""
        column, limit = self.problem.column, TOLERANCE * self.problem.scale
        met = {
            (number, wanted): deviations
            for number, wanted in demands
            if deviations[column[number]] * np.sign(wanted) >= abs(wanted) - limit
        }
        return met, [demand for demand in demands if demand not in met]

    def _demands(self, sensitive):
        """(number, deviation) for both ends of the interval of each cell, the widest first."""
        demands = []
        for number in sorted(sensitive):
            value = float(self.cells[number].value)
            low, high = needed_interval(self.cells[number], self.rules)
            demands += [(number, high - value), (number, low - value)]
        return sorted((d for d in demands if d[1]), key=lambda d: (-abs(d[1]), d))

    def _cheapest(self, movable, demand):
        """Two clients in two shown places are at least two: how few is then asked more mildly."""
        found = self.problem.cheapest(self._costs(), movable, demand)
        if found is None and demand[1] < 0:
            found = self.milder.cheapest(self._costs(), movable, demand)
        return found

    def _costs(self):
        mask = np.array([number in self.hidden for number in self.numbers])
        return np.where(mask, HIDDEN_COST, self.worth)

    def _moved(self, deviations):
        limit = TOLERANCE * self.problem.scale
        return {self.numbers[place] for place in np.flatnonzero(np.abs(deviations) > limit)}

    def _tidy(self):
        """Show again what need not be hidden, the most valuable first."""
        column = self.problem.column
        for number in sorted(self.hidden - self.keep, key=lambda n: (-self.worth[column[n]], n)):
            replaced = self._without(number)
            if replaced is not None:
                self.witnesses |= replaced
                self.hidden.discard(number)

    def _without(self, number):
        """Other tables for those that move this cell, or None if one cannot do without it."""
        place, limit = self.problem.column[number], TOLERANCE * self.problem.scale
        pending = [d for d, table in self.witnesses.items() if abs(table[place]) > limit]
        movable, replaced = self.hidden - {number}, {}
        cause = self.causes.get(number)
        if cause in pending:  # most likely to say no, so ask it first
            pending.remove(cause)
            pending.insert(0, cause)
        asked = False
        while pending:
            other = self._cheapest(movable, pending[0])
            if other is None:
                return None
            replaced[pending.pop(0)] = other
            met, pending = self._met(other, pending)
            replaced |= met
            if not asked:
                met, pending = self._reach(pending, movable)
                replaced, asked = replaced | met, True
        return replaced
