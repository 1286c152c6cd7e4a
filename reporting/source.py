"""Figures straight from the source rows: the reference that every faster path must equal."""

from decimal import ROUND_HALF_UP

from django.db.models import BigIntegerField, Case, Count, F, OuterRef, Q, Subquery, Sum, When
from django.db.models.functions import Cast, Coalesce, Round

from centers.models import Center, ExchangeRate
from clients.models import Outcome, Session, counts
from reporting import trainings
from reporting.grouping import grouped
from reporting.measures import MEASURES
from reporting.measures.base import ALL, CLAIM_STATES, DECLARED, EVENT_ROWS, VERIFIED
from reporting.measures.outcomes import OUTCOMES
from reporting.measures.services import SERVICES
from reporting.questions import USD

LONG_TERM_MINUTES = 5 * 60
MINUTES = F("contact_minutes") + F("prep_minutes")
IS_VERIFIED = Q(state=Outcome.State.VERIFIED)
# What a claim adds, by the word that measures use for it.
WEIGHTS = {
    "quantity": Coalesce(F("quantity"), 0),
    "things": Coalesce(F("quantity"), 1),
    "women": Coalesce(F("women"), 0),
    "half_posts": Coalesce(F("full_time"), 0) * 2 + Coalesce(F("part_time"), 0),
}


# --- rows -------------------------------------------------------------------------------------
def sessions(question):
    """Sessions that count: reportable, of a client that is not deleted, in scope and filters."""
    rows = Session.objects.for_user(question.user, question.permission).reportable()
    rows = rows.filter(counts())
    rows = rows.in_period(question.period.start, question.period.end)
    return question.filters.apply(rows, "session")


def first_sessions(question):
    """Of these sessions, those that are the client's first-ever over all centers."""
    return sessions(question).filter(pk=Subquery(_first_session().values("pk")[:1]))


def outcomes(question):
    """Claims that count as declared, in scope and filters."""
    rows = Outcome.objects.for_user(question.user, question.permission).counting()
    rows = rows.filter(counts())
    rows = rows.in_period(question.period.start, question.period.end)
    return question.filters.apply(rows, "outcome")


def starts(question, state):
    """The claims by which clients count as started, in scope, period and filters.

    Each belongs to the center of the client's first session, whichever center recorded it.
    """
    mine = Center.objects.where(question.user, question.permission)
    rows = earliest_starts(state).filter(first_center__in=mine.values("code"))
    rows = rows.in_period(question.period.start, question.period.end)
    return question.filters.apply(rows, "start")


def earliest_starts(state):
    """The one claim by which each client counts: its earliest verified, else its earliest one.

    So the verified starts of any cell are always among the declared ones.
    """
    rows = start_claims()
    earliest = start_claims().filter(client=OuterRef("client"))
    if state == VERIFIED:
        rows, earliest = rows.filter(IS_VERIFIED), earliest.filter(IS_VERIFIED)
    verified_first = Case(When(IS_VERIFIED, then=0), default=1)
    earliest = earliest.order_by(verified_first, "occurred_on", "pk").values("pk")[:1]
    return rows.filter(pk=Subquery(earliest))


def start_claims():
    """Claims of businesses started on or after the first session; annotates `first_center`."""
    rows = Outcome.objects.counting().filter(counts(), kind=Outcome.Kind.BUSINESS_STARTED)
    first = _first_session()
    rows = rows.annotate(
        first_on=Subquery(first.values("held_on")[:1]),
        first_center=Subquery(first.values("center__code")[:1]),
    )
    return rows.filter(occurred_on__gte=F("first_on"))


def _first_session():
    return Session.objects.reportable().filter(client=OuterRef("client")).order_by("held_on", "pk")


# --- sums -------------------------------------------------------------------------------------
def answer(question):
    """{(code, state): {cell: figure}}; a cell is the tuple of keys in the order of question.by."""
    figures = {}
    for one in (MEASURES[code] for code in question.measures):
        for state in one.states:
            figures[one.code, state] = {}
    rows = {MEASURES[code].row for code in question.measures}
    if "session" in rows:
        _add(figures, _services(question))
    if not rows.isdisjoint(EVENT_ROWS):
        _add(figures, trainings.answer(question))
    if "outcome" in rows:
        _add(figures, _claims(question))
    if "start" in rows:
        _add(figures, _starts(question))
    return figures


