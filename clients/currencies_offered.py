"""Currencies that a form offers for a country."""

from centers.models import ExchangeRate


def currencies_for(country):
    """The country's own currency first, US dollars, then all others with a known rate."""
    known = ExchangeRate.objects.order_by("currency").values_list("currency", flat=True).distinct()
    ordered = dict.fromkeys([country.currency, "USD", *known])
    return [(code, code) for code in ordered]
