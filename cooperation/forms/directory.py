"""Forms of the network's directory and of requests for advice."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from centers.forms.days import DayInput
from centers.models import Center, Contract, Operator, User
from centers.roles import Permission
from cooperation.forms.languages import (
    LONG,
    InLanguagesMixin,
    WebAddressField,
    check_order,
)
from cooperation.models import Accreditation, Certificate, CountryProfile, IntakeRequest
from cooperation.models.owned import countries_of


class IntakeForm(forms.ModelForm):
    """What somebody fills in who asks a center for advice."""

    consent_given = forms.BooleanField(
        label=_("I have read this and agree. I may take it back at any time."),
        error_messages={"required": _("Without your agreement the center cannot keep your data.")},
    )
    consent_read = forms.CharField(required=False, widget=forms.HiddenInput)
    # Filled by machines only: people do not see it.
    website = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = IntakeRequest
        fields = [
            "name",
            "surname",
            "business",
            "stage",
            "sex",
            "phone",
            "email",
            "municipality",
            "message",
            "consent_given",
        ]
        labels = {"message": _("What do you need advice on?")}
        help_texts = {"phone": _("A phone number or an e-mail: one of them is enough.")}
        widgets = {
            "phone": forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
            "message": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(self, data=None, *, read):
        """`read`: the text of consent that the page shows."""
        super().__init__(data)
        self.read = read

    @property
    def shown_text(self):
        """Names what the page shows: by it a text that changed meanwhile is noticed."""
        return f"{self.read.version} {self.read.language}"

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("consent_given") and cleaned.get("consent_read") != self.shown_text:
            text = _("The text below was changed meanwhile. Read it and send the form again.")
            self.add_error("consent_given", text)
        if not cleaned.get("phone") and not cleaned.get("email"):
            self.add_error("phone", _("Give a phone number or an e-mail, so that we can answer."))
        phone = cleaned.get("phone") or ""
        if phone and sum(char.isdigit() for char in phone) < 7:
            self.add_error("phone", _("This phone number is too short. Check its digits."))
        return cleaned

    def _get_validation_exclusions(self):
        # The center and the rule "phone or e-mail" are checked above and by the action.
        return super()._get_validation_exclusions() | {"center", "country"}

    def facts(self):
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class DismissForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Reason"), choices=IntakeRequest.Reason.choices[1:], widget=forms.RadioSelect
    )


class AccreditationForm(forms.ModelForm):
    class Meta:
        model = Accreditation
        fields = ["center", "state", "phase", "body", "valid_from", "valid_until"]
        widgets = {"valid_from": DayInput, "valid_until": DayInput}

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["center"].queryset = Center.objects.where(user, Permission.CONTENT_PUBLISH)

    def clean(self):
        cleaned = super().clean()
        check_order(self, "valid_from", "valid_until", strict=True)
        return cleaned


class CertificateForm(forms.ModelForm):
    class Meta:
        model = Certificate
        fields = ["user", "name", "issuer", "issued_on", "expires_on"]
        widgets = {"issued_on": DayInput, "expires_on": DayInput}

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = User.objects.for_user(user, Permission.CONTENT_PUBLISH)

    def clean(self):
        cleaned = super().clean()
        check_order(self, "issued_on", "expires_on", strict=True)
        return cleaned


class CenterPublicForm(forms.ModelForm):
    """What the public reads of a center: where it is, when it is open, how to reach it."""

    class Meta:
        model = Center
        fields = ["municipality", "address", "phone", "email", "opening_hours"]


class OperatorForm(forms.ModelForm):
    class Meta:
        model = Operator
        fields = ["country", "name", "kind"]

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["country"].queryset = countries_of(user, Permission.CONTENT_PUBLISH)
        if not self.instance.pk:
            self.initial.setdefault("country", user.home_country)


class ContractForm(forms.ModelForm):
    """An operator runs a center of its country from one day to another."""

    class Meta:
        model = Contract
        fields = ["operator", "center", "starts_on", "ends_on"]
        widgets = {"starts_on": DayInput, "ends_on": DayInput}

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        right = Permission.CONTENT_PUBLISH
        countries = countries_of(user, right)
        self.fields["operator"].queryset = Operator.objects.filter(country__in=countries)
        self.fields["center"].queryset = Center.objects.where(user, right)

    def clean(self):
        cleaned = super().clean()
        check_order(self, "starts_on", "ends_on", strict=True)
        operator, center = cleaned.get("operator"), cleaned.get("center")
        if operator and center and operator.country_id != center.country_id:
            self.add_error("operator", _("This operator works in another country."))
        if center and cleaned.get("starts_on") and not self.errors and self._others():
            self.add_error(
                "starts_on", _("Another contract runs at that time. End that one first.")
            )
        return cleaned

    def _others(self):
        """Contracts of the center that run at the same time: one operator answers for a center."""
        first, last = self.cleaned_data["starts_on"], self.cleaned_data.get("ends_on")
        others = self.cleaned_data["center"].contracts.exclude(pk=self.instance.pk)
        others = others.filter(Q(ends_on=None) | Q(ends_on__gt=first))
        return (others.filter(starts_on__lt=last) if last else others).exists()


class ProfileForm(InLanguagesMixin, forms.ModelForm):
    in_languages = {"about": (_("About the network"), LONG, False)}

    class Meta:
        model = CountryProfile
        fields = ["phase", "since", "lead_institution", "website"]
        field_classes = {"website": WebAddressField}
        widgets = {"since": DayInput}
