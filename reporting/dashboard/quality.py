"""What would change the figures above if somebody saw to it."""

from django.db.models import Count, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from centers import formats
from centers.models import Country
from centers.roles import Permission
from clients.actions import without_rate
from clients.models import Client, Outcome, Session
from clients.quality import score, scores


def gaps(board):
    """What waits or lacks something: its count, words and the address of exactly these rows."""
    waiting = board.here(Outcome.objects.for_user(board.user)).waiting()
    sessions = board.here(Session.objects.for_user(board.user)).reportable()
    clients = board.here(Client.objects.for_user(board.user))
    period = (board.period.start, board.until)
    asked = [
        (waiting, _("claims to verify"), "outcome", {"lacks": "verification"}),
        (
            waiting.filter(evidence=None),
            _("claims without evidence"),
            "outcome",
            {"lacks": "evidence"},
        ),
        (
            sessions.in_period(*period).without_topic(),
            _("sessions without a topic"),
            "session",
            {"lacks": "topic", "start": board.period.start, "end": board.last_day},
        ),
        (
            clients.filter(contact_sex="not_stated"),
            _("clients whose sex is not recorded"),
            "client",
            {"lacks": "sex"},
        ),
    ]
    if board.user.holds(Permission.RATE_EDIT):
        lacking = without_rate(board.here(Outcome.objects.for_user(board.user)))
        words = _("amounts without an exchange rate")
        asked.insert(0, (lacking, words, "outcome", {"lacks": "rate"}))
    counts = _counts(board.country, [rows for rows, *_more in asked])
    return [
        {"count": count, "words": words, "url": _list_of(board, kind, query)}
        for count, (_rows, words, kind, query) in zip(counts, asked, strict=True)
        if count
    ]


def _list_of(board, kind, query):
    """The list of a kind of record, of the board's place."""
    place = {"country": board.country.code}
    if codes := board.filters["center"]:
        place["center"] = board.center_of[codes[0]].pk
    return reverse(f"clients:{kind}-list", query=place | query)


def quality_by_center(board):
    """{id of a center: per cent of its rows without a fault}, as far as the person may see it."""
    return {
        center: formats.percent(found / 100)
        for center, found in scores(board.quality_counts).items()
        if found is not None
    }


def quality_score(board):
    """Per cent of rows without a fault and its page, or None for whom may not see the quality.

    The counts are those last kept; `score` is None where none were kept yet.
    """
    if not board.user.holds(Permission.QUALITY_VIEW):
        return None
    found = score(board.quality_counts)
    codes = board.filters["center"]
    asked = f"?center={board.center_of[codes[0]].pk}" if codes else ""
    return {
        "score": found if found is None else formats.percent(found / 100),
        "url": f"{reverse('clients:quality')}{asked}",
    }


def _counts(country, querysets):
    """How many rows each has, in one query; all of them are rows of this country."""
    subqueries = {
        f"count{number}": Subquery(
            rows.order_by().values("country").annotate(rows=Count("pk")).values("rows")
        )
        for number, rows in enumerate(querysets)
    }
    found = Country.objects.filter(pk=country.pk).values(**subqueries).get()
    return [found[name] or 0 for name in subqueries]
