"""Forms of the bulletin and its readers."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from centers.forms.days import DayInput
from centers.models import Country
from centers.roles import Permission
from cooperation.forms.languages import LONG, SHORT, InLanguagesMixin, check_order
from cooperation.models import Bulletin, Subscriber, Theme
from cooperation.models.owned import countries_of, holds_for_network


class BulletinForm(InLanguagesMixin, forms.ModelForm):
    in_languages = {
        "titles": (_("Title"), SHORT, True),
        "introductions": (_("Introduction"), LONG, False),
    }

    class Meta:
        model = Bulletin
        fields = ["country", "starts_on", "ends_on"]
        widgets = {"starts_on": DayInput, "ends_on": DayInput}

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        right = Permission.CONTENT_PUBLISH
        self.fields["country"].queryset = countries_of(user, right)
        self.fields["country"].required = not holds_for_network(user, right)
        self.fields["country"].empty_label = _("The whole network")
        if not self.instance.pk:
            self.initial |= _since_last_issue(user)

    def clean(self):
        cleaned = super().clean()
        check_order(self, "starts_on", "ends_on")
        return cleaned

    def facts(self):
        names = ("country", "starts_on", "ends_on", "titles", "introductions")
        return {name: self.cleaned_data[name] for name in names}


def _since_last_issue(user):
    """The period of the next issue: since the last one of the person's, else three months."""
    today = timezone.localdate()
    issues = Bulletin.objects.for_user(user, Permission.CONTENT_PUBLISH)
    last = issues.order_by("ends_on").last()
    start = last.ends_on + timedelta(days=1) if last else today - timedelta(days=90)
    return {"starts_on": min(start, today), "ends_on": today}


class EntriesForm(forms.Form):
    """The place of each candidate in the issue; an empty place leaves it out."""

    def __init__(self, *args, candidates, chosen, **kwargs):
        super().__init__(*args, **kwargs)
        self.items = {item.pk: item for item in candidates}
        for key, item in self.items.items():
            self.fields[f"place_{key}"] = forms.IntegerField(
                label=str(item),
                required=False,
                min_value=1,
                max_value=99,
                initial=chosen.get(key),
                widget=forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"}),
            )

    def ordered(self):
        """The items that got a place, in the order of their places."""
        places = [
            (self.cleaned_data[f"place_{key}"], key)
            for key in self.items
            if self.cleaned_data.get(f"place_{key}")
        ]
        return [self.items[key] for _place, key in sorted(places)]


class SubscribeForm(forms.ModelForm):
    topics = forms.MultipleChoiceField(
        label=_("Topics"),
        choices=Theme,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: all of them."),
    )
    # Filled by machines only: people do not see it.
    website = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Subscriber
        fields = ["email", "language", "country", "topics"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["country"].queryset = Country.objects.filter(active=True)
        self.fields["country"].empty_label = _("All countries")

    def _get_validation_exclusions(self):
        # A known address gets the same answer as a new one: nobody can try out who reads.
        return super()._get_validation_exclusions() | {"email"}


class ChoicesForm(SubscribeForm):
    class Meta(SubscribeForm.Meta):
        fields = ["language", "country", "topics"]
