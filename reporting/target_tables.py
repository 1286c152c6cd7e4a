"""Targets and how they changed, in the whole export of a country."""

from django.utils.translation import gettext_lazy as _

from clients.exports.columns import Column, coded, column
from clients.exports.country import OF_A_COUNTRY
from clients.exports.table import EXPORT, Table
from reporting.models import Target, TargetChange

PLACE = (
    column("country_id", _("Country"), "code", name="country"),
    column("center.code", _("Center code"), "code", name="center"),
)
WHAT = (
    column("measure", _("Measure"), "code"),
    column("year", _("Year"), "number", about=_("in which the fiscal year starts")),
)
TARGET_COLUMNS = (
    *PLACE,
    column("funder.code", _("Funder"), "code", name="funder"),
    column("advisor.name", _("Advisor"), name="advisor"),
    *WHAT,
    column("value", _("Target"), "money"),
    *coded("profile", _("Spread")),
    Column("months", _("Months"), "text", lambda row: " ".join(map(str, row.months))),
    column("reason", _("Reason")),
    column("changed_by.name", _("Changed by"), name="changed_by"),
    column("changed_at", _("When"), "moment"),
)
CHANGE_COLUMNS = (
    *PLACE,
    column("holder", _("Whose"), personal=True),
    *WHAT,
    column("old_value", _("Before"), "money"),
    column("new_value", _("After"), "money"),
    *coded("profile", _("Spread")),
    column("changed_by.name", _("Changed by"), name="changed_by"),
    column("changed_at", _("When"), "moment"),
)


def _rows(model, *related):
    def rows(user):
        mine = model.objects.for_user(user, EXPORT)
        return mine.select_related("center", "changed_by", *related).order_by("pk")

    return rows


def register():
    """Puts the tables among those of a country, a floor below."""
    for table in (
        Table("targets", _rows(Target, "funder", "advisor"), TARGET_COLUMNS),
        Table("target_changes", _rows(TargetChange), CHANGE_COLUMNS),
    ):
        OF_A_COUNTRY[table.name] = table
