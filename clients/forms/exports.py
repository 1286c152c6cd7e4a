"""What to export, as what, and what for."""

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from centers.models import Country
from clients.exports import runs
from clients.exports.tables import EXPORT, TABLES
from clients.models import Export

FILES = [("xlsx", _("Excel")), ("csv", _("CSV"))]


class ExportForm(forms.Form):
    """A list as the page shows it; a file with people's data asks what it is for."""

    kind = forms.ChoiceField(label=_("Format"), choices=FILES, initial="xlsx")
    reason = forms.CharField(
        label=_("What for"),
        min_length=8,
        max_length=240,
        help_text=_("The file holds personal data. What you write here is kept in the log."),
    )

    def __init__(self, *args, what, user, query="", **kwargs):
        super().__init__(*args, **kwargs)
        self.what, self.user, self.query = what, user, query
        if what not in TABLES:
            del self.fields["kind"]
            countries = Country.objects.where(user, EXPORT)
            self.fields["country"] = forms.ModelChoiceField(
                countries, label=_("Country"), initial=countries.first()
            )
            self.order_fields(["country", "reason"])

    def request(self):
        data = self.cleaned_data
        return runs.request_export(
            user=self.user,
            what=self.what,
            kind=data.get("kind", "zip"),
            reason=data["reason"],
            country=data.get("country"),
            query=self.query,
            language=get_language(),
        )


def choices_for(user):
    """What the person may export: every table, and whole countries where they coordinate."""
    known = {name for name, table in TABLES.items() if table.alone}
    return [(value, label) for value, label in Export.What.choices if value in known | _wide(user)]


def may_export(user, what):
    return what in TABLES or what in _wide(user)


def _wide(user):
    whole = Country.objects.where(user, EXPORT).exists()
    return {Export.What.COUNTRY, Export.What.PANEL} if whole else set()
