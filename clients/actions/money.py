"""Money: an amount gets the rate of its month, else of its year, once, when it is recorded."""

from decimal import ROUND_HALF_UP, Decimal

from centers.models import ExchangeRate

CENT = Decimal("0.01")


def freeze(outcome, rate_of=None):
    """Sets rate, its period and source, and the US dollars; a missing rate leaves None.

    `rate_of(currency, day)` finds the ExchangeRate; the table is asked where it is not given.
    None is a task for the coordinator ("no rate for HNL in 2026"), never a zero.
    """
    outcome.rate = outcome.amount_usd = None
    outcome.rate_date = outcome.rate_source = ""
    if outcome.amount is None:
        return
    if outcome.currency == "USD":
        outcome.rate, outcome.amount_usd = Decimal(1), outcome.amount.quantize(CENT)
        outcome.rate_date, outcome.rate_source = f"{outcome.occurred_on:%Y-%m}", "USD"
        return
    find = rate_of or ExchangeRate.objects.valid_for
    found = find(outcome.currency, outcome.occurred_on)
    if found:
        outcome.rate = found.per_usd
        outcome.rate_date = f"{found.year}-{found.month:02}" if found.month else str(found.year)
        outcome.rate_source = found.source
        outcome.amount_usd = (outcome.amount / found.per_usd).quantize(CENT, ROUND_HALF_UP)


def remembered_rates():
    """A finder of exchange rates for `freeze` that asks for each currency and month once."""
    known = {}

    def rate_of(currency, day):
        month = currency, day.year, day.month
        if month not in known:
            known[month] = ExchangeRate.objects.valid_for(currency, day)
        return known[month]

    return rate_of
