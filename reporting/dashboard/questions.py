"""What the dashboard asks of `impact`, gathered into one list of cells in few readings."""

from dataclasses import replace

from reporting.periods import Period

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
    return cells


def _claims(table, board):
    """Claims add up over centers and owners: the total, each center, and capital by owner."""
    return [
        *table.summed((), shown=[()]),
        *table.summed(("women_owned",), ("CAP-01",)),
        *table.summed(("center",), shown=_places(board)),
    ]


def _clients(table, board):
    """Each client of a center has one sex, so these add up to the center's clients."""
    return [*table.summed(("center",), shown=_places(board)), *table]


def _places(board):
    """Keys of the centers of the question that were at work in the period."""
    return [
        (code,)
        for code, one in board.shown_centers.items()
        if not (one.closed_on and one.closed_on <= board.period.start)
    ]
