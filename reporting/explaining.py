"""The records behind a figure: those that count, and those left out, each with its one reason.

Of `counted`, the column `figure` adds up to the figure of `impact` for the same question, in the
measure's smallest parts (minutes, cents). Narrow a question to a cell with `question.at(cell)`.
Rows are sessions, claims, trainings, attendances, or (measures of different clients) clients.
"""

from django.db.models import BigIntegerField, Case, CharField, Q, Sum, Value, When
from django.utils.translation import gettext_lazy as _

from centers.models import Center
from clients.models import Client, Outcome, Session, counts
from reporting import source, trainings
from reporting.measures import MEASURES
from reporting.measures.base import EVENT_ROWS, VERIFIED
from reporting.questions import USD

REASONS = {
    "absent": _("The person was on the list and did not come."),
    "came_before": _("The person counts with an earlier training of the period."),
    "deleted": _("The record was deleted."),
    "client_deleted": _("Its client was deleted."),
    "not_reportable": _("It is marked as not counting in reports."),
    "returned": _("It was returned to be mended."),
    "awaiting_verification": _("It awaits verification by a second person."),
    "no_amount": _("It states no amount."),
    "no_rate": _("There is no exchange rate for its currency and date."),
    "no_quantity": _("It states no quantity."),
    "no_women": _("It states no women among the posts."),
    "no_hours_split": _("It does not tell full-time from part-time posts."),
    "not_first_export": _("The client had exported before."),
    "before_first_session": _("It is dated before the client's first session."),
    "counted_earlier": _("The client counts with another claim."),
    "counts_elsewhere": _("It counts at the center of the client's first session."),
    "period_closed": _("Its period had been closed before it arrived."),
    "not_new": _("The client's first session lies outside the period or the filters."),
    "under_five_hours": _("The client has less than 5 hours in the period."),
}


def counted(question, code, state):
    """The rows that make the figure, each with its part of it as `figure`."""
    one = MEASURES[code]
    if one.row == "start":
        return source.starts(question, state).annotate(figure=Value(1))
    if one.is_service:
        return COUNTED_SERVICES[one.counts](question)
    claims = _claims(question, one, state)
    if one.counts in ("exporters", "first_exporters"):
        return Client.objects.filter(pk__in=claims.values("client")).annotate(figure=Value(1))
    return claims.annotate(figure=_weight(question, one.counts, claims)).filter(figure__gt=0)


def left_out(question, code, state, asked=None):
    """The rows of the same kind, period and filters that do not count, each with its `reason`.

    Where `question` leaves out what came after its period was closed, `asked` is the same without
    that: the late rows then say so.
    """
    one = MEASURES[code]
    if one.counts in ("new_clients", "long_term"):
        served = Client.objects.filter(pk__in=source.sessions(asked or question).values("client"))
        missing = served.exclude(pk__in=_new_or_long_term(question, one.counts))
        reason = "not_new" if one.counts == "new_clients" else "under_five_hours"
        return missing.annotate(reason=Value(reason))
    if one.row in EVENT_ROWS:
        return _left_out_events(question, one)
    rows = _candidates(asked or question, one)
    late = [When(late=True, then=Value("period_closed"))] if asked else []
    whens = _whens(question, one, state)
    reasons = Case(*late, *whens, default=None, output_field=CharField())
    return rows.annotate(reason=reasons).exclude(reason=None)


def _claims(question, one, state):
    rows = source.outcomes(question).filter(kind=one.outcome_kind)
    if one.counts == "first_exporters":
        rows = rows.filter(first_export=True)
    return rows.filter(source.IS_VERIFIED) if state == VERIFIED else rows


def _weight(question, counts, claims):
    if counts == "records":
        return Value(1)
    if counts != "cents":
        return source.WEIGHTS[counts]
    if question.currency == USD:
        return source.in_cents("amount_usd")
    others = source.converted(claims, question.without_breakdown())
    whens = [When(pk=one["pk"], then=Value(one["cents"])) for _cell, one in others]
    own = When(currency=question.currency, then=source.in_cents("amount"))
    return Case(own, *whens, default=None, output_field=BigIntegerField())


