"""How the work of a center is spread over its people."""

from django.db.models import Count
from django.utils.translation import gettext as _

from centers.models import User
from clients.models import Appointment, Client, FollowUp
from reporting.charts import Row, Table
from reporting.figures import Figures
from reporting.periods import Period
from reporting.report.words import shown

ASKED = ("SES-01", "SES-02", "CLI-01")
AHEAD = ("assigned", "ahead", "due")


def team(board):
    """One row an advisor: sessions, hours and clients of the period, and what lies ahead.

    Clients that two advisors saw count for both, so the column is never added up.
    """
    counted = Period(board.period.start, board.until)
    table = board.reading.table(counted, ("advisor",), ASKED, totals=False)
    figures = Figures.of_cells(table)
    keys = [key for key in figures.values_of("advisor") if key != "none"]
    people = User.objects.in_bulk([int(key) for key in keys])
    ahead = {
        "assigned": _by_advisor(board, Client.objects, "advisor"),
        "ahead": _by_advisor(board, Appointment.objects, "advisor", lambda rows: rows.ahead()),
        "due": _by_advisor(board, FollowUp.objects, "client__advisor", lambda rows: rows.due()),
    }
    rows = [_row(figures, person, ahead) for person in people.values()]
    return sorted(rows, key=lambda row: str(row["person"]))


def _by_advisor(board, rows, advisor, kept=lambda rows: rows):
    """{id of an advisor: how many of the rows in the place asked for}, in one query."""
    found = kept(board.here(rows.for_user(board.user))).order_by().values(advisor)
    return dict(found.annotate(n=Count("pk")).values_list(advisor, "n"))


def _row(figures, person, ahead):
    values = {
        code[:3].lower() + code[-2:]: shown(code, figures.value(code, advisor=str(person.pk)))
        for code in ASKED
    }
    counts = {name: found.get(person.pk, 0) for name, found in ahead.items()}
    numbers = [figures.value(code, advisor=str(person.pk)) for code in ASKED]
    return {"person": person, "numbers": numbers, **values, **counts}


def team_table(board):
    """The rows as a file."""
    return Table(
        title=_("The team"),
        caption=board.period_name,
        headers=(
            _("Advisor"),
            _("Sessions"),
            _("Hours"),
            _("Clients"),
            _("Assigned"),
            _("Appointments ahead"),
            _("Follow-ups due"),
        ),
        rows=tuple(
            Row(
                str(row["person"]), (*row["numbers"], row["assigned"], row["ahead"], row["due"]), ()
            )
            for row in team(board)
        ),
    )
