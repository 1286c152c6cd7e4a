"""Days and months by the calendar, and the local day of a center."""

from calendar import monthrange
from datetime import date
from zoneinfo import ZoneInfo

from django.utils import timezone


def add_months(day, months):
    """The same day `months` later; the month's last day where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def zone_of(center):
    """The time zone in which a center's clock runs."""
    return ZoneInfo(center.time_zone or center.country.time_zone)


def zone_for(user):
    """The time zone in which `user` works; without a center, UTC."""
    return zone_of(user.home_center) if user.home_center else ZoneInfo("UTC")


def local_today(center):
    """Today at the center."""
    return timezone.localdate(timezone=zone_of(center))


def today_of(user):
    """Today where `user` works; without a center, by the server's clock."""
    return local_today(user.home_center) if user.home_center else timezone.localdate()
