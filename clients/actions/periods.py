"""Closed periods: what is dated in one can no longer be changed, only restated."""

from django.utils.translation import gettext as _


class PeriodClosed(Exception):
    """The record's day lies in a closed period; `str()` is the sentence for the reader."""


def check_open(center, *days):
    """Raises PeriodClosed where one of `days` lies in a period of `center` that is closed."""
    for day in days:
        if day and center.locked_through and day <= center.locked_through:
            raise PeriodClosed(
                _(
                    "%(day)s lies in a period that was closed through %(closed)s. "
                    "Ask the coordinator for a restatement."
                )
                % {"day": day.isoformat(), "closed": center.locked_through.isoformat()}
            )
