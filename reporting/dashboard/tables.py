"""Centers beside each other, against their targets where they have some."""

from decimal import Decimal

from django.utils.translation import gettext as _

from centers import formats
from centers.roles import Permission
from clients.quality import score, scores
from reporting.charts import Row, Table
from reporting.charts.spec import is_number
from reporting.dashboard.cards import MARKS, TONES
from reporting.dashboard.links import explained, explained_women
from reporting.dashboard.quality import quality_by_center
from reporting.report.words import share_shown, shown
from reporting.targets import standing

SHOWN = ("CLI-01", "JOB-01", "CAP-01")
MOST_ROWS = 12  # on the dashboard; the page of centers has them all


def center_rows(board, most=None):
    """One row a center, those that lag most on capital first; without targets by name.

    `most`: rows to be worked out in full, all where it is None.
    """
    goals = board.year_targets if board.held_to_targets and "funder" not in board.filters else {}
    placed = [
        (_reached(board, center, goals.get(center.pk, {})), center)
        for center in board.shown_centers.values()
    ]
    placed.sort(key=lambda one: (one[0] is None, one[0] or 0))
    quality = quality_by_center(board)
    return [
        _row(board, center, goals.get(center.pk, {})) | {"quality": quality.get(center.pk, "")}
        for _share, center in placed[:most]
    ]


def country_row(board):
    return _row(board, None, board.targets)


def center_table(board):
    """The rows as a file: exact numbers, per cent of the targets."""
    rows = [*center_rows(board), country_row(board)]
    sees_quality = board.user.holds(Permission.QUALITY_VIEW)
    quality = {None: score(board.quality_counts), **scores(board.quality_counts)}
    return Table(
        title=_("Centers against their targets"),
        caption=board.period_name,
        headers=(
            _("Center"),
            _("Clients"),
            _("Women among clients, %"),
            _("Jobs"),
            _("Jobs, part of the target, %"),
            _("Capital, US$"),
            _("Capital, part of the target, %"),
            _("State"),
            *([_("Quality, %")] if sees_quality else []),
        ),
        rows=tuple(
            Row(
                _name(row), (*_values(row), *([_quality(quality, row)] if sees_quality else [])), ()
            )
            for row in rows
        ),
    )


def _quality(quality, row):
    center = row["center"]
    return _rounded(quality.get(center.pk if center else None))


def _name(row):
    return row["center"].name if row["center"] else _("Total")


def _values(row):
    yield row["cli"]["number"]
    yield _rounded(row["women_share"])
    for key in ("job", "cap"):
        found = row[key]["standing"]
        yield row[key]["number"]
        yield _rounded(found.share if found else None)
    yield str(row.get("state", ""))


def _rounded(value):
    return round(value, 1) if is_number(value) else value


def _reached(board, center, goals):
    """Per cent of the center's capital target, None without one."""
    if "CAP-01" not in goals:
        return None
    value = board.figures.value("CAP-01", center=center.code)
    share = standing(goals["CAP-01"], value, board.until).share
    return share if is_number(share) else Decimal(0)


def _row(board, center, goals):
    place = {"center": center.code} if center else {}
    share = board.figures.women_share("CLI-01", **place)
    row = {
        "center": center,
        "women": share_shown(share),
        "women_share": share,
        "women_url": explained_women(board, "CLI-01", **place),
    }
    for code in SHOWN:
        value = board.figures.value(code, **place)
        found = standing(goals[code], value, board.until) if code in goals else None
        row[code[:3].lower()] = {
            "number": value,
            "value": shown(code, value),
            "url": explained(board, code, **place),
            "share": share_shown(found.share) if found else "",
            "standing": found,
        }
    if capital := row["cap"]["standing"]:
        row |= {
            "bar": _("%(share)s of the target reached, %(expected)s expected by now")
            % {"share": row["cap"]["share"], "expected": shown("CAP-01", capital.expected)},
            "tone": TONES[capital.pace.value],
            "mark": MARKS[capital.pace.value],
            "state": capital.pace.label,
        }
    row["cap"]["value"] = formats.integer(row["cap"]["number"])
    return row
