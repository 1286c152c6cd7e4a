"""A client's record by section: business, people, registrations, consent."""

from django import forms
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from clients import actions, identity
from clients.consents import consent_text, kept_text
from clients.forms.fields import AsksAboutNumbers, DayField, PhoneField, check_not_ahead
from clients.models import Client, ClientContact, Consent, Contact, Formalization, Sex
from clients.sectors import SECTIONS

OLDEST = 110


class BusinessForm(AsksAboutNumbers, forms.ModelForm):
    """Facts of the business itself."""

    sector = forms.ChoiceField(
        label=_("Sector"), choices=[("", _("Not known")), *SECTIONS], required=False
    )
    started_on = DayField(label=_("In business since"), required=False)
    rural = forms.NullBooleanField(label=_("Rural"), required=False)

    class Meta:
        model = Client
        fields = [
            "name", "stage", "started_on", "sector", "national_sector", "size", "municipality",
            "region", "rural", "phone", "email", "document", "declared_women_share",
        ]  # fmt: skip
        widgets = {"stage": forms.RadioSelect(attrs={"class": "seg"})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        country = self.instance.country
        phone = self.fields["phone"]
        self.fields["phone"] = PhoneField(label=phone.label, required=False, country=country.pk)
        self.fields["document"].label = country.business_tax_id or self.fields["document"].label
        share = forms.DecimalField(
            label=_("Share owned by women, %"), min_value=0, max_value=100, required=False
        )
        self.fields["declared_women_share"] = share
        share.help_text = _("Used only while the owners and their shares are not recorded.")

    def clean_started_on(self):
        return check_not_ahead(self.cleaned_data["started_on"], self.instance.center)

    def clean(self):
        data = super().clean()
        country = self.instance.country
        self.ask_about_number("document", lambda text: identity.doubt_of_firm(text, country))
        return data

    def save_for(self, *, by):
        facts = {name: self.cleaned_data[name] for name in self.Meta.fields}
        stored = Client.objects.get(pk=self.instance.pk)
        return actions.change_client(client=stored, by=by, **facts)


class PersonForm(AsksAboutNumbers, forms.ModelForm):
    """One person of a client and what this person is to it."""

    sex = forms.ChoiceField(
        label=_("Sex"), choices=Sex.choices, widget=forms.RadioSelect(attrs={"class": "choices"})
    )
    roles = forms.MultipleChoiceField(
        label=_("Roles"),
        choices=ClientContact.Role.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Mark at least one role.")},
    )
    share = forms.DecimalField(
        label=_("Share owned, %"), min_value=0, max_value=100, max_digits=5, decimal_places=2,
        required=False, help_text=_("Of owners only."),
    )  # fmt: skip

    class Meta:
        model = Contact
        fields = ["name", "surname", "sex", "birth_year", "phone", "email", "document"]

    def __init__(self, *args, client, **kwargs):
        self.client = client
        super().__init__(*args, **kwargs)
        self.fields["phone"] = PhoneField(
            label=_("Phone"), required=False, country=client.country_id
        )
        document = self.fields["document"]
        document.label = client.country.person_id or document.label
        if self.instance.pk:
            held = client.links.filter(contact=self.instance, ends_on=None)
            self.fields["roles"].initial = [link.role for link in held]
            shares = [link.share for link in held if link.share is not None]
            self.fields["share"].initial = shares[0] if shares else None

    def clean_birth_year(self):
        year, this = self.cleaned_data["birth_year"], timezone.localdate().year
        if year and not this - OLDEST <= year <= this:
            raise forms.ValidationError(_("Write the year of birth with four digits."))
        return year

    def clean(self):
        data = super().clean()
        country = self.client.country
        self.ask_about_number("document", lambda text: identity.doubt_of_person(text, country))
        owner = ClientContact.Role.OWNER
        if data.get("share") is not None and owner not in data.get("roles", []):
            self.add_error("share", _("Only an owner has a share. Mark “Owner” or leave it empty."))
        if data.get("share") is not None and self._owned_by_others() + data["share"] > 100:
            self.add_error("share", _("Together the owners would hold more than 100 %."))
        return data

    def _owned_by_others(self):
        links = self.client.links.filter(ends_on=None, role=ClientContact.Role.OWNER)
        others = links.exclude(contact=self.instance.pk).exclude(share=None)
        return sum(others.values_list("share", flat=True))

    def save_for(self, *, by):
        facts = {name: self.cleaned_data[name] for name in self.Meta.fields}
        known = Contact.objects.get(pk=self.instance.pk) if self.instance.pk else None
        return actions.set_person(
            client=self.client,
            by=by,
            contact=known,
            roles=self.cleaned_data["roles"],
            share=self.cleaned_data["share"],
            **facts,
        )


class RegistrationsForm(forms.Form):
    """What the business is registered as, each with its day where known."""

    def __init__(self, *args, client, **kwargs):
        self.client = client
        super().__init__(*args, **kwargs)
        held = {one.kind: one.since for one in client.formalizations.all()}
        for kind, label in Formalization.Kind.choices:
            self.fields[kind] = forms.BooleanField(
                label=label, required=False, initial=kind in held
            )
            self.fields[f"{kind}_since"] = DayField(
                label=_("Since"), required=False, initial=held.get(kind)
            )

    def clean(self):
        data = super().clean()
        for kind in Formalization.Kind.values:
            since = data.get(f"{kind}_since")
            try:
                check_not_ahead(since, self.client.center)
            except forms.ValidationError as refusal:
                self.add_error(f"{kind}_since", refusal)
            if since and not data.get(kind):
                data[kind] = True  # who writes a day means the registration
        return data

    def save_for(self, *, by):
        data = self.cleaned_data
        kinds = {kind: data[f"{kind}_since"] for kind in Formalization.Kind.values if data[kind]}
        actions.set_formalizations(client=self.client, by=by, kinds=kinds)


class ConsentForm(forms.Form):
    """A consent given now or on paper before."""

    kind = forms.ChoiceField(label=_("To what"), choices=Consent.Kind.choices)
    given_on = DayField(label=_("Given on"))
    method = forms.ChoiceField(
        label=_("Given how"),
        choices=[choice for choice in Consent.Method.choices if choice[0] != "link"],
    )

    def __init__(self, *args, client, **kwargs):
        self.client = client
        super().__init__(*args, **kwargs)
        self.text = consent_text(translation.get_language(), client.country)

    @property
    def history(self):
        """[(consent, the text that was read)], the newest first."""
        return [(one, kept_text(one)) for one in self.client.consents.all()]

    def clean_given_on(self):
        return check_not_ahead(self.cleaned_data["given_on"], self.client.center)

    def save_for(self, *, by):
        return actions.record_consent(
            client=self.client,
            by=by,
            text_version=self.text.version,
            language=self.text.language,
            **self.cleaned_data,
        )
