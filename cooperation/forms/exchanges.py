"""Forms of South-South exchanges."""

from django import forms
from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from centers.forms.days import DayInput
from centers.models import Country
from centers.roles import Permission
from cooperation.forms.languages import check_order, clean_currency
from cooperation.models import CostShare, Item, Listing, Participant, Replication, Visit
from cooperation.models.owned import countries_of


class ListingForm(forms.ModelForm):
    languages = forms.MultipleChoiceField(
        label=_("Languages of work"),
        choices=settings.LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Listing
        fields = [
            "kind",
            "country",
            "theme",
            "title",
            "description",
            "institution",
            "contact_email",
            "languages",
            "mode",
            "until",
            "covers_costs",
            "practice",
        ]
        widgets = {"until": DayInput}

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        countries = countries_of(user, Permission.CONTENT_PUBLISH)
        self.fields["country"].queryset = countries
        self.fields["country"].required = True
        self.fields["practice"].queryset = Item.objects.published().filter(country__in=countries)
        if not self.instance.pk:
            self.initial.setdefault("country", user.home_country)


class AgreementForm(forms.Form):
    agreement = forms.CharField(
        label=_("What is agreed: purpose, steps, who does and who pays what"),
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    follow_up_on = forms.DateField(label=_("Follow-up on"), widget=DayInput)


class VisitForm(forms.ModelForm):
    class Meta:
        model = Visit
        fields = ["mode", "place", "starts_on", "ends_on", "purpose"]
        widgets = {"starts_on": DayInput, "ends_on": DayInput}

    def clean(self):
        cleaned = super().clean()
        check_order(self, "starts_on", "ends_on")
        return cleaned


class VisitReportForm(forms.ModelForm):
    class Meta:
        model = Visit
        fields = ["report"]


class ParticipantForm(forms.ModelForm):
    class Meta:
        model = Participant
        fields = ["name", "sex", "country", "institution"]

    def __init__(self, *args, exchange, **kwargs):
        super().__init__(*args, **kwargs)
        both = Q(pk=exchange.teacher_id) | Q(pk=exchange.learner_id)
        self.fields["country"].queryset = Country.objects.filter(both)


class CostShareForm(forms.ModelForm):
    class Meta:
        model = CostShare
        fields = ["payer", "purpose", "amount", "currency", "in_kind"]

    def clean_currency(self):
        return clean_currency(self.cleaned_data["currency"])


class FollowUpForm(forms.Form):
    follow_up = forms.CharField(
        label=_("What came of it"), widget=forms.Textarea(attrs={"rows": 6})
    )
    closes = forms.BooleanField(
        label=_("The exchange is over"),
        required=False,
        help_text=_("Its request is then answered and leaves the list."),
    )


class ReplicationForm(forms.ModelForm):
    class Meta:
        model = Replication
        fields = ["original", "adapted", "adaptation", "language", "started_on"]
        widgets = {"started_on": DayInput}

    def __init__(self, *args, exchange, **kwargs):
        super().__init__(*args, **kwargs)
        public = Item.objects.published().for_list()
        self.fields["original"].queryset = public.filter(country=exchange.teacher)
        self.fields["original"].label = _("Original practice")
        own = Item.objects.exclude(state=Item.State.WITHDRAWN).filter(country=exchange.learner)
        self.fields["adapted"].queryset = own.for_list()
