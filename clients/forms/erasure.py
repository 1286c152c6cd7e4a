"""What is asked before a client is erased for good."""

from django import forms
from django.utils.translation import gettext_lazy as _

from centers.folding import fold
from clients import actions


class EraseForm(forms.Form):
    """The request, and the client's name typed once more: nothing brings the data back."""

    reason = forms.CharField(
        label=_("When and how the person asked"),
        max_length=240,
        help_text=_("For example: by letter of 3 May. This is kept; do not name anybody."),
    )
    name = forms.CharField(
        label=_("Name of the client, to confirm"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args, client, **kwargs):
        self.client = client
        super().__init__(*args, **kwargs)

    def clean_name(self):
        if fold(self.cleaned_data["name"]) != fold(self.client.name):
            raise forms.ValidationError(
                _("This is not the client's name. Write it as it stands above.")
            )
        return self.cleaned_data["name"]

    def erase(self, *, by):
        reason = self.cleaned_data["reason"]
        return actions.erase_client(client=self.client, by=by, reason=reason)
