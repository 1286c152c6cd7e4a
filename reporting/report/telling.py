"""Figures of a chart in words, and the order in which its rows stand."""

from decimal import Decimal

from django.utils.translation import gettext as _

from centers import formats
from reporting.charts.spec import is_number
from reporting.parts import part_shown


def for_order(value):
    return value if is_number(value) else Decimal(-1)


def counted(value):
    return formats.integer(value) if is_number(value) else _("confidential")


def told(values, percent=True):
    """The figures of a chart in words, for whom cannot see it."""
    said = []
    for name, value in values.items():
        if value is None:
            text = _("no data")
        elif not is_number(value):
            text = _("confidential")
        else:
            text = part_shown(value / 100) if percent else formats.integer(value)
        said.append(f"{name} {text}")
    return "; ".join(said) + "." if said else _("No data.")
