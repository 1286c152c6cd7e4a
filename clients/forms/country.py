"""A country's settings: what its people, phones and reports go by."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from centers.models import Country
from centers.roles import Permission
from clients import actions
from clients.consents import consent_text
from clients.models import Formalization

MONTHS = [3, 6, 12, 18, 24, 36]


class CountryForm(forms.ModelForm):
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    fiscal_year_start_month = forms.IntegerField(
        label=_("Fiscal year starts in month"), min_value=1, max_value=12
    )
    followup_months = forms.TypedMultipleChoiceField(
        label=_("Follow-ups after months"),
        coerce=int,
        choices=[(month, str(month)) for month in MONTHS],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Counted from the first session. Dates that are set already stay."),
    )
    in_business_requires = forms.MultipleChoiceField(
        label=_("Registrations required to be in business"),
        choices=[
            pair for pair in Formalization.Kind.choices if pair[0] != Formalization.Kind.UNSPECIFIED
        ],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("None: an informal firm counts as started by its activity alone."),
    )
    directory_hours = forms.IntegerField(
        label=_("Hours a phone keeps the names of clients"),
        min_value=24,
        max_value=168,
        help_text=_("From 24 to 168, counted from its last contact."),
    )
    late_after_days = forms.IntegerField(
        label=_("Days until a session counts as recorded late"),
        min_value=1,
        max_value=366,
        help_text=_("Data quality lists sessions recorded later; a center may have its own limit."),
    )

    class Meta:
        model = Country
        fields = [
            "active", "language", "fiscal_year_start_month", "paper", "followup_months",
            "in_business_requires", "directory_hours", "late_after_days",
        ]  # fmt: skip

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        if not by.holds(Permission.NETWORK_MANAGE):
            del self.fields["active"]  # who takes part is the network's decision


class ConsentTextForm(forms.Form):
    """What clients agree to, in each language; the one of the country has to be there."""

    def __init__(self, *args, country, **kwargs):
        super().__init__(*args, **kwargs)
        self.country = country
        for language, name in settings.LANGUAGES:
            self.fields[language] = forms.CharField(
                label=name,
                max_length=2000,
                required=language == country.language,
                initial=consent_text(language, country).text,
                widget=forms.Textarea(attrs={"rows": 6, "lang": language}),
            )

    def write(self, *, by):
        texts = {language: text for language, text in self.cleaned_data.items() if text}
        return actions.write_consent_text(country=self.country, texts=texts, by=by)
