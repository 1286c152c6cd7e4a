"""Countries of the world by ISO 3166-1 code, named in the reader's language (CLDR)."""

import re
from functools import lru_cache

from babel import Locale
from django.utils import translation

# Codes of CLDR's list that are no countries: outlying islands, unions, test codes.
NO_COUNTRIES = {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"}


def country_choices():
    """[(code, name)] in the alphabetical order of the active language."""
    return _choices(translation.get_language() or "en")


@lru_cache(maxsize=8)
def _choices(language):
    names = Locale.parse(language.replace("-", "_"), sep="_").territories
    codes = [code for code in names if re.fullmatch("[A-Z]{2}", code) and code not in NO_COUNTRIES]
    return sorted(((code, names[code]) for code in codes), key=lambda choice: choice[1])


def country_name(code):
    """The country's name in the active language; the code where it is unknown."""
    return dict(country_choices()).get(code, code)