def _served(question):
    return source.sessions(question).values("client")


def _new_or_long_term(question, counts):
    if counts == "new_clients":
        return source.first_sessions(question).values("client")
    spent = _served(question).order_by().annotate(minutes=Sum(source.MINUTES))
    return spent.filter(minutes__gte=source.LONG_TERM_MINUTES).values("client")


def _clients(chosen):
    return Client.objects.filter(pk__in=chosen).annotate(figure=Value(1))


COUNTED_SERVICES = {
    "sessions": lambda question: source.sessions(question).annotate(figure=Value(1)),
    "minutes": lambda question: source.sessions(question).annotate(figure=source.MINUTES),
    "clients": lambda question: _clients(_served(question)),
    "events": lambda question: trainings.events(question).annotate(figure=Value(1)),
    "people": lambda question: trainings.first_of_each(question).annotate(figure=Value(1)),
    "new_clients": lambda question: source.first_sessions(question).annotate(figure=Value(1)),
    "long_term": lambda question: _clients(_new_or_long_term(question, "long_term")),
}


def _left_out_events(question, one):
    """Every event counts; of the people listed those who came, each once."""
    if one.row == "training":
        return trainings.events(question).none().annotate(reason=Value(""))
    first = trainings.first_of_each(question).values("pk")
    absent = When(present=False, then=Value("absent"))
    reason = Case(absent, default=Value("came_before"), output_field=CharField())
    return trainings.listed(question).exclude(pk__in=first).annotate(reason=reason)


def _candidates(question, one):
    """Rows of the measure's kind in scope, period and filters, whether they count or not."""
    if one.row == "training":
        return trainings.events(question)
    mine = Center.objects.where(question.user, question.permission)
    if one.row == "session":
        rows = Session.objects.filter(center__in=mine)
    else:
        rows = Outcome.objects.filter(center__in=mine, kind=one.outcome_kind)
    rows = rows.in_period(question.period.start, question.period.end)
    return question.filters.apply(rows, "session" if one.row == "session" else "outcome")


def _whens(question, one, state):
    yield When(~Q(deleted_at=None), then=Value("deleted"))
    yield When(~counts(), then=Value("client_deleted"))
    if one.row != "session":
        yield When(state=Outcome.State.RETURNED, then=Value("returned"))
    yield When(reportable=False, then=Value("not_reportable"))
    if state == VERIFIED:
        yield When(~source.IS_VERIFIED, then=Value("awaiting_verification"))
    if one.row == "start":
        valid = source.start_claims().values("pk")
        earliest = source.earliest_starts(state).values("pk")
        chosen = source.starts(question, state).values("pk")
        yield When(~Q(pk__in=valid), then=Value("before_first_session"))
        yield When(~Q(pk__in=earliest), then=Value("counted_earlier"))
        yield When(~Q(pk__in=chosen), then=Value("counts_elsewhere"))
    for condition, reason in EMPTY.get(one.counts, ()):
        yield When(condition, then=Value(reason))


EMPTY = {
    "cents": [
        (Q(amount=None) | Q(amount=0), "no_amount"),
        (Q(amount_usd=None), "no_rate"),
        (Q(amount_usd=0), "no_amount"),
    ],
    "quantity": [(Q(quantity=None) | Q(quantity=0), "no_quantity")],
    "things": [(Q(quantity=0), "no_quantity")],
    "women": [(Q(women=None) | Q(women=0), "no_women")],
    "half_posts": [
        (
            (Q(full_time=None) | Q(full_time=0)) & (Q(part_time=None) | Q(part_time=0)),
            "no_hours_split",
        )
    ],
    "first_exporters": [(Q(first_export=False), "not_first_export")],
}
