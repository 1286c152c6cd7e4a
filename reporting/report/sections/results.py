"""Results by center, and what is declared beside what is verified."""

from django.utils.translation import gettext as _

from reporting.charts import HIDDEN
from reporting.charts.spec import is_number
from reporting.measures import MEASURES
from reporting.report.words import share_shown, shown

RESULT_MEASURES = ("JOB-01", "CAP-01", "SAL-01", "EXP-01", "BUS-01", "FOR-01")
LONG_NAME = 48  # letters


def centers(frozen):
    """Table center × clients, starts, jobs, capital; and what every result comes to."""
    figures = frozen.figures
    rows = [_center_row(figures, name, center=code) for code, name in frozen.centers.items()]
    several = len(frozen.data["countries"]) > 1
    total = _center_row(figures, _("All countries") if several else _("Country"))
    results = [_result_row(figures, code) for code in RESULT_MEASURES]
    return {
        "rows": rows,
        "total": total,
        "results": results,
        "long_names": any(len(name) > LONG_NAME for name in frozen.centers.values()),
        "hidden": any(HIDDEN in row["cells"] for row in (*rows, total, *results)),
        "few": frozen.least_clients,
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
        share_shown(figures.women_share("CAP-01", **place)),
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
