"""Forms of the information centre."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from centers.forms.days import DayInput
from centers.models import Center, Country
from centers.roles import Permission
from clients.models import Outcome
from cooperation.forms.languages import WebAddressField, check_order, clean_currency
from cooperation.models import Attachment, Item, ItemText, Link, TargetGroup, Theme
from cooperation.models.owned import countries_touched, holds_for_network


class ItemFilter(forms.Form):
    """Search words and facets; the same for page, feed and export."""

    q = forms.CharField(required=False, max_length=200, label=_("Search"))
    kind = forms.ChoiceField(required=False, choices=[("", ""), *Item.Kind.choices])
    country = forms.CharField(required=False, max_length=2)
    theme = forms.ChoiceField(required=False, choices=[("", ""), *Theme.choices])
    target_group = forms.ChoiceField(required=False, choices=[("", ""), *TargetGroup.choices])
    women_focus = forms.ChoiceField(required=False, choices=[("", ""), ("on", "on")])
    language = forms.ChoiceField(required=False, choices=[("", ""), *settings.LANGUAGES])

    def chosen(self):
        """{facet: value} of what is chosen, without the search words."""
        return {name: value for name, value in self.cleaned_data.items() if name != "q"}


class ItemForm(forms.ModelForm):
    """The facts of an item; where it belongs is limited to the person's own places."""

    themes = forms.MultipleChoiceField(
        label=_("Themes"), choices=Theme, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Item
        fields = [
            "kind",
            "country",
            "center",
            "institution",
            "starts_on",
            "ends_on",
            "themes",
            "target_group",
            "women_focus",
            "cost",
            "cost_currency",
            "contact_name",
            "contact_email",
            "licence",
        ]
        widgets = {"starts_on": DayInput, "ends_on": DayInput}

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        right = Permission.CONTENT_EDIT
        self.fields["country"].queryset = countries_touched(user, right)
        self.fields["center"].queryset = Center.objects.where(user, right)
        self.fields["country"].required = not holds_for_network(user, right)
        self.fields["center"].required = not (
            holds_for_network(user, right) or Country.objects.where(user, right).exists()
        )
        if self.instance.is_story:
            del self.fields["kind"]
        else:
            kinds = [choice for choice in Item.Kind.choices if choice[0] != Item.Kind.STORY]
            self.fields["kind"].choices = kinds
        if self.instance.pk:
            self.initial["themes"] = self.instance.themes
        elif user.home_country:
            self.initial.setdefault("country", user.home_country)
            self.initial.setdefault("center", user.home_center)

    def clean(self):
        cleaned = super().clean()
        country, center = cleaned.get("country"), cleaned.get("center")
        if center and country and center.country_id != country.pk:
            self.add_error("center", _("This center is not in the chosen country."))
        check_order(self, "starts_on", "ends_on")
        if cleaned.get("cost") is not None and not cleaned.get("cost_currency"):
            self.add_error("cost_currency", _("Name the currency of the cost, such as USD."))
        if (cost := cleaned.get("cost")) is not None and cost < 0:
            self.add_error("cost", _("A cost is not negative."))
        return cleaned

    def clean_cost_currency(self):
        return clean_currency(self.cleaned_data["cost_currency"])

    def facts(self):
        """The fields for the actions, `themes` among them."""
        return dict(self.cleaned_data)


class ItemTextForm(forms.ModelForm):
    class Meta:
        model = ItemText
        fields = ItemText.FIELDS
        widgets = {name: forms.Textarea(attrs={"rows": 5}) for name in ("summary", *ItemText.BODY)}

    def __init__(self, *args, language, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["lang"] = language
        for name in ItemText.BODY:
            self.fields[name].help_text = _("Markdown: **bold**, lists with -, links.")


class ItemLanguageForm(forms.Form):
    language = forms.ChoiceField(label=_("Language of the original"), choices=settings.LANGUAGES)


class AttachmentForm(forms.ModelForm):
    class Meta:
        model = Attachment
        fields = ["role", "title", "language", "file"]


class LinkForm(forms.ModelForm):
    class Meta:
        model = Link
        fields = ["title", "address"]
        field_classes = {"address": WebAddressField}

    def clean_address(self):
        address = self.cleaned_data["address"]
        if not address.startswith(("https://", "http://")):
            raise forms.ValidationError(_("Give a web address that begins with https://."))
        if self.instance.item_id and self.instance.item.links.filter(address=address).exists():
            raise forms.ValidationError(_("This address is already in the list."))
        return address


class ReasonForm(forms.Form):
    """A word to those who come after: why something was sent back or taken down."""

    note = forms.CharField(label=_("Reason"), max_length=240)


class FiguresForm(forms.Form):
    """Which verified results of the client the story tells."""

    outcomes = forms.ModelMultipleChoiceField(
        label=_("Verified results to tell"),
        queryset=Outcome.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("They stay linked: a result that is no longer verified leaves the story."),
    )

    def __init__(self, *args, outcomes, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["outcomes"].queryset = outcomes


class ApprovalForm(forms.Form):
    """The client's answer by the signed link."""

    agrees = forms.ChoiceField(
        label=_("May this story be published?"),
        choices=[("yes", _("Yes, as it is written here")), ("no", _("No"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose yes or no.")},
    )
    photo = forms.BooleanField(label=_("The photo may be shown"), required=False)
    figures = forms.BooleanField(label=_("The figures may be shown"), required=False)
    signed_name = forms.CharField(
        label=_("Your name, as a signature"),
        max_length=160,
        required=False,
        help_text=_("Needed only for a yes."),
    )
    note = forms.CharField(
        label=_("What should be changed?"), max_length=500, required=False, widget=forms.Textarea
    )

    def __init__(self, *args, absent=(), **kwargs):
        """`absent`: "photo", "figures" where the story has none; they are not asked about."""
        super().__init__(*args, **kwargs)
        for name in absent:
            del self.fields[name]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("agrees") == "yes" and not cleaned.get("signed_name"):
            self.add_error("signed_name", _("Write your name to sign."))
        return cleaned
