"""Countries side by side, with what keeps their figures from being the same thing."""

from django.utils.translation import gettext as _

from centers import formats
from centers.models import Country
from centers.roles import Permission
from reporting.figures import Figures
from reporting.impact import impact
from reporting.report.names import country_name
from reporting.report.words import share_shown, shown

COMPARED = ("CLI-01", "CLI-03", "SES-02", "BUS-01", "JOB-01", "CAP-01", "EXP-01")
BY_SEX = ("CLI-01", "CLI-03", "SES-02", "BUS-01")


def countries_of(user):
    """Countries of which the person may see true figures, whole or in part."""
    return list(Country.objects.touching(user, Permission.FIGURES_VIEW).filter(active=True))


def columns(user, period):
    """One column a country: each measure's figure and women's part, and the country's caveats."""
    return [_column(user, period, country) for country in countries_of(user)]


def _column(user, period, country):
    lines = impact(user, period, {"country": country.code}, measures=_asked()).as_json()
    lines += impact(user, period, {"country": country.code}, ("sex",), measures=BY_SEX).as_json()
    money = {"measures": ("CAP-01", "EXP-01")}
    lines += impact(user, period, {"country": country.code}, ("women_owned",), **money).as_json()
    figures = Figures.of(lines)
    return {
        "country": country,
        "name": country_name({"code": country.code, "name": country.name}),
        "cells": [
            {"value": shown(code, figures.value(code)), "women": _women(figures, code)}
            for code in COMPARED
        ],
        "caveats": caveats(country, figures),
    }


def _asked():
    return (*COMPARED, "JOB-01.women", "JOB-01.records")


def _women(figures, code):
    found = figures.women_share(code)
    return "" if found is None else share_shown(found)


def caveats(country, figures):
    """Sentences on how this country's figures differ in meaning or in strength from others'."""
    found = []
    if country.fiscal_year_start_month != 1:
        month = formats.month_name(country.fiscal_year_start_month)
        found.append(_("Its fiscal year starts in %(month)s.") % {"month": month})
    if country.currency != "USD":
        found.append(
            _("Amounts come from %(currency)s at the rate frozen when each was recorded.")
            % {"currency": country.currency}
        )
    if country.in_business_requires:
        found.append(_("A start counts only with the registrations that the country requires."))
    else:
        found.append(_("Informal firms count as in business: no registration is required."))
    declared = figures.value("JOB-01.records", "declared")
    if declared:
        share = figures.value("JOB-01.records", "verified") / declared
        found.append(
            _("%(share)s of its claims of jobs are verified.") % {"share": formats.percent(share)}
        )
    return found
