import datetime
from decimal import Decimal

import pytest

from reporting import numerals


@pytest.mark.parametrize(
    ("language", "country", "locale"),
    [
        ("es", "SV", "es_SV"),
        ("es", "CL", "es_CL"),
        ("es", "", "es_419"),
        ("es", "JM", "es_419"),
        ("en", "JM", "en_JM"),
        ("en", "SV", "en"),
        ("pt-br", "BR", "pt_BR"),
        ("fr", "HT", "fr_HT"),
    ],
)
def test_locale_follows_language_and_country(language, country, locale):
    assert numerals.locale_for(language, country) == locale


def test_shares_stand_off_their_sign_in_spanish_and_french():
    assert numerals.percent(61, "es_SV") == "61\u00a0%"
    assert numerals.percent(61, "fr") == "61\u00a0%"
    assert numerals.percent(61, "en") == "61%"


def test_millions_are_shortened_and_smaller_amounts_are_not():
    assert numerals.money_short(Decimal("4830000"), "USD", "es_SV") == "US$\u00a04.83\u00a0M"
    assert numerals.money_short(Decimal("4830000"), "USD", "pt_BR") == "US$\u00a04,83\u00a0mi"
    assert numerals.money_short(Decimal("950000"), "GTQ", "es_GT") == "GTQ\u00a0950,000"


def test_halves_round_away_from_zero():
    assert numerals.number(Decimal("2.5"), "en") == "3"
    assert numerals.number(Decimal("1126.25"), "es_CL", 1) == "1.126,3"


def test_dates_are_written_out():
    day = datetime.date(2025, 5, 31)

    assert numerals.long_date(day, "es_SV") == "31 de mayo de 2025"
    assert numerals.long_date(day, "fr") == "31 mai 2025"
    assert numerals.short_month(1, "es_SV") == "ene"
