"""Freezes the figures of a report: everything its pages need, as plain data without a language."""

from datetime import date

from centers.models import Center, Country
from centers.roles import Permission
from clients.models import Outcome
from reporting.contributors import with_contributors
from reporting.dimensions import Filters
from reporting.impact import impact
from reporting.measures import main_measures
from reporting.measures.base import DECLARED
from reporting.periods import Period
from reporting.questions import make
from reporting.report.answers import followup_answers
from reporting.report.trainings import training_counts

SCHEMA = 2
YEARS = 4
RESULTS = ("JOB-01", "JOB-01.women", "CAP-01", "BUS-01")
# Only what the report shows: every further figure would have to be protected too, and would make
# more of the others confidential.
BREAKDOWNS = (
    (("sex",), ("SES-01", "SES-02", "CLI-01", "CLI-02", "CLI-03", "BUS-01", "FOR-01")),
    (("women_owned",), ("CAP-01", "SAL-01", "EXP-01")),
    (("center",), ("CLI-01", *RESULTS)),
    (("center", "women_owned"), ("CAP-01",)),
    (("center", "sex"), ("CLI-01", "BUS-01")),
    (("sector",), ("CLI-01",)),
    (("sector", "sex"), ("CLI-01",)),
    (("stage",), ("CLI-01",)),
    (("stage", "sex"), ("CLI-01",)),
    (("area",), ("CLI-01",)),
    (("area", "sex"), ("CLI-01",)),
    (("topic",), ("SES-02",)),
    (("topic", "sex"), ("SES-02",)),
    (("mode",), ("SES-02",)),
    (("mode", "sex"), ("SES-02",)),
)
THROUGH_YEARS = (
    (("year",), ("CLI-01", "JOB-01", "JOB-01.women", "CAP-01")),
    (("year", "sex"), ("CLI-01",)),
    (("year", "women_owned"), ("CAP-01",)),
)
TOTALS = (
    *("SES-01", "SES-02", "CLI-01", "CLI-02", "CLI-03", "BUS-01", "BUS-01.records"),
    *("JOB-01", "JOB-01.women", "JOB-01.records", "CAP-01", "CAP-01.records", "SAL-01"),
    *("SAL-01.records", "EXP-01", "EXP-01.records", "FOR-01", "FOR-01.records"),
)


def collect(user, period, *, countries, now, funder=None, permission=Permission.FIGURES_VIEW):
    """The true figures of one report as JSON data, each with who is behind it.

    `countries`: codes; `funder`: keeps only what it paid for. Keys: lines (those of `impact`),
    centers, countries, definitions, rates, followup, trainings, start, end, cut. Amounts are US
    dollars at frozen rates. To be protected (`reporting.protection`) before anybody sees it.
    """
    scope = {"country": list(countries)} | ({"funder": funder.code} if funder else {})
    filters = Filters.of(**scope)
    years = Period(date(period.last_day.year - YEARS + 1, 1, 1), period.end)
    lines = _asked(make(user, period, filters, (), TOTALS, permission=permission))
    for asked, plan in ((period, BREAKDOWNS), (years, THROUGH_YEARS)):
        for by, measures in plan:
            lines += _asked(make(user, asked, filters, by, measures, permission=permission))
    return {
        "schema": SCHEMA,
        "start": period.start.isoformat(),
        "end": period.end.isoformat(),
        "cut": now.isoformat(timespec="seconds"),
        "countries": [
            {"code": one.code, "name": one.name, "paper": one.paper, "words": one.words}
            for one in Country.objects.filter(pk__in=countries)
        ],
        "language": _language(countries),
        "funder": {"code": funder.code, "name": funder.name} if funder else None,
        "centers": _centers(user, countries, period, permission),
        "definitions": {one.code: one.version for one in main_measures()},
        "lines": lines,
        "rates": _rates(user, countries, period, permission),
        "followup": followup_answers(user, period, countries, permission),
        "trainings": training_counts(user, period, countries, permission, funder),
    }


def _language(countries):
    """What the coordinators of the countries write in, where they have one language."""
    spoken = set(Country.objects.filter(pk__in=countries).values_list("language", flat=True))
    return spoken.pop() if len(spoken) == 1 else ""


def _asked(question):
    """Lines of exactly this breakdown: declared claims as totals only, beside the verified."""
    table = impact(
        question.user,
        question.period,
        question.filters,
        question.by,
        measures=question.measures,
        permission=question.permission,
    )
    lines = [line for line in table.as_json() if set(line["by"]) == set(question.by)]
    if question.by:
        lines = [line for line in lines if line["state"] != DECLARED]
    return with_contributors(lines, question)


def _centers(user, countries, period, permission):
    centers = Center.objects.where(user, permission).filter(country__in=countries)
    at_work = centers.exclude(closed_on__lte=period.start).order_by("name")
    return [{"code": one.code, "name": one.name} for one in at_work]


def _rates(user, countries, period, permission):
    """The exchange rates frozen in the outcomes of the period, each once."""
    claims = Outcome.objects.for_user(user, permission).filter(country__in=countries)
    used = claims.in_period(period.start, period.end).exclude(rate=None).exclude(currency="USD")
    rows = used.order_by("currency", "rate_date").values_list(
        "currency", "rate_date", "rate", "rate_source"
    )
    return [
        {"currency": currency, "period": when, "per_usd": str(rate), "source": source}
        for currency, when, rate, source in rows.distinct()
    ]
