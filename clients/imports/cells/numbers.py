import re
from collections import Counter
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import NamedTuple

from clients.imports.cells.currencies import currency_of_mark
from clients.imports.cells.refused import Refused
from clients.imports.cells.text import clean

CENT = Decimal("0.01")
LARGEST = Decimal(10) ** 12
_MINUS = str.maketrans("−–", "--")
_PARTS = re.compile(r"(?P<before>\D*)(?P<number>\d(?:[\d.,'’ ]*\d)?)(?P<after>.*)")
_POINT = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d{1,2}0*)?")
_COMMA = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d{1,2}0*)?")
_SPACES = re.compile(r"\d{1,3}(?:[ '’]\d{3})+(?:[.,]\d{1,2}0*)?")
_PLAIN = re.compile(r"\d+(?:[.,]\d{1,2}0*)?|\d{4,}[.,]\d{3,}")
_THOUSANDS = re.compile(r"[^\d]*(\d+(?:[.,]\d{1,2})?) ?(?:mil|k|thousand|mille)\.?", re.I)
_DOUBTFUL = re.compile(r"([1-9]\d{0,2})([.,])(\d{3})")


class Money(NamedTuple):
    """An amount with two decimals, and the ISO 4217 code written in the cell ("" if none was)."""

    amount: Decimal
    currency: str


def _decimal(text, mark):
    """The number a text writes, separators and all, or None when they do not fit together.

    "2.416" with a comma as the decimal mark is 2416; with a point it may be either, so None.
    """
    if found := _DOUBTFUL.fullmatch(text):
        return Decimal(found[1] + found[3]) if found[2] != mark else None
    if _POINT.fullmatch(text):
        return Decimal(text.replace(",", ""))
    if _COMMA.fullmatch(text):
        return Decimal(text.replace(".", "").replace(",", "."))
    if _SPACES.fullmatch(text):
        return Decimal(re.sub(r"[ '’]", "", text).replace(",", "."))
    if _PLAIN.fullmatch(text):
        return Decimal(text.replace(",", "."))
    return None


@lru_cache(maxsize=65536)
def _signed(text, mark):
    """(number, what is written around it) of a text; number is None when it cannot be read."""
    line = text.translate(_MINUS)
    negative = line.startswith("(") and line.endswith(")")
    line = line[1:-1].strip() if negative else line
    if line.startswith("-") or line.endswith("-"):
        negative, line = not negative, line.strip("- ")
    found = _PARTS.fullmatch(line.replace("-", "", 1) if line.count("-") == 1 else line)
    if not found:
        return None, ""
    if line.count("-") == 1:  # "$ -12.50": a sign between the mark and the number
        if not re.search(r"[^\d]-\s*\d", line):
            return None, ""
        negative = not negative
    number = _decimal(found["number"].strip(), mark)
    around = (found["before"].strip() + " " + found["after"].strip()).strip()
    return (None if number is None else -number if negative else number), around


def read_money(value, style):
    """Money(amount, currency code or "") of a cell; never negative.

    Separators are read by their own evidence, else by `style.decimal_mark`; an amount that could
    be a thousand times another is refused rather than guessed.
    """
    if isinstance(value, bool):
        raise Refused("unreadable_money")
    if isinstance(value, int | float | Decimal):
        amount, currency = Decimal(str(value)), ""
        if not amount.is_finite():
            raise Refused("unreadable_money")
    elif isinstance(value, str):
        amount, around = _signed(clean(value), style.decimal_mark)
        currency = currency_of_mark(around) if around else ""
        if amount is None or currency is None:
            raise Refused("unreadable_money", suggestion=_money_guess(clean(value)))
    else:
        raise Refused("unreadable_money")
    if amount < 0:
        raise Refused("negative_money")
    if amount >= LARGEST:
        raise Refused("unreadable_money")
    return Money(amount.quantize(CENT, ROUND_HALF_UP), currency)


def _money_guess(text):
    """What "15 mil" or a lone doubtful separator most likely means; "" when no guess is fair."""
    if found := re.fullmatch(
        r"[^\d]*(\d+(?:[.,]\d{1,2})?) ?(?:mil|k|thousand|mille)\.?", text, re.I
    ):
        return str(Decimal(found[1].replace(",", ".")) * 1000)
    if found := re.fullmatch(r"[^\d]*([1-9]\d{0,2})[.,](\d{3})", text):
        return found[1] + found[2]
    return ""


def _plain_number(value, style, cause):
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | str):
        raise Refused(cause)
    if isinstance(value, str):
        number, around = _signed(clean(value), style.decimal_mark)
        if number is None or around not in ("", "%"):
            raise Refused(cause)
        return number, around
    number = Decimal(str(value))
    if not number.is_finite():
        raise Refused(cause)
    return number, ""


def read_count(value, style, *, negative="negative_quantity"):
    """A whole number from 0 up; `negative` is the cause code for one below."""
    number, around = _plain_number(value, style, "unreadable_count")
    if around or number != number.to_integral_value():
        raise Refused("unreadable_count")
    if number < 0:
        raise Refused(negative)
    if number > 1_000_000:
        raise Refused("unreadable_count")
    return int(number)


def read_share(value, style):
    """A share in percent, 0 to 100, as Decimal with two decimals; 0.51 is 51 %."""
    number, around = _plain_number(value, style, "unreadable_share")
    if not around and (0 < number < 1 or (style.fractions and number <= 2)):
        number *= 100
    if number < 0:
        raise Refused("negative_share")
    if number > 100:
        raise Refused("share_over_100")
    return number.quantize(CENT, ROUND_HALF_UP)


def are_fractions(values):
    """True for a column of shares written as 0 to 1, the way a percent format stores them.

    Cells with a percent sign speak for themselves; one number in ten may be a slip.
    """
    numbers = [value for value in values if isinstance(value, int | float) and value > 0]
    numbers += [2 for value in values if isinstance(value, str) and clean(value).isdigit()]
    below = sum(1 for value in numbers if value <= 1)
    return below > 0 and below >= 9 * (len(numbers) - below)


def decimal_mark_of_column(values, default):
    """The decimal mark the column's own amounts prove; `default` when they prove none or both."""
    seen = Counter()
    for value in values:
        if isinstance(value, str):
            tail = re.search(r"(?<=\d)([.,])(\d{1,2})\D*$", clean(value))
            grouped = re.search(r"\d([.,])\d{3}[.,]\d", clean(value))
            if tail:
                seen[tail[1]] += 1
            elif grouped:
                seen["," if grouped[1] == "." else "."] += 1
    return next(iter(seen)) if len(seen) == 1 else default


def style_of_amounts(values, style):
    """`style` with the decimal mark the column proves."""
    return replace(style, decimal_mark=decimal_mark_of_column(values, style.decimal_mark))
