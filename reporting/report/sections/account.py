"""How the figures came about: the method page, and the annex with the data behind the charts."""

from dataclasses import replace
from decimal import Decimal

from django.utils.translation import gettext as _

from centers import formats
from reporting.charts import HIDDEN, to_table
from reporting.figures import share
from reporting.measures import MEASURES
from reporting.report.names import currency_name, time_name
from reporting.report.sections.activity import counted, rate
from reporting.report.words import share_shown, shown, state_name


def method(frozen):
    """Definitions with their versions, coverage, rates, and what cannot be concluded."""
    answers = frozen.data["followup"]
    declared, verified = frozen.claims
    unknown = frozen.figures.value("CLI-01", sex="not_stated")
    return {
        "definitions": _definitions(frozen),
        "rates": [
            {
                "name": f"{currency_name(one['currency'])}, {time_name(one['period'])}",
                "rate": formats.decimal(Decimal(one["per_usd"]), 4),
                "source": one["source"],
            }
            for one in frozen.data["rates"]
        ],
        "not_stated": share_shown(share(unknown, frozen.figures.value("CLI-01")), 1),
        "checked": _checked(declared, verified),
        "response": _("%(share)s of the %(due)s follow-ups due were answered.")
        % {"share": rate(answers["answered"], answers["due"]), "due": counted(answers["due"])},
        "confidential": _confidential(frozen),
        "countries": frozen.all_country_names() if len(frozen.data["countries"]) > 1 else "",
        "cut": formats.long_day(frozen.cut.date()),
        "replaces": frozen.data.get("replaces"),
    }


def annex(frozen, specs):
    """The dictionary of indicators, the table of every chart, and what changed since."""
    return {
        "dictionary": [
            {
                "name": one.code,
                "cells": [
                    one.label,
                    one.unit_name,
                    _("different ones, each once") if not one.additive else _("sum"),
                    _("day of the session") if one.row == "session" else _("day of the result"),
                    one.version,
                ],
            }
            for one in _definitions(frozen)
        ],
        "tables": [_table(to_table(spec)) for spec in specs],
        "replaces": frozen.data.get("replaces"),
        "changes": _changes(frozen.data.get("replaces") or {}),
    }


def _table(table):
    rows = [{"name": row.label, "cells": row.texts} for row in table.rows]
    return {"title": table.title, "caption": table.caption, "heads": table.headers, "rows": rows}


def _changes(replaces):
    """Totals that differ from those of the edition that this one replaces."""
    return [
        {
            "name": str(MEASURES[one["measure"]].label),
            "cells": [
                state_name(one["state"]),
                shown(one["measure"], _read(one["before"])),
                shown(one["measure"], _read(one["now"])),
            ],
        }
        for one in replaces.get("changes", [])
        if one["measure"] in MEASURES
    ]


def _read(value):
    return HIDDEN if value == HIDDEN else Decimal(value)


def _checked(declared, verified):
    if declared is None or verified is None:
        return _("How many claims are verified is confidential.")
    return _("%(share)s of the %(claims)s claims are verified.") % {
        "share": rate(verified, declared),
        "claims": formats.integer(declared),
    }


def _confidential(frozen):
    """How many of the figures are not shown, and by which rule."""
    lines = frozen.data["lines"]
    hidden = sum(line["value"] == HIDDEN for line in lines)
    return _(
        "Figures of fewer than %(few)s clients, sums in which one client weighs too much, and "
        "those by which such a figure could be computed are confidential: %(hidden)s of the "
        "%(all)s figures of this edition."
    ) % {
        "few": frozen.least_clients,
        "hidden": formats.integer(hidden),
        "all": formats.integer(len(lines)),
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
