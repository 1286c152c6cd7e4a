"""What would change the figures above if somebody saw to it."""

from django.utils.translation import gettext as _

from clients.models import Client, Outcome, Session


def gaps(board):
    """Counts of what waits or lacks something: (count, words, name of the page that helps)."""
    outcomes = _here(board, Outcome.objects.for_user(board.user))
    sessions = _here(board, Session.objects.for_user(board.user))
    clients = _here(board, Client.objects.for_user(board.user))
    period = (board.period.start, board.until)
    waiting = outcomes.waiting()
    found = [
        (waiting.count(), _("claims to verify"), "clients:verify"),
        (
            waiting.filter(evidence=None).count(),
            _("claims without evidence"),
            "clients:outcome-list",
        ),
        (
            sessions.reportable().in_period(*period).filter(topic="").count(),
            _("sessions without a topic"),
            "clients:session-list",
        ),
        (
            clients.filter(contact_sex="not_stated").count(),
            _("clients whose sex is not recorded"),
            "clients:client-list",
        ),
    ]
    return [{"count": count, "words": words, "page": page} for count, words, page in found if count]


def _here(board, rows):
    rows = rows.filter(country=board.country)
    codes = board.filters["center"]
    return rows.filter(center__code__in=codes) if codes else rows
