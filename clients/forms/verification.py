"""Forms of verifying: return with a reason, the second look, the client's word."""

from datetime import timedelta

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from centers.forms.days import DayInput
from centers.models import Center
from centers.roles import Permission
from clients import actions
from clients.models import Outcome, RecheckItem


class QueueFilter(forms.Form):
    """Which waiting claims to show; an unreadable filter shows none."""

    center = forms.ModelChoiceField(
        Center.objects.none(),
        label=gettext_lazy("Center"),
        required=False,
        empty_label=gettext_lazy("All centers"),
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind of result"), required=False)

    def __init__(self, data, *, user):
        super().__init__(data)
        centers = Center.objects.where(user, Permission.OUTCOME_VERIFY)
        self.fields["center"].queryset = centers
        if centers.count() < 2:  # still read: an address may name a center
            self.fields["center"].widget = forms.HiddenInput()
        self.fields["kind"].choices = [("", _("All kinds")), *Outcome.Kind.choices]

    def apply(self, outcomes):
        if not self.is_valid():
            return outcomes.none()
        for name in ("center", "kind"):
            if self.cleaned_data[name]:
                outcomes = outcomes.filter(**{name: self.cleaned_data[name]})
        return outcomes


class ReturnForm(forms.Form):
    """Why a claim goes back; "another reason" needs words."""

    reason = forms.ChoiceField(label=gettext_lazy("Reason"))
    note = forms.CharField(
        label=gettext_lazy("What to mend"),
        max_length=240,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        reasons = Outcome.ReturnReason.choices
        self.fields["reason"].choices = [("", _("Choose a reason")), *reasons]

    def clean(self):
        data = super().clean()
        if data.get("reason") == Outcome.ReturnReason.OTHER and not data.get("note", "").strip():
            self.add_error("note", _("Write what has to be mended."))
        return data


class SampleForm(forms.Form):
    """A random draw of verified claims."""

    center = forms.ModelChoiceField(
        Center.objects.none(),
        label=gettext_lazy("Center"),
        required=False,
        empty_label=gettext_lazy("All centers"),
    )
    starts_on = forms.DateField(
        label=gettext_lazy("From"),
        widget=DayInput,
    )
    last_day = forms.DateField(
        label=gettext_lazy("Until"),
        widget=DayInput,
    )
    size = forms.IntegerField(
        label=gettext_lazy("How many"), min_value=1, max_value=500, initial=20
    )

    def __init__(self, *args, country, **kwargs):
        super().__init__(*args, **kwargs)
        self.country = country
        self.fields["center"].queryset = Center.objects.filter(country=country)

    def clean(self):
        data = super().clean()
        start, last = data.get("starts_on"), data.get("last_day")
        if start and last and last < start:
            self.add_error("last_day", _("The last day comes before the first."))
        return data

    @property
    def ends_on(self):
        """The end of the half-open period: the day after the last."""
        return self.cleaned_data["last_day"] + timedelta(days=1)


class FindingForm(forms.Form):
    """What the second look found."""

    finding = forms.ChoiceField(
        label=gettext_lazy("Finding"),
        choices=RecheckItem.Finding.choices[1:],
        widget=forms.RadioSelect,
    )
    reason = forms.ChoiceField(label=gettext_lazy("Reason"), required=False)
    note = forms.CharField(label=gettext_lazy("Note"), max_length=240, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = [("", _("None")), *Outcome.ReturnReason.choices]

    def clean(self):
        data = super().clean()
        if data.get("finding") == RecheckItem.Finding.FAILED and not data.get("reason"):
            self.add_error("reason", _("Say why the result does not hold."))
        return data

    def keep(self, *, item, by):
        return actions.note_finding(item=item, by=by, **self.cleaned_data)


class AnswerForm(forms.Form):
    """Did the center help? Yes, in part, no."""

    answer = forms.ChoiceField(
        label=gettext_lazy("The client's answer"),
        choices=Outcome.Attribution.choices[1:],
        widget=forms.RadioSelect,
    )
