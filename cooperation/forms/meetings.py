"""Forms of meetings and Dialogues."""

from datetime import UTC
from zoneinfo import ZoneInfo, available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _

from centers.forms.days import DayInput
from centers.models import Country
from centers.roles import Permission, Role
from clients.models import Sex
from cooperation.forms.languages import (
    LONG,
    SHORT,
    InLanguagesMixin,
    WallClockField,
    WebAddressField,
)
from cooperation.models import (
    AgendaPoint,
    Commitment,
    Decision,
    Declaration,
    Delegation,
    Invitation,
    Meeting,
    MeetingDocument,
)
from cooperation.models.owned import countries_of, holds_for_network


def zones():
    """Time zones of the Americas and UTC, as choices."""
    names = sorted(name for name in available_timezones() if name.startswith("America/"))
    return [("UTC", "UTC"), *((name, name.replace("_", " ")) for name in names)]


class MeetingForm(InLanguagesMixin, forms.ModelForm):
    """Times are those of the clock on the wall in the chosen time zone."""

    in_languages = {"titles": (_("Title"), SHORT, True)}
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=zones)
    starts = WallClockField(label=_("Starts at"))
    ends = WallClockField(label=_("Ends at"))

    class Meta:
        model = Meeting
        fields = ["series", "country", "time_zone", "starts", "ends", "place", "address", "state"]
        field_classes = {"address": WebAddressField}

    def __init__(self, *args, user, parent=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.parent = parent or self.instance.parent
        right = Permission.CONTENT_PUBLISH
        if self.parent:
            del self.fields["series"], self.fields["country"]
        else:
            series = [one for one in Meeting.Series.choices if one[0] != Meeting.Series.SESSION]
            self.fields["series"].choices = series
            self.fields["country"].queryset = countries_of(user, right)
            self.fields["country"].required = not holds_for_network(user, right)
        if self.instance.pk:
            self.initial["starts"] = self.instance.local_start.replace(tzinfo=None)
            self.initial["ends"] = self.instance.local_end.replace(tzinfo=None)
        elif user.home_country:
            self.initial.setdefault("time_zone", user.home_country.time_zone)

    def clean(self):
        cleaned = super().clean()
        if not {"starts", "ends", "time_zone"} <= cleaned.keys():
            return cleaned
        zone = ZoneInfo(cleaned["time_zone"])
        start, end = (cleaned[name].replace(tzinfo=zone) for name in ("starts", "ends"))
        for name, moment in (("starts", start), ("ends", end)):
            if moment.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != cleaned[name]:
                self.add_error(name, _("The clocks skip this hour on that day. Choose another."))
        if end.astimezone(UTC) <= start.astimezone(UTC):
            self.add_error("ends", _("The end lies before the beginning."))
        self.instance.starts_at, self.instance.ends_at = start, end
        if self.parent:
            self.instance.parent, self.instance.country = self.parent, self.parent.country
            self.instance.series = Meeting.Series.SESSION
        return cleaned


class AgendaPointForm(InLanguagesMixin, forms.ModelForm):
    in_languages = {"texts": (_("Topic"), SHORT, True)}

    class Meta:
        model = AgendaPoint
        fields = ["position", "length", "speaker"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.instance.pk:
            last = self.instance.meeting.agenda.last()
            self.initial["position"] = last.position + 1 if last else 1


class InviteForm(forms.Form):
    countries = forms.ModelMultipleChoiceField(
        label=_("Countries"),
        queryset=Country.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )
    roles = forms.MultipleChoiceField(
        label=_("Roles"), choices=Role, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["countries"].queryset = Country.objects.filter(active=True)


class InvitationForm(forms.ModelForm):
    class Meta:
        model = Invitation
        fields = ["name", "email", "country", "capacity", "language", "sex"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["country"].queryset = Country.objects.filter(active=True)

    def clean_email(self):
        email = self.cleaned_data["email"].lower()
        others = self.instance.meeting.invitations.exclude(pk=self.instance.pk)
        if others.filter(email=email).exists():
            raise forms.ValidationError(_("This person is already invited."))
        return email


class AnswerForm(forms.Form):
    answer = forms.ChoiceField(
        label=_("Will you attend?"),
        choices=[
            (Invitation.Answer.YES, _("Yes")),
            (Invitation.Answer.MAYBE, _("Perhaps")),
            (Invitation.Answer.NO, _("No")),
        ],
        widget=forms.RadioSelect,
    )


class AttendanceForm(forms.Form):
    """For each invitation whether the person came, and the sex for the count."""

    def __init__(self, *args, invitations, **kwargs):
        super().__init__(*args, **kwargs)
        self.keys = [one.pk for one in invitations]
        for one in invitations:
            self.fields[f"came_{one.pk}"] = forms.BooleanField(
                label=str(one), required=False, initial=one.attended
            )
            self.fields[f"sex_{one.pk}"] = forms.ChoiceField(
                label=_("Sex of %(name)s") % {"name": one}, choices=Sex, initial=one.sex
            )

    def rows(self):
        """[(came, sex)] as bound fields, one pair a person."""
        return [(self[f"came_{key}"], self[f"sex_{key}"]) for key in self.keys]

    def attended(self):
        return {key for key in self.keys if self.cleaned_data[f"came_{key}"]}

    def sexes(self):
        return {key: self.cleaned_data[f"sex_{key}"] for key in self.keys}


class MinutesForm(forms.ModelForm):
    class Meta:
        model = Meeting
        fields = ["minutes_language", "minutes"]
        widgets = {"minutes": forms.Textarea(attrs={"rows": 14})}


class MeetingDocumentForm(forms.ModelForm):
    class Meta:
        model = MeetingDocument
        fields = ["title", "language", "file"]


class DecisionForm(forms.ModelForm):
    class Meta:
        model = Decision
        fields = ["text"]


class CommitmentForm(forms.ModelForm):
    class Meta:
        model = Commitment
        fields = ["text", "country", "owner_name", "owner_email", "language", "due_on"]
        widgets = {"due_on": DayInput}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["country"].queryset = Country.objects.filter(active=True)


class CommitmentStateForm(forms.ModelForm):
    class Meta:
        model = Commitment
        fields = ["state", "outcome"]

    def clean(self):
        cleaned = super().clean()
        closed = (Commitment.State.DONE, Commitment.State.DROPPED)
        if cleaned.get("state") in closed and not cleaned.get("outcome"):
            self.add_error("outcome", _("Say in a sentence how it ended."))
        return cleaned

    def _post_clean(self):
        """The action sets the day of closing, which the constraint on the row asks for."""


class DelegationForm(forms.ModelForm):
    class Meta:
        model = Delegation
        fields = ["country", "head", "head_title", "women", "men"]

    def clean_country(self):
        country = self.cleaned_data["country"]
        others = self.instance.meeting.delegations.exclude(pk=self.instance.pk)
        if others.filter(country=country).exists():
            raise forms.ValidationError(_("This country's delegation is already in the list."))
        return country


class DeclarationForm(InLanguagesMixin, forms.ModelForm):
    in_languages = {"titles": (_("Title"), SHORT, True), "texts": (_("Text"), LONG, True)}

    class Meta:
        model = Declaration
        fields = ["adopted_on"]
        widgets = {"adopted_on": DayInput}