def _add(figures, found):
    """Adds (code, state, cell, figure) to the figures that were asked for."""
    for code, state, cell, figure in found:
        if (code, state) in figures and figure:
            cells = figures[code, state]
            cells[cell] = cells.get(cell, 0) + figure


def _services(question):
    rows, by = sessions(question), question.by
    groups = grouped(
        rows,
        "session",
        by,
        sessions=Count("pk"),
        minutes=Sum(MINUTES),
        clients=Count("client", distinct=True),
    )
    found = [(cell, sums) for cell, sums in groups]
    if "CLI-02" in question.measures:
        found += grouped(first_sessions(question), "session", by, new_clients=Count("pk"))
    if "CLI-03" in question.measures:
        spent = grouped(rows, "session", by, per="client", minutes=Sum(MINUTES))
        found += [
            (cell, {"long_term": 1}) for cell, sums in spent if sums["minutes"] >= LONG_TERM_MINUTES
        ]
    for one in SERVICES:
        for cell, sums in found:
            yield one.code, ALL, cell, sums.get(one.counts, 0)


def _starts(question):
    """Both states in one reading: a client's verified start is always the one it counts by."""
    counts = {DECLARED: Count("pk"), VERIFIED: Count("pk", filter=IS_VERIFIED)}
    rows = starts(question, DECLARED)
    for cell, sums in grouped(rows, "start", question.by, **counts):
        for state in CLAIM_STATES:
            yield "BUS-01", state, cell, sums[state]


def _claims(question):
    rows, sums = outcomes(question), claim_sums(question)
    # Both states in one reading of the rows.
    sums |= {f"{VERIFIED}_{name}": one for name, one in claim_sums(question, IS_VERIFIED).items()}
    groups = list(grouped(rows, "outcome", question.by, per="kind", **sums))
    by_kind = claim_measures()
    for state in CLAIM_STATES:
        prefix = f"{VERIFIED}_" if state == VERIFIED else ""
        for cell, found in groups:
            for one in by_kind.get(found["kind"], ()):
                yield one.code, state, cell, found.get(prefix + one.counts, 0)
        if question.currency == USD:
            continue
        for cell, found in _local_cents(rows.filter(IS_VERIFIED) if prefix else rows, question):
            for one in by_kind.get(found["kind"], ()):
                yield one.code, state, cell, found.get(one.counts, 0)


def claim_sums(question, which=None):
    """What of claims can be added or counted, by the word that measures use for it.

    `which`: a condition on the claims that are taken, a Q.
    """
    first = Q(first_export=True) & which if which else Q(first_export=True)
    sums = {
        "records": Count("pk", filter=which),
        "exporters": Count("client", distinct=True, filter=which),
        "first_exporters": Count("client", distinct=True, filter=first),
    }
    sums |= {name: Sum(weight, filter=which) for name, weight in WEIGHTS.items()}
    if question.currency == USD:
        sums["cents"] = Sum(in_cents("amount_usd"), filter=which)
    return sums


def claim_measures():
    """{kind of outcome: its measures}"""
    by_kind = {}
    for one in OUTCOMES:
        by_kind.setdefault(one.outcome_kind, []).append(one)
    return by_kind


def in_cents(path):
    """Whole cents of a money column: SQLite keeps decimals as binary fractions; cents add up."""
    return Cast(Round(F(path) * 100), BigIntegerField())


def _local_cents(rows, question):
    """Groups of cents in the country's own currency: as said, else US dollars at the day's rate."""
    own = rows.filter(currency=question.currency)
    yield from grouped(own, "outcome", question.by, per="kind", cents=Sum(in_cents("amount")))
    for cell, one in converted(rows, question):
        yield cell, {"kind": one["kind"], "cents": one["cents"]}


def converted(rows, question):
    """(cell, {pk, kind, cents}) of claims in other currencies, at the rate valid on their day."""
    rows = rows.exclude(currency=question.currency).exclude(amount_usd=None)
    rows = rows.annotate(usd=F("amount_usd"), day=F("occurred_on"))
    rates = {}
    for cell, one in grouped(rows, "outcome", question.by, per=("kind", "pk", "usd", "day")):
        month = one["day"].year, one["day"].month
        if month not in rates:
            rates[month] = ExchangeRate.objects.valid_for(question.currency, one["day"])
        if rates[month]:
            amount = (one["usd"] * rates[month].per_usd * 100).to_integral_value(ROUND_HALF_UP)
            yield cell, {**one, "cents": int(amount)}
