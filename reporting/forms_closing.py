"""Which period to close."""

from datetime import date

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reporting.report.names import period_name


class CloseForm(forms.Form):
    """Up to which month, and whether what is open is accepted."""

    end = forms.ChoiceField(label=gettext_lazy("Close"))
    accept = forms.BooleanField(
        label=gettext_lazy("I have seen what is open and close all the same"), required=False
    )

    def __init__(self, *args, start, ends, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["end"].choices = [(end.isoformat(), period_name(start, end)) for end in ends]

    def clean_end(self):
        try:
            return date.fromisoformat(self.cleaned_data["end"])
        except ValueError:
            raise forms.ValidationError(_("Choose a period of the list.")) from None
