"""Figures looked up by what they mean: the reading side of every page, chart and report.

Lines are those of `reporting.impact` as they are stored: measure, state, by (a dict), value (a
string of an exact decimal, or the mark of a hidden cell).
"""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from reporting.charts import HIDDEN
from reporting.table import Cell

SERVICES = ("SES", "CLI", "TRN")
# Women's share of a measure: by the sex of the contact, by ownership, or among the jobs.
BY_SEX, BY_OWNER, AMONG_JOBS = {"sex": "woman"}, {"women_owned": "yes"}, ".women"
WOMEN = {
    "SES-01": BY_SEX,
    "SES-02": BY_SEX,
    "CLI-01": BY_SEX,
    "CLI-02": BY_SEX,
    "CLI-03": BY_SEX,
    "TRN-02": BY_SEX,
    "BUS-01": BY_SEX,
    "FOR-01": BY_SEX,
    "JOB-01": AMONG_JOBS,
    "JOB-02": AMONG_JOBS,
    "CAP-01": BY_OWNER,
    "SAL-01": BY_OWNER,
    "EXP-01": BY_OWNER,
    "EXP-02": BY_OWNER,
}


def state_of(measure):
    """The state whose figures are headlines: services are counted once, outcomes when verified."""
    return "all" if measure.startswith(SERVICES) else "verified"


@dataclass(frozen=True)
class Figures:
    """All lines of one place and period, indexed.

    `index`: {(measure, state, frozen by): a Cell or a line's value}; `tables`: Tables whose figures
    stand beside. A page asks for few of them, so that each becomes a number only when it is read.
    """

    index: dict
    tables: tuple = ()

    @classmethod
    def of(cls, lines):
        return cls(
            {(line["measure"], line["state"], _frozen(line["by"])): line["value"] for line in lines}
        )

    @classmethod
    def of_tables(cls, *tables):
        return cls({}, tables)

    @classmethod
    def of_cells(cls, cells):
        """Of the cells of a Table, which share their `by`."""
        cells, frozen = list(cells), {}
        for cell in cells:
            if id(cell.by) not in frozen:
                frozen[id(cell.by)] = _frozen(cell.by)
        return cls({(cell.measure, cell.state, frozen[id(cell.by)]): cell for cell in cells})

    def value(self, measure, state="", **by):
        """Decimal, or HIDDEN. A combination without a line is a true zero: nothing happened."""
        state = state or state_of(measure)
        if part := self._parts.get((measure, state, frozenset(by))):
            return part.value(by)
        return _read(self.index.get((measure, state, _frozen(by)), 0))

    def women(self, measure, **by):
        """How much of the measure is women's, by the family that the measure belongs to."""
        family = WOMEN[measure]
        if family == AMONG_JOBS:
            return self.value(measure + AMONG_JOBS, state_of(measure), **by)
        return self.value(measure, **by, **family)

    def women_share(self, measure, **by):
        """Women's part in per cent, HIDDEN with either of its parts, None without a base.

        Also None where the lines do not tell whose the measure is.
        """
        family = WOMEN[measure]
        dims = frozenset(by) if family == AMONG_JOBS else frozenset({*by, *family})
        named = measure + AMONG_JOBS if family == AMONG_JOBS else measure
        if (named, dims) not in self._told:
            return None
        return share(self.women(measure, **by), self.value(measure, **by))

    @cached_property
    def _parts(self):
        """{(measure, state, names of by): Part}, without those that tell nothing."""
        parts = [part for table in self.tables for part in table.parts]
        return {
            (one.measure, one.state, frozenset(one.by)): one
            for one in parts
            if one.figures or one.shown
        }

    @cached_property
    def _told(self):
        told = {(measure, names) for measure, _state, names in self._parts}
        return told | {
            (measure, frozenset(name for name, _value in by)) for measure, _state, by in self.index
        }

    def values_of(self, dimension):
        """The groups that occur under one dimension alone: center codes, months, sectors."""
        found = {by for _measure, _state, by in self.index if len(by) == 1}
        pairs = (next(iter(by)) for by in found)
        return sorted(value for name, value in pairs if name == dimension)


def share(part, whole):
    """Per cent, unrounded."""
    if HIDDEN in (part, whole):
        return HIDDEN
    return Decimal(part) * 100 / whole if whole else None


def difference(now, before):
    """Growth in per cent over `before`; None where there was nothing to grow from."""
    if HIDDEN in (now, before):
        return HIDDEN
    return (now - before) * 100 / before if before else None


def _frozen(by):
    return frozenset((name, str(value)) for name, value in by.items())


def _read(found):
    if isinstance(found, Cell):
        return found.value
    return HIDDEN if found == HIDDEN else Decimal(found)
