"""What the dashboard asks of `impact`, gathered into one list of lines in few readings."""

from dataclasses import replace

from reporting.measures import MEASURES
from reporting.periods import Period
from reporting.table import Cell

BY_SEX = ("CLI-01", "SES-02", "BUS-01")
CLAIMS = ("JOB-01", "JOB-01.women", "CAP-01")
HEADLINES = ("CLI-01", "SES-02", "BUS-01", "JOB-01", "CAP-01")
BEFORE = "before"  # marks the figures of the days to compare with


def gather(board):
    """Totals, women's parts, centers, months of both years, and what to compare with."""
    counted = Period(board.period.start, board.until)
    begin = board.year_compared or board.year
    through = Period(begin.start, board.year.end)
    figures = board.reading
    cells = list(figures.table(counted, ("sex",), BY_SEX))
    cells += _claims(figures.table(counted, ("center", "women_owned"), CLAIMS, totals=False), board)
    cells += _clients(figures.table(counted, ("center", "sex"), ("CLI-01",), totals=False), board)
    cells += figures.table(through, ("month",), ("JOB-01",), totals=False)
    if board.before:
        before = figures.table(board.before, (), HEADLINES)
        cells += [replace(cell, by={"time": BEFORE}) for cell in before]
    return [cell.as_json() for cell in cells]


def _claims(table, board):
    """Claims add up over centers and owners: the total, each center, and capital by owner."""
    capital = [cell for cell in table if cell.measure == "CAP-01"]
    return [
        *_summed(table, (), CLAIMS, [{}]),
        *_summed(capital, ("women_owned",), ("CAP-01",), []),
        *_summed(table, ("center",), CLAIMS, _places(board)),
    ]


def _clients(table, board):
    """Each client of a center has one sex, so these add up to the center's clients."""
    return [*_summed(table, ("center",), ("CLI-01",), _places(board)), *table]


def _summed(cells, kept, measures, shown):
    """Cells summed over every key but those `kept`; `shown`: groups that stand also when zero."""
    sums = {}
    for code in measures:
        for state in MEASURES[code].states:
            sums |= {(code, state, tuple(by.items())): 0 for by in shown}
    for cell in cells:
        key = cell.measure, cell.state, tuple((name, cell.by[name]) for name in kept)
        sums[key] = sums.get(key, 0) + cell.figure
    return [
        Cell(code, state, dict(by), figure, MEASURES[code].unit)
        for (code, state, by), figure in sums.items()
    ]


def _places(board):
    """The centers of the question that were at work in the period."""
    return [
        {"center": code}
        for code, one in board.shown_centers.items()
        if not (one.closed_on and one.closed_on <= board.period.start)
    ]
