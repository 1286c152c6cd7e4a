"""What happens when exchange rates arrive: waiting claims are frozen, nothing else moves."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count
from django.db.models.functions import ExtractMonth, ExtractYear
from django.utils.translation import gettext as _

from centers.models import ExchangeRate
from clients.actions.money import freeze
from clients.actions.periods import is_closed
from clients.actions.restatements import restate
from clients.models import Outcome
from clients.signals import announce

FROZEN = ("rate", "rate_date", "rate_source", "amount_usd")


@dataclass
class RatesLoaded:
    """How many rates were added, changed or already there, and which claims were frozen."""

    added: int = 0
    changed: int = 0
    same: int = 0
    frozen: int = 0
    restated: int = 0


@transaction.atomic
def load_rates(*, rates, by):
    """Stores centers.rates.Rate rows, then freezes the amounts that had no rate.

    A rate that differs from the one stored replaces it for amounts still to come; what is frozen
    stays. Amounts of closed periods are restated, visibly, with the rate as reason.
    """
    done = RatesLoaded()
    for rate in rates:
        known = ExchangeRate.objects.filter(
            currency=rate.currency, year=rate.year, month=rate.month
        ).first()
        if known and known.per_usd == rate.per_usd:
            done.same += 1
            continue
        row = known or ExchangeRate(currency=rate.currency, year=rate.year, month=rate.month)
        row.per_usd, row.source, row.published_on = rate.per_usd, rate.source, rate.published_on
        row.save()
        done.changed += bool(known)
        done.added += not known
    _freeze_waiting({rate.currency for rate in rates}, by, done)
    return done


def without_rate(outcomes):
    """Of these claims, those whose amount waits for an exchange rate."""
    return outcomes.alive().filter(amount__isnull=False, amount_usd=None)


def missing_rates(outcomes):
    """[{currency, year, month, claims}] for which there is no rate, among these claims."""
    rows = without_rate(outcomes).order_by()
    rows = rows.values(
        "currency", year=ExtractYear("occurred_on"), month=ExtractMonth("occurred_on")
    )
    return list(rows.annotate(claims=Count("pk")).order_by("currency", "year", "month"))


def _freeze_waiting(currencies, by, done):
    waiting = without_rate(Outcome.objects.all()).filter(currency__in=currencies)
    for outcome in waiting.select_related("center", "country", "client"):
        freeze(outcome)
        if outcome.amount_usd is None:
            continue
        values = {name: getattr(outcome, name) for name in FROZEN}
        if is_closed(outcome.center, outcome.occurred_on):
            reason = _("The exchange rate of %(period)s arrived.") % {"period": outcome.rate_date}
            stored = Outcome.objects.select_related("center", "country", "client")
            restate(record=stored.get(pk=outcome.pk), by=by, reason=reason, **values)
            done.restated += 1
        else:
            Outcome.objects.filter(pk=outcome.pk).update(**values)
            announce(outcome.client_id)
            done.frozen += 1
