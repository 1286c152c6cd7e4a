"""Making a personal token of the API."""

from django import forms
from django.utils.translation import gettext_lazy as _

from centers.actions.tokens import TooManyTokens, make_token
from centers.models import Scope


class TokenForm(forms.Form):
    name = forms.CharField(
        label=_("Name"), max_length=60, help_text=_("What will use it: a program, a spreadsheet.")
    )
    scopes = forms.MultipleChoiceField(
        label=_("What it may do"),
        choices=Scope.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Never more than your own role includes."),
        error_messages={"required": _("Choose at least one.")},
    )
    days = forms.TypedChoiceField(
        label=_("Ends after"),
        choices=[(30, _("30 days")), (90, _("90 days")), (365, _("A year"))],
        coerce=int,
        initial=90,
    )

    def make(self, *, user):
        """The secret, to be shown once; None where the person holds too many tokens."""
        try:
            _token, secret = make_token(user=user, **self.cleaned_data)
        except TooManyTokens as refusal:
            self.add_error(None, str(refusal))
            return None
        return secret
