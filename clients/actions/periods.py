"""Closed periods: what is dated in one can no longer be changed, only restated."""

from django.db.models import Q
from django.utils.translation import gettext as _

from centers.models import Center


class PeriodClosed(Exception):
    """The record's day lies in a closed period; `str()` is the sentence for the reader."""


def is_closed(center, day):
    """Whether `day` lies in a period of `center` that is closed."""
    return bool(day and center.locked_through and day <= center.locked_through)


def check_open(center, *days):
    """Raises PeriodClosed where one of `days` lies in a period of `center` that is closed."""
    for day in days:
        if is_closed(center, day):
            raise PeriodClosed(
                _(
                    "%(day)s lies in a period that was closed through %(closed)s. "
                    "Ask the coordinator for a restatement."
                )
                % {"day": day.isoformat(), "closed": center.locked_through.isoformat()}
            )


def lock_centers(country, through):
    """Makes records up to the day `through` read-only at every center of the country.

    A center that is closed further already stays so.
    """
    centers = Center.objects.filter(country=country)
    centers.filter(Q(locked_through=None) | Q(locked_through__lt=through)).update(
        locked_through=through
    )
