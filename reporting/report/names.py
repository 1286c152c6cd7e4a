"""Names of places and periods in the active language."""

from datetime import date, timedelta

from babel import dates

from centers import formats


def country_name(country):
    """The country's CLDR name in the active language, else the stored one."""
    return formats.locale().territories.get(country["code"], country["name"])


def period_name(start, end):
    """'2024', 'enero–mayo de 2025' or '3 de enero – 4 de mayo de 2025' for [start, end)."""
    last = end - timedelta(days=1)
    if (start.month, start.day) == (1, 1) and end == date(start.year + 1, 1, 1):
        return str(start.year)
    whole = start.day == 1 and end.day == 1
    if whole and (start.year, start.month) == (last.year, last.month):
        return dates.format_skeleton("yMMMM", start, locale=formats.locale())
    skeleton = "yMMMM" if whole else "yMMMd"
    return dates.format_interval(start, last, skeleton, locale=formats.locale())
