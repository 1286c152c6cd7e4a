"""Forms of what is ahead: appointments, follow-ups and transfers."""

from datetime import datetime

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from centers.dates import zone_of
from centers.forms.days import DayInput
from centers.models import Center, Country, User
from centers.roles import Permission
from clients import actions
from clients.models import Appointment, Client


class AppointmentForm(forms.ModelForm):
    """A day and an hour at the center, how long, how and where."""

    day = forms.DateField(label=_("Day"), widget=DayInput)
    hour = forms.TimeField(label=_("Hour"), widget=forms.TimeInput(attrs={"type": "time"}))

    class Meta:
        model = Appointment
        fields = ["minutes", "mode", "place", "note"]

    field_order = ["day", "hour", "minutes", "mode", "place", "note"]

    def __init__(self, *args, center, **kwargs):
        self.zone = zone_of(center)
        appointment = kwargs.get("instance")
        if appointment:
            local = timezone.localtime(appointment.starts_at, self.zone)
            kwargs["initial"] = {"day": local.date(), "hour": local.strftime("%H:%M")}
        super().__init__(*args, **kwargs)
        self.fields["minutes"].widget.attrs.update(inputmode="numeric", min=5, max=480)

    def clean_minutes(self):
        minutes = self.cleaned_data["minutes"]
        if not 5 <= minutes <= 480:
            raise forms.ValidationError(_("Write between 5 and 480 minutes."))
        return minutes

    def clean(self):
        cleaned = super().clean()
        if "day" in cleaned and "hour" in cleaned:
            cleaned["starts_at"] = datetime.combine(
                cleaned.pop("day"), cleaned.pop("hour"), tzinfo=self.zone
            )
        return cleaned

    def _facts(self):
        names = ["starts_at", "minutes", "mode", "place", "note"]
        return {name: self.cleaned_data[name] for name in names}

    def book(self, *, client, advisor, by):
        return actions.book_appointment(client=client, advisor=advisor, by=by, **self._facts())

    def move(self, *, by):
        appointment = Appointment.objects.get(pk=self.instance.pk)
        return actions.move_appointment(appointment=appointment, by=by, **self._facts())


class ReasonForm(forms.Form):
    """Ending something asks for a reason, not for 'are you sure?'."""

    reason = forms.CharField(label=_("Reason"), max_length=160)


class TransferForm(forms.Form):
    """Where a client goes; the choices are the centers of the client's own country."""

    center = forms.ModelChoiceField(Center.objects.none(), label=_("New center"))
    advisor = forms.ModelChoiceField(
        User.objects.none(),
        label=_("New advisor"),
        required=False,
        help_text=_("Leave empty to let the new center decide."),
    )
    reason = forms.CharField(label=_("Reason"), max_length=240)

    def __init__(self, *args, countries, **kwargs):
        super().__init__(*args, **kwargs)
        centers = Center.objects.filter(country__in=countries, closed_on=None)
        self.fields["center"].queryset = centers
        people = User.objects.filter(
            is_active=True,
            memberships__center__in=centers,
            memberships__role__in=["advisor", "director"],
        )
        self.fields["advisor"].queryset = people.distinct()

    def transfer(self, *, clients, by):
        return actions.transfer_clients(
            clients=clients,
            by=by,
            center=self.cleaned_data["center"],
            advisor=self.cleaned_data["advisor"],
            reason=self.cleaned_data["reason"],
        )


class ReassignForm(TransferForm):
    """All clients of an advisor who leaves, at the centers where the user may transfer."""

    leaving = forms.ModelChoiceField(User.objects.none(), label=_("Advisor who leaves"))
    field_order = ["leaving", "center", "advisor", "reason"]

    def __init__(self, *args, user, **kwargs):
        countries = Country.objects.touching(user, Permission.CLIENT_TRANSFER)
        super().__init__(*args, countries=countries, **kwargs)
        self.clients = Client.objects.for_user(user, Permission.CLIENT_TRANSFER)
        advisors = User.objects.filter(pk__in=self.clients.values("advisor"))
        self.fields["leaving"].queryset = advisors

    def reassign(self, *, by):
        clients = self.clients.filter(
            advisor=self.cleaned_data["leaving"], country=self.cleaned_data["center"].country
        )
        return self.transfer(clients=clients.select_related("center", "advisor"), by=by)
