"""Signing in and the person's own account."""

from axes.handlers.proxy import AxesProxyHandler
from django import forms
from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from centers.models import User


class LoginForm(AuthenticationForm):
    """E-mail and password; says how many tries are left."""

    username = forms.EmailField(
        label=_("E-mail"),
        widget=forms.EmailInput(attrs={"autocomplete": "username", "autofocus": True}),
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def clean_username(self):
        return self.cleaned_data["username"].strip().lower()

    def get_invalid_login_error(self):
        wrong = _("E-mail or password do not match.")
        if not settings.AXES_ENABLED:
            return forms.ValidationError(wrong, code="invalid_login")
        name = {"username": self.cleaned_data.get("username")}
        left = settings.AXES_FAILURE_LIMIT - AxesProxyHandler.get_failures(self.request, name)
        tries = ngettext("You have %d try left.", "You have %d tries left.", max(left, 0))
        return forms.ValidationError(f"{wrong} {tries % max(left, 0)}", code="invalid_login")


class AccountForm(forms.ModelForm):
    """How the person wants to see and use the system."""

    language = forms.ChoiceField(label=_("Language"), required=False)

    class Meta:
        model = User
        fields = ["name", "language", "theme", "single_keys"]
        widgets = {"theme": forms.RadioSelect}
        labels = {"name": _("Name"), "theme": _("Appearance")}
        help_texts = {
            "single_keys": _(
                "N logs a session, C registers a client, / searches. They never act inside fields."
            )
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = [("", _("As the browser")), *settings.LANGUAGES]
        self.fields["theme"].required = False
        self.fields["single_keys"].label = _("Use single-key shortcuts")


class PasswordLinkForm(forms.Form):
    """Where to send the link to choose a password."""

    email = forms.EmailField(
        label=_("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "username"})
    )
