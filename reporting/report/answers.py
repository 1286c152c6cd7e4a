"""What clients answered afterwards: response, survival, change in sales and jobs."""

from decimal import Decimal
from itertools import groupby
from statistics import quantiles

from clients.models import FollowUp, Sex, Situation
from reporting.charts import HIDDEN
from reporting.report.few import TO_PUBLISH

SURVIVAL_MONTHS = 12


def followup_answers(user, period, countries, permission):
    """True counts of follow-ups due in the period; protected quartiles of the changes dated in it.

    `answered_women`, `surviving_women`: those of clients whose contact is a woman.
    """
    due = FollowUp.objects.for_user(user, permission).standing()
    due = due.filter(country__in=countries, due_on__gte=period.start, due_on__lt=period.end)
    answered = due.exclude(answered_at=None)
    said = list(
        answered.filter(months=SURVIVAL_MONTHS).values_list("answers", "client__contact_sex")
    )
    said = [(answers.get("in_business"), sex) for answers, sex in said]
    sales, jobs = _changes(user, period, countries, permission)
    asked = sum(answer in ("yes", "no") for answer, _sex in said)
    surviving = [sex for answer, sex in said if answer == "yes"]
    return {
        "due": due.count(),
        "answered": answered.count(),
        "answered_women": answered.filter(client__contact_sex=Sex.WOMAN).count(),
        "survival_asked": asked,
        "surviving": len(surviving),
        "surviving_women": surviving.count(Sex.WOMAN),
        "sales": _quartiles(sales),
        "jobs": _quartiles(jobs),
    }


def _changes(user, period, countries, permission):
    """Changes between the last two situations of each client whose last one is in the period.

    Sales in per cent of a first value above zero and in one currency; jobs in posts.
    """
    rows = Situation.objects.for_user(user, permission).filter(
        country__in=countries, as_of__lt=period.end
    )
    sales, jobs = [], []
    ordered = rows.order_by("client_id", "as_of", "pk")
    for _client, group in groupby(ordered.iterator(), key=lambda row: row.client_id):
        known = list(group)
        if len(known) < 2 or known[-1].as_of < period.start:
            continue
        before, now = known[-2:]
        if before.sales and now.sales is not None and before.currency == now.currency:
            sales.append((now.sales - before.sales) * 100 / before.sales)
        if before.jobs is not None and now.jobs is not None:
            jobs.append(Decimal(now.jobs - before.jobs))
    return sales, jobs


def _quartiles(values):
    """n, lower quartile, median, upper quartile as strings; hidden for few clients."""
    if not values:
        return {"n": "0"}
    if len(values) < TO_PUBLISH:
        return dict.fromkeys(("n", "lower", "median", "upper"), HIDDEN)
    lower, median, upper = quantiles(values, n=4, method="inclusive")
    rounded = (str(round(value, 1)) for value in (lower, median, upper))
    return {"n": str(len(values)), **dict(zip(("lower", "median", "upper"), rounded, strict=True))}
