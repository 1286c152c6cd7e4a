"""Figures as they are written in a report."""

from django.utils.translation import gettext as _

from centers import formats
from reporting.charts import HIDDEN
from reporting.measures.base import DECLARED, VERIFIED
from reporting.parts import part_shown

MONEY = ("CAP-01", "SAL-01", "EXP-01", "PRO-01.amount")
HOURS = ("SES-02",)


def shown(measure, value, *, short=False):
    """A figure with its unit, the mark of a hidden one, or 'n/a' for what nobody knows."""
    if value is None:
        return _("n/a")
    if value == HIDDEN:
        return HIDDEN
    if measure in MONEY:
        return formats.money_short(value) if short else formats.money(value)
    return formats.integer(value)


def share_shown(value, places=0):
    """A share in per cent (0-100)."""
    if value is None:
        return _("n/a")
    if value == HIDDEN:
        return HIDDEN
    return formats.percent(value / 100, places) if places else part_shown(value / 100)


def women_words(value):
    """'60 % women', for beside a number."""
    if value is None:
        return ""
    return _("%(share)s women") % {"share": share_shown(value)}


def state_name(state):
    """What was counted: claims as declared, verified ones, or (services) everything."""
    return {DECLARED: _("Declared"), VERIFIED: _("Verified")}.get(state, _("All"))
