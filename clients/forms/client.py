"""Registering a client: seven fields and consent; the rest is a task list on the client's page."""

from django import forms
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from centers.dates import local_today
from centers.folding import document_key, is_number
from centers.models import Center
from centers.roles import Permission
from clients import actions, identity, matching
from clients.consents import consent_text
from clients.forms.fields import AsksAboutNumbers, PhoneField
from clients.models import Client, Consent, Sex

SEXES = [choice for choice in Sex.choices if choice[0] != Sex.NOT_STATED]
MOST_PHONE_DIGITS = 12  # a longer number is an identity number
PREFER_NOT = (Sex.NOT_STATED.value, _("Prefers not to say"))


class NewClientForm(AsksAboutNumbers, forms.Form):
    """`center` is where the person works; who works at several chooses among them."""

    uuid = forms.UUIDField(widget=forms.HiddenInput)
    names = forms.CharField(
        label=_("Names"),
        max_length=120,
        error_messages={"required": _("Write the person's names.")},
    )
    surnames = forms.CharField(
        label=_("Surnames"),
        max_length=120,
        error_messages={"required": _("Write the person's surnames.")},
    )
    business = forms.CharField(
        label=_("Name of the business"),
        max_length=200,
        required=False,
        help_text=_("Leave empty while there is none; the client is then the person."),
    )
    phone = PhoneField(label=_("Phone"), required=False, help_text=_("Leave empty if none."))
    sex = forms.ChoiceField(
        label=_("Sex"),
        choices=[*SEXES, PREFER_NOT],
        widget=forms.RadioSelect(attrs={"class": "choices inline"}),
        error_messages={"required": _("Choose one; “prefers not to say” is an answer.")},
    )
    municipality = forms.CharField(
        label=_("Municipality"),
        max_length=120,
        error_messages={"required": _("Write the municipality.")},
    )
    stage = forms.ChoiceField(
        label=_("Stage"),
        choices=Client.Stage.choices,
        initial=Client.Stage.PRE_VENTURE,
        widget=forms.RadioSelect(attrs={"class": "seg"}),
    )
    document = forms.CharField(label=_("Identity number"), max_length=40, required=False)
    consent = forms.BooleanField(
        label=_("The person agrees"),
        error_messages={
            "required": _("Without consent no personal data may be kept. Read the text aloud.")
        },
    )
    consent_method = forms.ChoiceField(
        label=_("Given how"),
        choices=[choice for choice in Consent.Method.choices if choice[0] != "link"],
        initial=Consent.Method.SPOKEN,
        widget=forms.RadioSelect(attrs={"class": "choices inline"}),
        required=False,
    )
    center = forms.ModelChoiceField(Center.objects.none(), label=_("Center"))
    # The answer to "is it one of these?": ids of the clients shown and found to be others.
    different = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, user, center, **kwargs):
        self.user = user
        super().__init__(*args, **kwargs)
        centers = Center.objects.where(user, Permission.CLIENT_EDIT).select_related("country")
        self.fields["center"].queryset = centers
        self.fields["center"].initial = center
        if center is not None and centers.count() == 1:
            self.fields["center"].widget = forms.HiddenInput()
        self.fields["phone"].country = center.country_id if center else None
        self.consent_text = consent_text(
            translation.get_language(), center.country if center else None
        )
        self.found = []
        self.day = None  # of registration and consent; default today
        self.known = None  # the client, where one that is registered is corrected

    @staticmethod
    def guess(text):
        """Initial values from what was searched for: a phone, a longer number, else names."""
        text = text.strip()
        if is_number(text):
            is_document = len(document_key(text)) > MOST_PHONE_DIGITS or text[0].isalpha()
            return {"document": text} if is_document else {"phone": text}
        words = text.split()
        half = (len(words) + 1) // 2
        return {"names": " ".join(words[:half]), "surnames": " ".join(words[half:])}

    def clean(self):
        data = super().clean()
        if data.get("center"):
            here = data["center"].country
            self.ask_about_number("document", lambda text: identity.doubt_of_person(text, here))
        if self.errors:
            return data
        country = data["center"].country
        self.found = matching.find(self.user, country=country, besides=self.known, **self._asked())
        seen = {pk for pk in data["different"].split(",") if pk.isdigit()}
        new = [match for match in self.found if str(match.key) not in seen]
        if new:
            raise forms.ValidationError(
                _("Look at who is already registered, then say whether it is the same person."),
                code="alike",
            )
        return data

    def _asked(self):
        data = self.cleaned_data
        return {
            "person": f"{data['names']} {data['surnames']}",
            "firm": data["business"],
            "phone": data["phone"],
            "document": data["document"],
            "municipality": data["municipality"],
        }

    @property
    def shown_keys(self):
        """What the hidden field says when the person answers "different"."""
        return ",".join(str(match.key) for match in self.found)

    def register(self):
        data = self.cleaned_data
        day = self.day or local_today(data["center"])
        business = data["business"].strip()
        client = actions.register_client(
            center=data["center"],
            by=self.user,
            uuid=data["uuid"],
            contact={
                "name": data["names"].strip(),
                "surname": data["surnames"].strip(),
                "sex": data["sex"],
                "phone": data["phone"],
                "document": data["document"],
            },
            consent={
                "given_on": day,
                "text_version": self.consent_text.version,
                "language": self.consent_text.language,
                "method": data["consent_method"] or Consent.Method.SPOKEN,
            },
            name=business,
            phone=data["phone"],
            municipality=data["municipality"].strip(),
            stage=data["stage"],
            contact_sex=data["sex"],
            advisor=self.user,
            registered_on=day,
        )
        matching.remember_different(client, self.found, by=self.user)
        return client
