"""Forms of plans of work."""

from django import forms
from django.utils.translation import gettext_lazy as _

from centers.forms.days import DayInput
from centers.roles import Permission
from cooperation.forms.languages import (
    LONG,
    SHORT,
    InLanguagesMixin,
    WebAddressField,
    check_order,
)
from cooperation.models import Activity, Goal, Item, Meeting, Progress, WorkPlan
from cooperation.models.owned import countries_of


class PlanForm(InLanguagesMixin, forms.ModelForm):
    in_languages = {
        "titles": (_("Title"), SHORT, True),
        "introductions": (_("Introduction"), LONG, False),
    }

    class Meta:
        model = WorkPlan
        fields = ["slug", "starts_on", "ends_on", "dialogue"]
        labels = {"slug": _("Address, such as 2026-2028")}
        widgets = {"starts_on": DayInput, "ends_on": DayInput}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["dialogue"].queryset = Meeting.objects.filter(series=Meeting.Series.DIALOGUE)

    def clean(self):
        cleaned = super().clean()
        check_order(self, "starts_on", "ends_on", strict=True)
        return cleaned


class GoalForm(InLanguagesMixin, forms.ModelForm):
    in_languages = {"texts": (_("Goal"), SHORT, True)}

    class Meta:
        model = Goal
        fields = ["position"]


class ActivityForm(InLanguagesMixin, forms.ModelForm):
    in_languages = {
        "texts": (_("Activity"), LONG, True),
        "responsible": (_("Responsible"), SHORT, True),
        "indicators": (_("Indicator"), SHORT, True),
    }

    class Meta:
        model = Activity
        fields = ["number", "starts_on", "due_on"]
        widgets = {"starts_on": DayInput, "due_on": DayInput}

    def clean(self):
        cleaned = super().clean()
        check_order(self, "starts_on", "due_on")
        number = cleaned.get("number")
        others = Activity.objects.filter(goal=self.instance.goal, number=number)
        if number and others.exclude(pk=self.instance.pk).exists():
            self.add_error("number", _("Another activity of this goal has this number."))
        return cleaned


class ProgressForm(forms.ModelForm):
    day = forms.DateField(
        label=_("A day of the quarter that you tell about"), widget=DayInput, required=True
    )

    class Meta:
        model = Progress
        fields = ["country", "day", "state", "value", "evidence", "evidence_address", "item"]
        field_classes = {"evidence_address": WebAddressField}

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        countries = countries_of(user, Permission.CONTENT_PUBLISH)
        self.fields["country"].queryset = countries
        public = Item.objects.published().filter(country__in=countries)
        self.fields["item"].queryset = public.for_list()

    def clean(self):
        cleaned = super().clean()
        shown = cleaned.get("evidence") or cleaned.get("evidence_address") or cleaned.get("item")
        if cleaned.get("state") == Progress.State.DONE and not shown:
            self.add_error("evidence", _("Done needs evidence: words, an address or an item."))
        return cleaned

    def _post_clean(self):
        """The action finds the row of the quarter; nothing is stored by the form itself."""
