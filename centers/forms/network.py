"""What coordinators keep of their country: its centers and funders.

Every choice comes from the countries in which `by` holds the right.
"""

from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _

from centers.forms.days import DayInput
from centers.models import Center, Country, Funder
from centers.roles import Permission

MANAGE = Permission.COUNTRY_MANAGE


class KeptForm(forms.ModelForm):
    """A row of one of the person's countries; where there is one country, it is not asked."""

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.by = by
        self.countries = Country.objects.where(by, MANAGE)
        if "country" in self.fields:
            self._offer_countries()

    def _offer_countries(self):
        field = self.fields["country"]
        field.queryset = self.countries
        if self.instance.pk:  # its records carry the country: a row does not move
            del self.fields["country"]
        elif len(self.countries) == 1 and field.required:
            self.instance.country = self.countries[0]
            del self.fields["country"]


class CenterForm(KeptForm):
    class Meta:
        model = Center
        fields = [
            "country", "code", "name", "parent", "municipality", "region", "address", "phone",
            "email", "opening_hours", "time_zone", "late_after_days", "opened_on", "closed_on",
        ]  # fmt: skip
        widgets = {"opened_on": DayInput, "closed_on": DayInput}
        labels = {"parent": _("Satellite of")}
        help_texts = {
            "code": _("Short and for good, such as SV-07: workbooks and reports name it."),
            "time_zone": _("Only where it differs from the country's."),
            "closed_on": _("First day without work. Transfer its clients before; figures stay."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        others = Center.objects.where(self.by, MANAGE).filter(parent=None)
        if self.instance.country_id:
            others = others.filter(country=self.instance.country_id)
        self.fields["parent"].queryset = others.exclude(pk=self.instance.pk)
        zones = sorted(zone for zone in available_timezones() if zone.startswith("America/"))
        self.fields["time_zone"] = forms.ChoiceField(
            label=self.fields["time_zone"].label,
            help_text=self.fields["time_zone"].help_text,
            required=False,
            choices=[("", _("As the country")), *((zone, zone) for zone in zones)],
        )

    def clean(self):
        cleaned = super().clean()
        parent = cleaned.get("parent")
        country = cleaned.get("country") or (self.instance.country_id and self.instance.country)
        if parent and country and parent.country_id != country.pk:
            self.add_error("parent", _("Choose a center of the same country."))
        if parent and self.instance.pk and self.instance.satellites.exists():
            self.add_error("parent", _("This center has satellites of its own. Leave this empty."))
        opened, closed = cleaned.get("opened_on"), cleaned.get("closed_on")
        if opened and closed and closed < opened:
            self.add_error("closed_on", _("This is before the center opened. Check both days."))
        return cleaned


class FunderForm(KeptForm):
    class Meta:
        model = Funder
        fields = ["country", "code", "name", "active"]
        help_texts = {
            "code": _("Short and for good, such as SV-BID: workbooks and reports name it."),
            "active": _("Clear it when the programme ends: its figures stay."),
        }  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "country" in self.fields:
            network = self.by.holds(Permission.NETWORK_MANAGE)
            self.fields["country"].required = not network
            if network:
                self.fields["country"].empty_label = _("The whole network")
            self._offer_countries()
