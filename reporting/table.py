"""The answer of `impact`: cells of figures, to be read by code, state and breakdown."""

from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from reporting.measures import MEASURES
from reporting.measures.base import DECLARED, VERIFIED


@dataclass(slots=True)
class Cell:
    """One figure, never changed; `by` is empty for a total, else {"sex": "woman", …}.

    `figure` counts smallest parts (minutes, cents), so figures of additive measures add exactly.
    """

    measure: str
    state: str
    by: dict
    figure: int
    unit: str

    @property
    def value(self):
        """The figure in units, an exact Decimal."""
        return MEASURES[self.measure].value(self.figure)

    def as_json(self):
        return {
            "measure": self.measure,
            "state": self.state,
            "by": self.by,
            "value": str(self.value),
            "unit": self.unit,
        }


@dataclass(frozen=True)
class Share:
    """A ratio kept as its two numbers; `percent` is None where the base is zero."""

    part: Decimal
    base: Decimal

    @property
    def percent(self):
        return 100 * self.part / self.base if self.base else None


@dataclass
class Part:
    """The figures of one measure and state by one breakdown; cells are made when they are read.

    `figures`: {keys in the order of `by`: figure}; `shown`: keys that are shown even where their
    figure is zero. `named`: {keys: the `by` of their cells}, shared by the parts of a breakdown.
    """

    measure: str
    state: str
    unit: str
    by: tuple
    figures: dict
    shown: list
    named: dict = field(default_factory=dict)

    @cached_property
    def _known(self):
        return set(self.shown)

    @cached_property
    def cells(self):
        keys = (*self.shown, *sorted(self.figures.keys() - self._known))
        return [self._cell(key) for key in keys]

    def get(self, by):
        """The cell of {"sex": "woman", …}, or None."""
        key = tuple(by[name] for name in self.by)
        return self._cell(key) if key in self.figures or key in self._known else None

    def summed(self, kept, shown=(), named=None):
        """The Part whose figures are summed over every key but those `kept`, names of `by`."""
        places, sums = [self.by.index(name) for name in kept], {}
        for key, figure in self.figures.items():
            left = tuple([key[place] for place in places])
            sums[left] = sums.get(left, 0) + figure
        named = {} if named is None else named
        return Part(self.measure, self.state, self.unit, tuple(kept), sums, list(shown), named)

    def marked(self, name, value):
        """The same figures with one more key, as of the days to compare with."""
        figures = {(*key, value): figure for key, figure in self.figures.items()}
        shown = [(*key, value) for key in self.shown]
        return Part(self.measure, self.state, self.unit, (*self.by, name), figures, shown)

    def value(self, by):
        """The figure of {"sex": "woman", …} as a Decimal; none is an honest zero."""
        key = tuple([str(by[name]) for name in self.by])
        return MEASURES[self.measure].value(self.figures.get(key, 0))

    def _cell(self, key):
        by = self.named.get(key)
        if by is None:
            by = self.named[key] = dict(zip(self.by, key, strict=True))
        return Cell(self.measure, self.state, by, self.figures.get(key, 0), self.unit)


class Table:
    """Cells in the order of the catalogue: totals first, then the breakdown."""

    def __init__(self, cells=None, parts=()):
        self._parts = {}
        for part in parts:
            self._parts.setdefault((part.measure, part.state), []).append(part)
        self._order = parts
        if cells is not None:
            self.cells = cells

    @cached_property
    def cells(self):
        return [cell for part in self._order for cell in part.cells]

    @cached_property
    def _index(self):
        return {_key(cell.measure, cell.state, cell.by): cell for cell in self.cells}

    def __iter__(self):
        return iter(self.cells)

    def __len__(self):
        return len(self.cells)

    def __add__(self, other):
        """Both tables' cells; a cell that is in both stays once."""
        return Table(list({**other._index, **self._index}.values()))

    def summed(self, kept, measures=(), shown=()):
        """A Table summed over every key but those `kept`, of all measures or of these.

        For measures that add up over those keys: sums, and clients who are in one cell each.
        `shown`: keys that are shown even where nothing was counted.
        """
        named = {}
        parts = [one for one in self._order if not measures or one.measure in measures]
        return Table(parts=[part.summed(kept, shown, named) for part in parts])

    def marked(self, name, value):
        """A Table of the same figures with one more key."""
        return Table(parts=[part.marked(name, value) for part in self._order])

    @property
    def parts(self):
        return self._order

    def get(self, code, state=None, **by):
        """The cell, or None. `state` defaults to `all` for services, `verified` for outcomes."""
        place = code, state or headline_state(code)
        if not self._parts:
            return self._index.get(_key(*place, by))
        parts = (one for one in self._parts.get(place, ()) if by.keys() == set(one.by))
        return next((part.get(by) for part in parts), None)

    def value(self, code, state=None, **by):
        """The figure as a Decimal; an absent cell of an asked measure is an honest zero."""
        cell = self.get(code, state, **by)
        return cell.value if cell else MEASURES[code].value(0)

    def breakdown(self, code, state=None):
        """The cells of this measure and state that are not totals."""
        place = code, state or headline_state(code)
        if self._parts:
            return [cell for part in self._parts.get(place, ()) if part.by for cell in part.cells]
        return [one for one in self if (one.measure, one.state) == place and one.by]

    def women(self, code, state=None):
        """Women's share by the contact's sex; needs a breakdown by sex."""
        return Share(self.value(code, state, sex="woman"), self.value(code, state))

    def women_owned(self, code, state=None):
        """Share of women-owned firms; needs a breakdown by women_owned."""
        return Share(self.value(code, state, women_owned="yes"), self.value(code, state))

    def women_jobs(self, code, state=None):
        """Women among the posts of a measure of jobs."""
        return Share(self.value(f"{code}.women", state), self.value(code, state))

    def verified_share(self, code):
        """How much of what is declared is verified."""
        return Share(self.value(code, VERIFIED), self.value(code, DECLARED))

    def as_json(self):
        return [cell.as_json() for cell in self]


def headline_state(code):
    """The state that headlines show: verified for outcomes, all for services."""
    return MEASURES[code].states[-1]


def _key(code, state, by):
    return code, state, tuple(sorted(by.items()) if len(by) > 1 else by.items())
