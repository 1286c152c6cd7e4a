"""An attacker who owns every published page: computes what each hidden figure can be.

Shares no code with the protection but the names of the cells. It builds its own equations from
what a reader knows: parts add up to totals, zeros are shown, nothing hidden is negative, and which
figures did not change between two editions (more than a real reader would know).
"""

import numpy as np
from scipy.optimize import linprog


class Attack:
    """pages: one per edition, {key: (true value, is it shown)}; overlapping: see `Table`."""

    def __init__(self, pages, *, overlapping=(), least=1):
        self.columns, self.values, self.shown, self.equal, self.ordered = {}, [], set(), [], []
        for page in pages:
            numbers = {key: self._column(key, *entry) for key, entry in page.items()}
            self._equations(numbers, overlapping)
        self.least = least

    def _column(self, key, value, is_shown):
        number = self.columns.setdefault((key, value), len(self.columns))
        if number == len(self.values):
            self.values.append(float(value))
        if is_shown:
            self.shown.add(number)
        return number

    def _equations(self, numbers, overlapping):
        families = {}
        for key, number in numbers.items():
            for dim, _value in key.dims:
                parent = key.without(dim)
                if parent in numbers:
                    families.setdefault((numbers[parent], dim), []).append(number)
        for (total, dim), parts in families.items():
            if dim in overlapping:
                self.ordered += [{part: 1, total: -1} for part in parts]  # part <= total
                self.ordered.append({total: 1} | dict.fromkeys(parts, -1))  # total <= sum
            else:
                self.equal.append({total: 1} | dict.fromkeys(parts, -1))

    def ranges(self):
        """{(key, true value): (least, greatest)} of every figure that no page shows."""
        bounds = [
            (value, value) if number in self.shown else (min(self.least, value), None)
            for number, value in enumerate(self.values)
        ]
        found = {}
        for name, number in self.columns.items():
            if number not in self.shown:
                found[name] = (self._end(number, 1, bounds), self._end(number, -1, bounds))
        return found

    def _end(self, number, sign, bounds):
        costs = np.zeros(len(self.values))
        costs[number] = sign
        result = linprog(
            costs,
            A_eq=self._matrix(self.equal),
            b_eq=np.zeros(len(self.equal)) if self.equal else None,
            A_ub=self._matrix(self.ordered),
            b_ub=np.zeros(len(self.ordered)) if self.ordered else None,
            bounds=bounds,
        )
        return float("-inf") * sign if result.status == 3 else result.x[number]

    def _matrix(self, rows):
        if not rows:
            return None
        matrix = np.zeros((len(rows), len(self.values)))
        for place, row in enumerate(rows):
            for number, coefficient in row.items():
                matrix[place, number] = coefficient
        return matrix


def page_of(protected):
    """What one edition prints, with the true values that only the test may look at."""
    return {
        cell.key: (cell.value, cell.key not in protected.hidden)
        for table in protected.tables
        for cell in table.cells
        if cell.published and cell.value is not None
    }


def recovered(pages, **options):
    """Hidden figures that can be worked out exactly."""
    ranges = Attack(pages, **options).ranges()
    return {name for name, (low, high) in ranges.items() if high - low < 1e-6}


def too_narrow(pages, least_clients=5, **options):
    """Small counts (1 to 4) for which an attacker cannot imagine 5, or exactly known ones."""
    ranges = Attack(pages, **options).ranges()
    return {
        name
        for name, (low, high) in ranges.items()
        if 0 < name[1] < least_clients and (high < least_clients - 1e-6 or high - low < 1e-6)
    }
