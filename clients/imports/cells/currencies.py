import re
from functools import lru_cache

from babel import Locale

from centers.currencies import CURRENCIES
from clients.imports.cells.refused import Refused
from clients.imports.cells.text import clean, fold

# Marks people write, to the ISO 4217 code; "" where several countries share the mark and the
# column or the center decides.
_SPELLINGS = {
    "": "$|¢|colones|bs|bs.|g|g.|mn|m.n.|$ mn|$ m.n.|peso|pesos|dollar|dollars",
    "USD": "us$|$us|u$s|usd$|dolar|dolares|us dollars|usd",
    "HNL": "l|l.|lps|lps.|lempira|lempiras",
    "GTQ": "q|q.|quetzal|quetzales",
    "NIO": "c$|cordobas",
    "CRC": "₡",
    "PAB": "b/.|b/|balboas",
    "PEN": "s/|s/.|sol|soles",
    "DOP": "rd$",
    "JMD": "j$|ja$",
    "BZD": "bz$",
    "BBD": "bds$",
    "BSD": "b$",
    "TTD": "tt$",
    "XCD": "ec$",
    "GYD": "gy$|g$",
    "BRL": "r$|real|reais",
    "BOB": "bolivianos",
    "PYG": "gs|gs.|₲|guaranies",
    "EUR": "€|euros|euro",
    "GBP": "£",
    "MXN": "mx$",
    "CLP": "clp$",
    "HTG": "gourde|gourdes|gde|gdes|gdes.|htg",
    "SRD": "srd$",
    "UYU": "$u",
}
MARKS = {mark: code for code, marks in _SPELLINGS.items() for mark in marks.split("|")}

_SHARED = ("XCD", "XCG", "XAF", "XOF", "XPF")  # currencies of several countries begin with X


@lru_cache(maxsize=1)
def known_currencies():
    """ISO 4217 codes of money, present and past: no metals, funds or test codes."""
    codes = Locale.parse("en").currencies
    return frozenset(code for code in codes if code[0] != "X" or code in _SHARED)


def is_currency(code):
    return code in known_currencies()


def currency_of_mark(mark):
    """ISO code of a currency mark or code; "" for a shared mark; None for anything else."""
    line = " ".join(mark.lower().split())
    line = fold(line) if line.isalpha() else line
    if line in MARKS:
        return MARKS[line]
    code = line.strip("$ .").upper()
    return code if len(code) == 3 and is_currency(code) else None


@lru_cache(maxsize=4)
def _names():
    """Folded currency names in the four languages, to their codes."""
    names = {}
    for language in ("es", "en", "pt", "fr"):
        locale = Locale.parse(language)
        names.update((fold(name), code) for code, name in locale.currencies.items())
    return names


def read_currency(value, default=""):
    """ISO 4217 code of a cell holding a code, a mark or a name; `default` for a shared mark."""
    text = clean(value)
    code = currency_of_mark(text)
    if code is None:
        code = _names().get(fold(text))
    if code is None:
        raise Refused("unknown_currency")
    return code or default


def currency_in_heading(heading):
    """The currency a heading names, as in "Ventas nacionales 12 meses (HNL)"; "" if none."""
    for part in re.findall(r"\(([^)]*)\)|\[([^\]]*)\]|\b[eE][nNmM] ([^\s()]{1,9})$", heading):
        if code := currency_of_mark("".join(part).strip()):
            return code
    for word in re.findall(r"\b[A-Z]{3}\b|(?<!\w)(?:US|RD|BZ|TT|EC|J|R|C)\$", heading):
        if (code := currency_of_mark(word)) in CURRENCIES:
            return code
    return ""
