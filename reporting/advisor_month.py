"""An advisor's own targets, a month's part of them: what the advisor's home sets the month against.

The home lies a floor below and does not know targets: it asks whoever has registered with it.
"""

from decimal import Decimal

from clients import home
from reporting.models import Target
from reporting.targets import fiscal_year, monthly, year_months

MEASURED_BY = {"SES-01": "sessions", "SES-02": "hours"}


def register():
    home.aims_from(month_aims)


def month_aims(user, day):
    """{"sessions": Decimal, "hours": Decimal} that the user's targets expect of the month of `day`.

    Only what has a target; targets at several centers are added.
    """
    country = user.home_country
    if country is None:
        return {}
    year = fiscal_year(country, day)
    place = year_months(country, year).index(day.replace(day=1))
    targets = Target.objects.for_user(user).filter(
        country=country, year=year, advisor=user, measure__in=MEASURED_BY
    )
    aims = {}
    for target in targets.select_related("country"):
        name = MEASURED_BY[target.measure]
        aims[name] = aims.get(name, Decimal(0)) + monthly(target)[place]
    return aims
