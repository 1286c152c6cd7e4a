"""What the dashboard asks of `impact`, gathered into Tables in few readings."""

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
    claims = figures.table(counted, ("center", "women_owned"), CLAIMS, totals=False)
    clients = figures.table(counted, ("center", "sex"), ("CLI-01",), totals=False)
    tables = [
        figures.table(counted, ("sex",), BY_SEX),
        *_claims(claims, board),
        # Each client of a center has one sex, so these add up to the center's clients.
        clients.summed(("center",), shown=_places(board)),
        clients,
        figures.table(through, ("month",), ("JOB-01",), totals=False),
    ]
    if board.before:
        tables.append(figures.table(board.before, (), HEADLINES).marked("time", BEFORE))
    return tables


def _claims(table, board):
    """Claims add up over centers and owners: the total, each center, and capital by owner."""
    return [
        table.summed((), shown=[()]),
        table.summed(("women_owned",), ("CAP-01",)),
        table.summed(("center",), shown=_places(board)),
    ]


def _places(board):
    """Keys of the centers of the question that were at work in the period."""
    return [
        (code,)
        for code, one in board.shown_centers.items()
        if not (one.closed_on and one.closed_on <= board.period.start)
    ]
