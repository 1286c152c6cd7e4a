"""What the cooperation templates need beside the common tags."""

from zoneinfo import ZoneInfo

from babel.dates import format_skeleton, get_timezone_location
from django import template
from django.utils import timezone

from centers import formats
from clients.countries import country_name

register = template.Library()


@register.filter
def place(country, otherwise=""):
    """The country's name in the reader's language, or `otherwise` where there is none."""
    return country_name(country.pk) if country else otherwise


@register.filter
def zone(moment, name):
    """The time zone `name` as its place and its distance from UTC at that moment."""
    away = moment.astimezone(ZoneInfo(name)).utcoffset().total_seconds() / 3600
    sign = "+" if away >= 0 else "−"  # noqa: RUF001 – as CLDR writes it
    hours, minutes = divmod(round(abs(away) * 60), 60)
    offset = f"UTC{sign}{hours}" + (f":{minutes:02}" if minutes else "")
    if ZoneInfo(name) == ZoneInfo("UTC"):
        return "UTC"
    place = get_timezone_location(name, locale=formats.locale(), return_city=True)
    return f"{place}, {offset}"


@register.filter
def clock_in(moment, name):
    """The hour that the clocks in the time zone `name` show."""
    with timezone.override(ZoneInfo(name)):
        return formats.clock(moment)


@register.filter
def quarter(first_day):
    """A quarter by its first day: 'T2 2020'."""
    return format_skeleton("yQQQ", first_day, locale=formats.locale())
