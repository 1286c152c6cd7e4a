"""Targets of the period: how far each was reached, and why not."""

from decimal import Decimal

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from reporting.charts import HIDDEN
from reporting.charts.spec import is_number
from reporting.figures import WOMEN
from reporting.measures import MEASURES
from reporting.report.pictures import WHOLE_PAGE, picture, shows_something
from reporting.report.progress_charts import targets_reached
from reporting.report.stories import original_words
from reporting.report.words import share_shown, shown


def targets(frozen):
    """Each target with its result and state, and the coordinator's reason where it was missed."""
    rows = [_row(frozen, one) for one in frozen.data.get("targets", [])]
    chart = targets_reached({row["name"]: row["share"] for row in rows})
    language, told = frozen.data.get("language", ""), any(row["reason"] for row in rows)
    return {
        "rows": rows,
        "chart": picture(chart, WHOLE_PAGE) if shows_something(chart) else None,
        "language": language,
        "note": original_words(language) if language not in ("", get_language()) and told else "",
    }


def _row(frozen, one):
    code, goal = one["measure"], Decimal(one["target"])
    actual = frozen.figures.value(code)
    reached = _reached(actual, goal)
    missed = is_number(reached) and reached < 100
    women = frozen.figures.women_share(code) if code in WOMEN else None
    cells = [shown(code, goal), shown(code, actual), share_shown(women), share_shown(reached)]
    return {
        "name": str(MEASURES[code].label),
        "share": reached,
        "cells": cells,
        "state": _state(reached),
        "reason": one.get("reason", "") if missed else "",
    }


def _reached(actual, goal):
    """Per cent of the target, HIDDEN with the figure, None where the target is nothing."""
    if actual == HIDDEN:
        return HIDDEN
    return actual * 100 / goal if goal else None


def _state(reached):
    if not is_number(reached):
        return share_shown(reached)
    return _("Target reached") if reached >= 100 else _("Target not reached")
