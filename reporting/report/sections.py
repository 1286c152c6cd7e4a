"""The pages after the first: what each of them shows, from frozen data."""

from dataclasses import replace
from decimal import Decimal

from django.utils.translation import gettext as _

from centers import formats
from reporting.charts import HIDDEN, Kind
from reporting.charts.spec import is_number
from reporting.figures import share
from reporting.measures import MEASURES
from reporting.report import chartbook
from reporting.report.cover import picture
from reporting.report.service_charts import services as service_charts
from reporting.report.stories import in_words
from reporting.report.words import share_shown, shown

STORIES = 2
RESULT_MEASURES = ("JOB-01", "CAP-01", "SAL-01", "EXP-01", "BUS-01", "FOR-01")
WOMEN_MEASURES = ("CLI-01", "CLI-03", "BUS-01", "JOB-01", "CAP-01", "SAL-01")


def centers(frozen):
    """Table center × clients, starts, jobs, capital; and what every result comes to."""
    figures = frozen.figures
    rows = [_center_row(figures, name, center=code) for code, name in frozen.centers.items()]
    return {
        "rows": rows,
        "total": _center_row(figures, _("Country")),
        "results": [_result_row(figures, code) for code in RESULT_MEASURES],
        "hidden": any(HIDDEN in row["cells"] for row in rows),
    }


def _center_row(figures, name, **place):
    starts, women = figures.value("BUS-01", **place), figures.women("BUS-01", **place)
    others = starts - women if is_number(starts) and is_number(women) else HIDDEN
    cells = [
        shown("CLI-01", figures.value("CLI-01", **place)),
        share_shown(figures.women_share("CLI-01", **place)),
        shown("BUS-01", women),
        shown("BUS-01", others),
        shown("BUS-01", starts),
        shown("JOB-01", figures.value("JOB-01", **place)),
        share_shown(figures.women_share("JOB-01", **place)),
        shown("CAP-01", figures.value("CAP-01", **place)),
    ]
    return {"name": name, "cells": cells}


def _result_row(figures, code):
    """Declared beside verified, the claims behind them and the part that is verified."""
    records = f"{code}.records"
    claims, checked = figures.value(records, "declared"), figures.value(records, "verified")
    rate = checked * 100 / claims if is_number(claims) and is_number(checked) and claims else None
    return {
        "name": str(MEASURES[code].label),
        "cells": [
            shown(code, figures.value(code, "declared")),
            shown(code, figures.value(code, "verified")),
            share_shown(figures.women_share(code)),
            shown(records, claims),
            HIDDEN if HIDDEN in (claims, checked) else share_shown(rate),
        ],
    }


def targets(frozen):
    """Each target with its result and state, and the coordinator's reason where it was missed."""
    rows = []
    for one in frozen.data.get("targets", []):
        code, goal = one["measure"], Decimal(one["target"])
        actual = frozen.figures.value(code)
        reached = actual * 100 / goal if is_number(actual) and goal else None
        met = reached is not None and reached >= 100
        rows.append(
            {
                "name": str(MEASURES[code].label),
                "target": shown(code, goal),
                "actual": shown(code, actual),
                "share": reached,
                "cells": [shown(code, goal), shown(code, actual), share_shown(reached)],
                "reached": met,
                "reason": "" if met else one.get("reason", ""),
            }
        )
    chart = chartbook.targets_reached({row["name"]: row["share"] for row in rows})
    return {"rows": rows, "chart": picture(chart, 640) if rows else None}


def women(frozen):
    """Women in business: shares of every result, by center, through the years."""
    figures, period = frozen.figures, frozen.period_name()
    charts = [chartbook.women_funnel(figures, period)]
    if len(frozen.centers) > 1:
        charts.append(chartbook.women_by_center(figures, frozen.centers, period))
    through_years = chartbook.women_over_years(figures, frozen.years)
    if any(sum(map(is_number, one.values)) > 1 for one in through_years.series):
        charts.append(through_years)
    rows = [
        {
            "name": str(MEASURES[code].label),
            "cells": [
                shown(code, figures.value(code)),
                shown(code, figures.women(code)),
                share_shown(figures.women_share(code)),
            ],
        }
        for code in WOMEN_MEASURES
    ]
    shares = {name: figures.women_share(c) for c, name in chartbook.result_names().items()}
    return {
        "rows": rows,
        "charts": [picture(chart, 400, chart.kind == Kind.LINE and 210) for chart in charts],
        "headline": chartbook.findings.women_against_capital(
            shares[_("Clients")], shares[_("Capital obtained")]
        ),
    }


