"""Which centers' data quality to show."""

from django import forms
from django.utils.translation import gettext_lazy as _

from centers.models import Center
from centers.roles import Permission


class CenterChoice(forms.Form):
    """One center of the person's scope, or all of them; an unreadable choice is no center."""

    center = forms.ModelChoiceField(
        Center.objects.none(), label=_("Center"), required=False, empty_label=_("All centers")
    )

    def __init__(self, data, *, user):
        super().__init__(data)
        self.fields["center"].queryset = Center.objects.where(user, Permission.QUALITY_VIEW)

    def chosen(self):
        """The centers as a queryset."""
        centers = self.fields["center"].queryset
        if not self.is_valid():
            return centers.none()
        one = self.cleaned_data["center"]
        return centers.filter(pk=one.pk) if one else centers
