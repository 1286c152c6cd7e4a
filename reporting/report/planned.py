"""The targets of a report's period, as frozen data."""

from centers.models import Country
from reporting.periods import fiscal_year_of
from reporting.targets import expected_to_date, targets_by_measure


def targets_of(user, countries, period, funder=None):
    """[{measure, target, reason}] for a report of one country that starts with its fiscal year.

    The target of a part of the year is what was expected by its end. Measures that a report does
    not compare (shares) are left out.
    """
    if len(countries) != 1:
        return []
    country = Country.objects.get(pk=countries[0])
    year = fiscal_year_of(country, period.start)
    if period.start != year.start or period.end > year.end:
        return []
    found = targets_by_measure(user, country=country, year=year.start.year, funder=funder)
    return [
        {
            "measure": code,
            "target": str(expected_to_date(target, period.end)),
            "reason": target.reason,
        }
        for code, target in found.items()
        if not target.is_share
    ]
