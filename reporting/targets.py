"""Targets: how much of one is expected by a day, and how a result stands against it."""

from calendar import monthrange
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from reporting.models import Target, TargetChange

CENT = Decimal("0.01")
ON_TRACK_FROM = Decimal("0.90")  # of what is expected by the day
WATCH_FROM = Decimal("0.75")


class Pace(models.TextChoices):
    """How a result stands against what was expected by the day."""

    ON_TRACK = "ok", _("On track")
    WATCH = "watch", _("Watch")
    BEHIND = "behind", _("Behind")


@dataclass(frozen=True)
class Standing:
    """A result beside its target: `expected` by the day, `share` of the year's target in %."""

    target: Target
    actual: Decimal
    expected: Decimal

    @property
    def pace(self):
        return pace(self.actual, self.expected)

    @property
    def share(self):
        """Per cent of the year's target reached, or None where the target is zero."""
        return self.actual * 100 / self.target.value if self.target.value else None

    @property
    def expected_share(self):
        """Per cent of the year's target expected by the day: where the mark of the bar stands."""
        return self.expected * 100 / self.target.value if self.target.value else None

    @property
    def gap(self):
        """Result minus expected: negative where it lags."""
        return self.actual - self.expected


def pace(actual, expected):
    """On track from 90 % of what is expected by the day, watch from 75 %, else behind."""
    if actual >= expected * ON_TRACK_FROM:
        return Pace.ON_TRACK
    return Pace.WATCH if actual >= expected * WATCH_FROM else Pace.BEHIND


def fiscal_year(country, day):
    """The calendar year in which the fiscal year of `day` starts."""
    return day.year if day.month >= country.fiscal_year_start_month else day.year - 1


def year_months(country, year):
    """The first days of the twelve months of the country's fiscal year."""
    first = year * 12 + country.fiscal_year_start_month - 1
    return [date(number // 12, number % 12 + 1, 1) for number in range(first, first + 12)]


def monthly(target):
    """The target spread over its twelve months: Decimals of the months, exact in their sum.

    A profile whose weights are missing or all zero is spread evenly.
    """
    weights = [Decimal(one) for one in target.months] if len(target.months) == 12 else []
    if target.profile == Target.Profile.EVEN or not sum(weights):
        weights = [Decimal(1)] * 12
    whole, done, parts = sum(weights), Decimal(0), []
    for count in range(1, 13):
        until = (target.value * sum(weights[:count]) / whole).quantize(CENT, ROUND_HALF_UP)
        parts.append(until - done)
        done = until
    return parts


def expected_to_date(target, until):
    """What the target expects before the day `until` (excluded); a begun month counts by its days.

    A share (`….women_share`) expects its whole value on every day.
    """
    if target.is_share:
        return target.value
    expected = Decimal(0)
    for first, part in zip(year_months(target.country, target.year), monthly(target), strict=True):
        days = monthrange(first.year, first.month)[1]
        passed = min(max((until - first).days, 0), days)
        expected += part * passed / days
    return expected.quantize(CENT, ROUND_HALF_UP)


def planned(by_year, country, period):
    """What yearly targets expect in `period`: their months that lie in it, begun ones by days.

    `by_year`: {year: Target} of one country and measure. Zero where a year that the period touches
    has no target, so that a part is never taken for the whole.
    """
    expected = Decimal(0)
    for year in range(
        fiscal_year(country, period.start), fiscal_year(country, period.last_day) + 1
    ):
        if year not in by_year:
            return Decimal(0)
        before, until = (expected_to_date(by_year[year], day) for day in (period.start, period.end))
        expected += until - before
    return expected


def standing(target, actual, until):
    """`actual` (a Decimal, from the start of the target's year until `until`, excluded) beside it.

    The day is the first one that is no longer counted, as in a half-open period.
    """
    return Standing(target, Decimal(actual), expected_to_date(target, until))


def targets_by_measure(user, *, country, year, center=None, funder=None, advisor=None):
    """{measure code: Target} of one holder, as far as the user may see them."""
    targets = Target.objects.for_user(user).of(
        country=country, year=year, center=center, funder=funder, advisor=advisor
    )
    return {one.measure: one for one in targets.select_related("country")}


def sums_of_centers(country, year):
    """{measure code: sum of the centers' targets}, to be shown beside the country's own.

    Shares are not summed; neither are advisors' or funders' targets.
    """
    targets = Target.objects.filter(
        country=country, year=year, center__isnull=False, advisor=None
    ).exclude(measure__endswith=".women_share")
    sums = defaultdict(Decimal)
    for measure, value in targets.values_list("measure", "value"):
        sums[measure] += value
    return dict(sums)


@transaction.atomic
def set_target(*, by, country, measure, year, value, profile="", months=(), **holder):
    """Stores, changes or (value None) removes a target; the history keeps every step.

    `holder`: center, funder, or center and advisor; none = the country. `months`: twelve weights
    from the fiscal year's first month, for the profiles *typed* and *as last year went*.
    """
    known = Target.objects.of(country=country, year=year, **holder).filter(measure=measure).first()
    old = known.value if known else None
    target = known or Target(country=country, year=year, measure=measure, **holder)
    if value is None:
        if known:
            known.delete()
            _remember(target, old, None, by)
        return None
    target.value = Decimal(value)
    target.profile = profile or target.profile
    target.months = [str(one) for one in months] or target.months
    target.changed_by = by
    target.full_clean()
    target.save()
    if old != target.value:
        _remember(target, old, target.value, by)
    return target


@transaction.atomic
def set_reason(*, by, target, reason):
    """Keeps why a target is missed; an empty text takes the reason away."""
    target.reason, target.changed_by = reason.strip(), by
    target.clean_fields(exclude=["country", "center", "funder", "advisor"])
    target.save(update_fields=["reason", "changed_by", "changed_at"])
    return target


def _remember(target, old, new, by):
    TargetChange.objects.create(
        country=target.country,
        center=target.center,
        holder=str(target.holder),
        measure=target.measure,
        year=target.year,
        old_value=old,
        new_value=new,
        profile=target.profile,
        changed_by=by,
    )
