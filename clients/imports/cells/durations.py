import re
from datetime import datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from clients.imports.cells.refused import Refused
from clients.imports.cells.text import clean, fold

MINUTES_A_DAY = 24 * 60
_CLOCK = re.compile(r"(-?)(\d{1,3}):([0-5]\d)(?::[0-5]\d)?(?: ?h(?:rs?|oras?|ours?)?\.?)?")
_NUMBER = re.compile(r"[-−–]?\d+(?:[.,]\d+)?")
_HOURS = r"(?:h|hs|hr|hrs|hora|horas|hour|hours|heure|heures)"
_MINUTES = r"(?:m|min|mins|minuto|minutos|minute|minutes|mn|')"
_SPOKEN = re.compile(
    rf"(-?)(?:(\d+(?:[.,]\d+)?) ?{_HOURS}\.?)?(?: ?(?:y|con|e|et|and)? ?)"
    rf"(?:(\d+(?:[.,]\d+)?) ?{_MINUTES}?\.?)?"
)
_WORDS = {
    "media hora": 30, "1/2 hora": 30, "half an hour": 30, "meia hora": 30, "demi heure": 30,
    "hora y media": 90, "una hora y media": 90, "1 hora y media": 90, "1 h y media": 90,
    "an hour and a half": 90, "uma hora e meia": 90, "1 hora e meia": 90, "1 heure et demie": 90,
    "una hora": 60, "one hour": 60, "uma hora": 60, "une heure": 60, "un hora": 60,
    "dos horas": 120, "two hours": 120, "duas horas": 120, "deux heures": 120,
    "dos horas y media": 150, "2 horas y media": 150, "tres horas": 180, "three hours": 180,
    "un cuarto de hora": 15, "cuarto de hora": 15, "tres cuartos de hora": 45,
}  # fmt: skip
_FRACTIONS = {"½": ".5", "¼": ".25", "¾": ".75"}


def _whole(minutes):
    return int(Decimal(minutes).quantize(Decimal(1), ROUND_HALF_UP))


def _number(text):
    return Decimal(text.replace(",", ".").replace("−", "-").replace("–", "-"))


def _spoken(text):
    """Minutes of "90 min", "1 h 30", "2 horas", "1 hora 15 minutos"; None when not so written."""
    found = _SPOKEN.fullmatch(text)
    if not found or not (found[2] or (found[3] and not text[-1].isdigit())):
        return None
    sign = -1 if found[1] else 1
    hours, minutes = (_number(part or "0") for part in (found[2], found[3]))
    return sign * _whole(hours * 60 + minutes)


@lru_cache(maxsize=4096)
def _from_text(text, bare_minutes):
    line = text.lower().replace("(s)", "s").strip().replace("−", "-").rstrip(".")
    for mark, decimals in _FRACTIONS.items():
        line = re.sub(rf"(\d*) ?{mark}", lambda found, d=decimals: (found[1] or "0") + d, line)
    line = re.sub(r"(\d+) 1/2\b", r"\1.5", line)
    if found := _CLOCK.fullmatch(line):
        return (-1 if found[1] else 1) * (int(found[2]) * 60 + int(found[3]))
    if _NUMBER.fullmatch(line):
        return _whole(_number(line) * (1 if bare_minutes else 60))
    if (minutes := _WORDS.get(fold(line))) is None:
        minutes = _spoken(line)
    if minutes is None:
        raise Refused("unreadable_hours")
    return minutes


def _minutes(value, style):
    if isinstance(value, timedelta):
        return _whole(Decimal(str(value.total_seconds())) / 60)
    if isinstance(value, datetime):
        if value.year > 1904:  # a real date, not the clock time a spreadsheet stores as one
            raise Refused("unreadable_hours")
        base = datetime(1899, 12, 31) if value.year <= 1900 else datetime(1904, 1, 1)
        return _whole(Decimal(str((value - base).total_seconds())) / 60)
    if isinstance(value, time):
        return value.hour * 60 + value.minute
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _whole(Decimal(str(value)) * (1 if style.minutes else 60))
    return _from_text(clean(value), style.minutes)


def read_minutes(value, style):
    """Whole minutes of a cell: 1.5, "1,5", "1:30", "90 min", "1 h 30", a clock time.

    A bare number is hours, unless the heading says minutes (`style.minutes`).
    """
    try:
        minutes = _minutes(value, style)
    except Refused:
        raise
    except (ArithmeticError, ValueError):
        raise Refused("unreadable_hours") from None
    if minutes < 0:
        raise Refused("negative_hours")
    if minutes > MINUTES_A_DAY:
        bare = _NUMBER.fullmatch(clean(value)) and not style.minutes
        guess = f"{clean(value)} min" if bare and minutes <= 60 * MINUTES_A_DAY else ""
        raise Refused("over_24_hours", suggestion=guess)
    return minutes
