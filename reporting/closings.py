"""Closing a period: what to look at first, and the figures as they then stand."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import Min
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from centers import formats
from centers.dates import add_months
from centers.models import Center
from centers.system import SYSTEM
from clients import actions, quality
from clients.models import Outcome, QualityCount, Session
from reporting.impact import Figures
from reporting.models import PeriodClosing
from reporting.periods import Period, fiscal_year_of


class CannotClose(Exception):
    """The period cannot be closed yet; `str()` is the sentence for the reader."""


@dataclass(frozen=True)
class Check:
    """One line of the checklist: `blocks` closing, or asks to be accepted.

    `links`: [(words, address)] that open exactly the records counted; where several `parts` make
    the count, theirs.
    """

    sentence: str
    count: int
    links: tuple = ()
    parts: tuple = ()
    blocks: bool = False

    @property
    def is_fine(self):
        return not self.count


def next_start(country):
    """The first open day: after the last closing, else that of the first year with records."""
    last = PeriodClosing.objects.filter(country=country).order_by("-end").first()
    if last:
        return last.end
    days = [
        Session.objects.alive().filter(country=country).aggregate(day=Min("held_on"))["day"],
        Outcome.objects.alive().filter(country=country).aggregate(day=Min("occurred_on"))["day"],
    ]
    first = min((day for day in days if day), default=timezone.localdate())
    return fiscal_year_of(country, first).start


def ends_offered(country):
    """Ends of whole months after the first open day that have passed, the newest year's first."""
    start, today = next_start(country), timezone.localdate()
    end, ends = add_months(start.replace(day=1), 1), []
    while end <= today:
        ends.append(end)
        end = add_months(end, 1)
    return ends


def usual_end(country, ends):
    """The end of the first open fiscal year where it has passed, else of the last month."""
    year_end = fiscal_year_of(country, next_start(country)).end
    return year_end if year_end in ends else max(ends, default=None)


def checklist(country, period):
    """What to look at before closing: missing rates block; the rest is for the coordinator."""
    claims = Outcome.objects.filter(country=country).in_period(period.start, period.end)
    asked = {"country": country.pk, "start": period.start, "end": period.last_day}
    faults = _faults(country, period, asked)
    return [
        Check(
            _("Amounts without an exchange rate"),
            actions.without_rate(claims).count(),
            (_claims(asked, lacks="rate"), (_("Load rates"), reverse("clients:rate-list"))),
            blocks=True,
        ),
        Check(
            _("Results that wait for verification"),
            claims.waiting().count(),
            (_claims(asked, lacks="verification"),),
        ),
        Check(
            _("Results that were returned and not mended"),
            claims.alive().filter(state=Outcome.State.RETURNED).count(),
            (_claims(asked, state=Outcome.State.RETURNED.value),),
        ),
        Check(
            _("Records that break a rule of data quality"),
            sum(count for count, _link in faults),
            parts=tuple(link for count, link in faults if count),
        ),
    ]


def _claims(asked, **more):
    return _("See them"), reverse("clients:outcome-list", query=asked | more)


def _faults(country, period, asked):
    """[(number, link)] of each rule about what counts: its records of the period that break it."""
    centers, found = Center.objects.filter(country=country), []
    for code in ("Q01", "Q04", "Q09", "Q11"):
        rule = quality.RULES[code]
        inside = {f"{rule.day}__gte": period.start, f"{rule.day}__lt": period.end}
        count = rule.rows(centers).filter(**inside).count()
        address = reverse("clients:quality-rule", args=[code], query=asked)
        found.append((count, (f"{formats.integer(count)} · {rule.sentence}", address)))
    return found


@transaction.atomic
def close_period(*, country, end, by, accept=False):
    """Closes from the first open day up to `end` (excluded): figures frozen, records read-only.

    Raises CannotClose where the period is not over, amounts lack a rate, or claims wait and
    `accept` is not given.
    """
    period = Period(next_start(country), end)
    if end > timezone.localdate():
        raise CannotClose(_("The period is not over yet."))
    checks = checklist(country, period)
    if any(check.blocks and check.count for check in checks):
        raise CannotClose(_("Amounts lack an exchange rate. Load the rates first."))
    if not accept and not all(check.is_fine for check in checks):
        raise CannotClose(_("Something is still open. Mend it, or accept to close all the same."))
    counts = QualityCount.objects.filter(country=country)
    closing = PeriodClosing.objects.create(
        country=country,
        start=period.start,
        end=period.end,
        figures=figures_of(country, period),
        waiting=checks[1].count,
        quality=quality.score(counts),
        closed_by=by,
    )
    actions.lock_centers(country, period.end - timedelta(days=1))
    return closing


# What dashboards show of a period beside its totals and centers.
BREAKDOWNS = (
    (("sex",), ("CLI-01", "SES-02", "BUS-01")),
    (("center", "sex"), ("CLI-01", "SES-02", "BUS-01")),
    (("women_owned",), ("CAP-01",)),
    (("center", "women_owned"), ("CAP-01",)),
    (("month",), ("JOB-01",)),
    (("center", "month"), ("JOB-01",)),
)


def figures_of(country, period):
    """Every figure of the country and of its centers as lines, in smallest parts.

    Further those of BREAKDOWNS, so that a closed period can be drawn as it stood.
    """
    reading = Figures(SYSTEM, {"country": country.pk})
    cells = list(reading.table(period, ("center",)))
    for by, measures in BREAKDOWNS:
        cells += reading.table(period, by, measures, totals=False)
    return [
        {"measure": one.measure, "state": one.state, "by": one.by, "figure": one.figure}
        for one in cells
        if one.figure
    ]
