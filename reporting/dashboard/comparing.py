"""Countries side by side, with what keeps their figures from being the same thing."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from centers import formats
from reporting.charts import Row, Table
from reporting.dashboard.countries import figures_by_country
from reporting.measures import MEASURES
from reporting.report.names import country_name
from reporting.report.words import share_shown, shown

COMPARED = ("CLI-01", "CLI-03", "SES-02", "BUS-01", "JOB-01", "CAP-01", "EXP-01")


def columns(user, form):
    """One entry a country: each measure's figure and women's part, and the country's caveats."""
    measures = (*COMPARED, "JOB-01.records")
    figures = figures_by_country(user, form.counted_period(), form.narrowing, measures)
    return [_column(figures, country, form) for country in form.countries]


def _column(figures, country, form):
    place = {"country": country.code}
    return {
        "country": country,
        "name": country_name({"code": country.code, "name": country.name}),
        "cells": [
            {
                "number": figures.value(code, **place),
                "value": _bare(code, figures.value(code, **place)),
                "url": country_url(form, country, code),
                "share": figures.women_share(code, **place),
                "women": _women(figures.women_share(code, **place)),
            }
            for code in COMPARED
        ],
        "caveats": caveats(country, figures),
    }


def country_url(form, country, code, **cell):
    """Why one country's figure is what it is."""
    period, chosen = form.asked_period(), dict(form.narrowing.chosen)
    asked = {"country": country.code, "start": period.start, "end": period.last_day}
    asked |= {name: values[0] for name, values in chosen.items() if name != "country"}
    return f"{reverse('reporting:explain', args=[code])}?{urlencode(asked | cell)}"


def _bare(code, value):
    """A figure without its currency, which the heading names."""
    return formats.integer(value) if MEASURES[code].is_money else shown(code, value)


def _women(share):
    return "" if share is None else share_shown(share)


def compare_table(columns):
    """The same as a file: each measure with its women's share, and the caveats in words."""
    heads = []
    for code in COMPARED:
        label = str(MEASURES[code].label)
        heads += [label, _("%(measure)s: women, %%") % {"measure": label}]
    return Table(
        title=_("Countries side by side"),
        caption="",
        headers=(_("Country"), *heads, _("What differs")),
        rows=tuple(
            Row(
                column["name"],
                (*(one for cell in column["cells"] for one in _pair(cell)), _told(column)),
                (),
            )
            for column in columns
        ),
    )


def _pair(cell):
    return cell["number"], None if cell["share"] is None else round(cell["share"], 1)


def _told(column):
    return " ".join(column["caveats"])


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
    declared = figures.value("JOB-01.records", "declared", country=country.code)
    if declared:
        share = figures.value("JOB-01.records", country=country.code) / declared
        found.append(
            _("%(share)s of its claims of jobs are verified.") % {"share": formats.percent(share)}
        )
    return found
