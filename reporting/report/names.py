"""Names of places and periods in the active language."""

from datetime import date, timedelta

from babel import dates, numbers

from centers import formats


def country_name(country):
    """The country's CLDR name in the active language, else the stored one."""
    return formats.locale().territories.get(country["code"], country["name"])


def language_name(code):
    """'español'; the code itself where CLDR has no name for it."""
    return formats.locale().languages.get(code.split("-")[0], code)


def in_groups(code):
    """A code in groups of four, as people read it aloud; the check page takes both."""
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))


def months_name(start, end):
    """'enero–diciembre de 2024', for a year that stands beside it as a number."""
    last = end - timedelta(days=1)
    return dates.format_interval(start, last, "yMMMM", locale=formats.locale())


def currency_name(code):
    """'quetzales guatemaltecos (GTQ)'; a code that CLDR does not know stands alone."""
    name = numbers.get_currency_name(code, count=2, locale=formats.locale())
    return code if name == code else f"{name} ({code})"


def time_name(written):
    """A month ('2024-05') in words; a year stays as it is."""
    year, _dash, month = written.partition("-")
    return formats.month(date(int(year), int(month), 1)) if month else written


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
