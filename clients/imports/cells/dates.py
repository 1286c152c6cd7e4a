import re
from calendar import monthrange
from datetime import date, datetime, timedelta
from functools import lru_cache

from babel import Locale

from clients.imports.cells.refused import Refused
from clients.imports.cells.text import clean, fold

EARLIEST = date(1990, 1, 1)  # before any small business center of the region kept records
STRAY = 10  # one day the other way round among so many is a slip, not a style
SERIALS = range(20_000, 80_000)  # 1954 to 2119 in the 1900 system of spreadsheets
_TIME = r"(?:[ T,]+\d{1,2}:\d{2}.*)?"
_YEAR_FIRST = re.compile(rf"(\d{{4}})[-/. ](\d{{1,2}})[-/. ](\d{{1,2}}){_TIME}")
_NUMBERS = re.compile(rf"(\d{{1,2}}) ?[-/. ] ?(\d{{1,2}}) ?[-/. ] ?(\d{{4}}|\d{{2}}){_TIME}")
_COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
_SERIAL = re.compile(r"\d{5}(?:[.]\d+)?")  # a serial number that was pasted as text
_DAY_MONTH = re.compile(r"(\d{1,2})(?:o|a|er|ro|st|nd|rd|th)? ?([a-z]+) ?(\d{4}|\d{2})")
_MONTH_DAY = re.compile(r"([a-z]+) ?(\d{1,2})(?:st|nd|rd|th)? (\d{4})")
_YEAR_MONTH = re.compile(r"(\d{4}) ?([a-z]+) ?(\d{1,2})")
_LINKS = re.compile(r"\b(?:de|del|do|of|le|the|el|dia)\b")


@lru_cache(maxsize=1)
def month_names():
    """Folded month names and abbreviations of the four languages, to 1..12."""
    names = {"setiembre": 9, "set": 9, "sept": 9, "sep": 9}
    for language in ("es", "en", "pt", "fr"):
        for form in Locale.parse(language).months.values():
            for width in ("wide", "abbreviated"):
                names.update((fold(name), month) for month, name in form[width].items())
    return names


@lru_cache(maxsize=1)
def _weekdays():
    days = set()
    for language in ("es", "en", "pt", "fr"):
        for form in Locale.parse(language).days.values():
            for width in ("wide", "abbreviated"):
                days.update(word for name in form[width].values() for word in fold(name).split())
    return frozenset(days)


def _full_year(text, today):
    """Two digits mean the century that keeps the date from lying beyond next year."""
    year = int(text)
    if len(text) > 2:
        return year
    return 2000 + year if year <= (today.year + 1) % 100 else 1900 + year


def _from_serial(number, date1904):
    base = date(1904, 1, 1) if date1904 else date(1899, 12, 30)
    if int(number) not in SERIALS:
        raise Refused("unreadable_date")
    return base + timedelta(days=int(number))


@lru_cache(maxsize=256)
def _month(word):
    """1..12 of a month's name or of a beginning that no other month shares; None otherwise."""
    months = month_names()
    meant = {month for name, month in months.items() if len(word) >= 3 and name.startswith(word)}
    return months.get(word) or (meant.pop() if len(meant) == 1 else None)


def _by_name(text, today):
    words = _LINKS.sub(" ", fold(text)).split()
    while len(words) > 3 and words[0] in _weekdays():
        words = words[1:]
    line = " ".join(words)
    for pattern, order in ((_DAY_MONTH, "dmy"), (_MONTH_DAY, "mdy"), (_YEAR_MONTH, "ymd")):
        if found := pattern.fullmatch(line):
            parts = dict(zip(order, found.groups(), strict=True))
            if month := _month(parts["m"]):
                return _full_year(parts["y"], today), month, int(parts["d"])
    return None


def _parts(text, style):
    if found := _YEAR_FIRST.fullmatch(text) or _COMPACT.fullmatch(text):
        return tuple(map(int, found.groups()))
    if found := _NUMBERS.fullmatch(text):
        first, second, year = found.groups()
        day, month = (second, first) if style.month_first else (first, second)
        return _full_year(year, style.today), int(month), int(day)
    return _by_name(text, style.today)


@lru_cache(maxsize=16384)
def _from_text(text, style):
    if _SERIAL.fullmatch(text):
        return _from_serial(float(text), style.date1904)
    parts = _parts(text, style)
    if parts is None:
        raise Refused("unreadable_date")
    year, month, day = parts
    try:
        return date(year, month, day)
    except ValueError:
        swapped = 1 <= day <= 12 and 1 <= month <= 31 and _NUMBERS.fullmatch(text)
        guess = ""
        if swapped:
            try:
                guess = date(year, day, month).isoformat()
            except ValueError:
                guess = ""
        raise Refused("unreadable_date", suggestion=guess) from None


def read_past_day(value, style):
    """The day a cell means, of any year; `style.today` is the last one allowed.

    Day first, unless the column proves otherwise (`month_first`). Refuses days that do not exist
    and days to come.
    """
    if isinstance(value, datetime):
        day = value.date()
    elif isinstance(value, date):
        day = value
    elif isinstance(value, int | float) and not isinstance(value, bool):
        day = _from_serial(value, style.date1904)
    else:
        day = _from_text(clean(value), style)
    if day > style.today:
        raise Refused("future_date", today=style.today.isoformat())
    return day


def read_date(value, style):
    """The day of a center's work: a day as read_past_day, not before 1990."""
    day = read_past_day(value, style)
    if day < EARLIEST:
        raise Refused("date_too_early", earliest=str(EARLIEST.year))
    return day


def is_month_first(values):
    """True when the column is written month first: two proofs or more, hardly one against.

    A proof is a day that exists one way round only; 31/02 proves nothing.
    """
    month_first = day_first = 0
    for value in values:
        if isinstance(value, str) and (found := _NUMBERS.fullmatch(clean(value))):
            first, second = int(found[1]), int(found[2])
            day_first += first > 12 and _is_day(first, second)
            month_first += second > 12 and _is_day(second, first)
    return month_first >= max(2, STRAY * day_first)


def _is_day(day, month):
    return 1 <= month <= 12 and 1 <= day <= monthrange(2024, month)[1]
