"""How the work of a center is spread over its people."""

from centers.models import User
from clients.models import Appointment, Client, FollowUp
from reporting.figures import Figures
from reporting.impact import impact
from reporting.periods import Period
from reporting.report.words import shown

ASKED = ("SES-01", "SES-02", "CLI-01")


def team(board):
    """One row an advisor: sessions, hours and clients of the period, and what lies ahead.

    Clients that two advisors saw count for both, so the column is never added up.
    """
    counted = Period(board.period.start, board.until)
    table = impact(board.user, counted, board.filters, ("advisor",), measures=ASKED)
    figures = Figures.of(table.as_json())
    keys = [key for key in figures.values_of("advisor") if key != "none"]
    people = User.objects.in_bulk([int(key) for key in keys])
    rows = [_row(board, figures, people[int(key)]) for key in keys if int(key) in people]
    return sorted(rows, key=lambda row: str(row["person"]))


def _row(board, figures, person):
    values = {
        code[:3].lower() + code[-2:]: shown(code, figures.value(code, advisor=str(person.pk)))
        for code in ASKED
    }
    mine = {"center__code__in": board.filters["center"]}
    return {
        "person": person,
        **values,
        "assigned": Client.objects.for_user(board.user).filter(advisor=person, **mine).count(),
        "ahead": Appointment.objects.for_user(board.user)
        .ahead()
        .filter(advisor=person, **mine)
        .count(),
        "due": FollowUp.objects.for_user(board.user)
        .due()
        .filter(client__advisor=person, **mine)
        .count(),
    }
