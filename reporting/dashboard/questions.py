"""What the dashboard asks of `impact`, gathered into one list of lines."""

from reporting.impact import Figures
from reporting.periods import Period

BY_SEX = ("CLI-01", "SES-02", "BUS-01")
BY_CENTER = ("CLI-01", "JOB-01", "JOB-01.women", "CAP-01")
HEADLINES = ("CLI-01", "SES-02", "BUS-01", "JOB-01", "CAP-01")
BEFORE = "before"  # marks the figures of the same days a year earlier


def gather(board):
    """Totals, women's parts, centers, months of this year and the last, and a year earlier."""
    counted = Period(board.period.start, board.until)
    through = Period(board.year.year_before().start, board.year.end)
    figures = Figures(board.user, board.filters)
    lines = []
    for by, measures in (
        (("sex",), BY_SEX),
        (("women_owned",), ("CAP-01",)),
        (("center",), BY_CENTER),
        (("center", "sex"), ("CLI-01",)),
    ):
        lines += _asked(figures, counted, by, measures)  # each brings the totals of its measures
    lines += [line for line in _asked(figures, through, ("month",), ("JOB-01",)) if line["by"]]
    before = _asked(figures, counted.year_before(), (), HEADLINES)
    lines += [line | {"by": {"time": BEFORE}} for line in before]
    return list({_key(line): line for line in lines}.values())


def _asked(figures, period, by, measures):
    return figures.table(period, by, measures).as_json()


def _key(line):
    return line["measure"], line["state"], *sorted(line["by"].items())
