"""Centers beside each other, against their targets where they have some."""

from decimal import Decimal

from reporting.charts.spec import is_number
from reporting.dashboard.cards import MARKS, TONES
from reporting.dashboard.links import explained, explained_women
from reporting.report.words import share_shown, shown
from reporting.targets import standing

SHOWN = ("CLI-01", "JOB-01", "CAP-01")


def center_rows(board):
    """One row a center, those that lag most on capital first; without targets by name."""
    goals = _goals(board)
    rows = [
        _row(board, center, goals.get(center.pk, {})) for center in board.shown_centers.values()
    ]
    return sorted(rows, key=lambda row: (row["reached"] is None, row["reached"] or 0))


def country_row(board):
    return _row(board, None, board.targets)


def _goals(board):
    """{center: {measure: Target}}; none where the period starts on another day than the year."""
    if not board.targets and board.year.start != board.period.start:
        return {}
    return board.year_targets


def _row(board, center, goals):
    place = {"center": center.code} if center else {}
    figures = board.figures
    row = {
        "center": center,
        "women": share_shown(figures.women_share("CLI-01", **place)),
        "women_url": explained_women(board, "CLI-01", **place),
    }
    for code in SHOWN:
        value = figures.value(code, **place)
        found = standing(goals[code], value, board.until) if code in goals else None
        reached = found.share if found else None
        row[code[:3].lower()] = {
            "value": shown(code, value),
            "url": explained(board, code, **place),
            "share": share_shown(reached) if found else "",
            "standing": found,
        }
    capital = row["cap"]["standing"]
    row["reached"] = _number(capital.share) if capital else None
    if capital:
        row |= {
            "tone": TONES[capital.pace.value],
            "mark": MARKS[capital.pace.value],
            "state": capital.pace.label,
        }
    return row


def _number(value):
    return value if is_number(value) else Decimal(0)