def services(frozen):
    """Clients by sector and stage, hours by topic and mode."""
    figures = frozen.figures
    facts = [
        (_("Sessions"), shown("SES-01", figures.value("SES-01"))),
        (_("Hours with clients"), shown("SES-02", figures.value("SES-02"))),
        (_("New clients"), shown("CLI-02", figures.value("CLI-02"))),
        (_("Long-term clients"), shown("CLI-03", figures.value("CLI-03"))),
    ]
    charts = [chart for chart in service_charts(figures) if chart.categories]
    return {"facts": facts, "charts": [picture(chart, 400) for chart in charts]}


def followup(frozen):
    """Who answered, who is still in business, how sales and jobs changed."""
    answers = frozen.data["followup"]
    return {
        "due": _counted(answers["due"]),
        "answered": _counted(answers["answered"]),
        "rate": _rate(answers["answered"], answers["due"]),
        "surviving": _rate(answers["surviving"], answers["survival_asked"]),
        "rows": _changes(answers),
    }


def _changes(answers):
    names = {"sales": _("Change in sales, %"), "jobs": _("Change in jobs, posts")}
    rows = []
    for key, name in names.items():
        one = answers.get(key) or {}
        cells = [one.get("n"), one.get("lower"), one.get("median"), one.get("upper")]
        rows.append(
            {"name": name, "cells": [_quartile(cell, index) for index, cell in enumerate(cells)]}
        )
    return rows


def _quartile(value, index):
    if value is None or value == HIDDEN:
        return HIDDEN if value == HIDDEN else _("n/a")
    return formats.integer(Decimal(value)) if index == 0 else formats.decimal(Decimal(value), 1)


def stories(frozen):
    return {"stories": [in_words(story) for story in frozen.data["stories"][:STORIES]]}


def method(frozen):
    """Definitions with their versions, coverage, rates, and what cannot be concluded."""
    answers = frozen.data["followup"]
    declared, verified = frozen.claims
    unknown = frozen.figures.value("CLI-01", sex="not_stated")
    return {
        "definitions": _definitions(frozen),
        "rates": [
            {
                "name": f"{one['currency']} {one['period']}",
                "cells": [formats.decimal(Decimal(one["per_usd"]), 4), one["source"]],
            }
            for one in frozen.data["rates"]
        ],
        "not_stated": share_shown(share(unknown, frozen.figures.value("CLI-01"))),
        "checked": _checked(declared, verified),
        "response": _("%(share)s of the %(due)s follow-ups due were answered.")
        % {"share": _rate(answers["answered"], answers["due"]), "due": _counted(answers["due"])},
        "cut": formats.long_day(frozen.cut),
        "replaces": frozen.data.get("replaces"),
    }


def _counted(value):
    return HIDDEN if value == HIDDEN else formats.integer(value)


def _rate(part, whole):
    """A share of two counts of the answers, hidden with either of them."""
    if HIDDEN in (part, whole):
        return HIDDEN
    return share_shown(share(Decimal(part), Decimal(whole)))


def _checked(declared, verified):
    if declared is None or verified is None:
        return _("How many claims are verified is confidential.")
    return _("%(share)s of the %(claims)s claims are verified.") % {
        "share": _rate(verified, declared),
        "claims": formats.integer(declared),
    }


def _definitions(frozen):
    """The measures that occur in the report, as defined when its figures were frozen."""
    told = {line["measure"] for line in frozen.data["lines"]}
    versions = frozen.data["definitions"]
    return [
        replace(MEASURES[code], version=versions[code])
        for code in versions
        if code in MEASURES and code in told
    ]
