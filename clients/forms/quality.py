"""Which centers' data quality to show."""

from django import forms
from django.utils.translation import gettext_lazy as _

from centers.models import Center
from centers.roles import Permission
from clients.forms.fields import DayField


class CenterChoice(forms.Form):
    """One center of the person's scope, or all of them; an unreadable choice is no center.

    Addresses may name a country and the days, `start` to `end`, of the rows that break a rule.
    """

    center = forms.ModelChoiceField(
        Center.objects.none(), label=_("Center"), required=False, empty_label=_("All centers")
    )

    country = forms.CharField(required=False, max_length=2, widget=forms.HiddenInput)
    start = DayField(required=False, widget=forms.HiddenInput)
    end = DayField(required=False, widget=forms.HiddenInput)

    def __init__(self, data, *, user):
        super().__init__(data)
        self.fields["center"].queryset = Center.objects.where(user, Permission.QUALITY_VIEW)

    def chosen(self):
        """The centers as a queryset."""
        centers = self.fields["center"].queryset
        if not self.is_valid():
            return centers.none()
        one, country = self.cleaned_data["center"], self.cleaned_data["country"]
        if country:
            centers = centers.filter(country=country)
        return centers.filter(pk=one.pk) if one else centers

    def broken(self, rule):
        """The rows that break `rule` in the chosen centers and days."""
        rows = rule.rows(self.chosen())
        if self.is_valid():
            for name, side in (("start", "gte"), ("end", "lte")):
                if day := self.cleaned_data[name]:
                    rows = rows.filter(**{f"{rule.day}__{side}": day})
        return rows
