"""Logging a session: client, minutes, mode and topic; everything else is worked out or optional."""

from django import forms
from django.utils.translation import gettext_lazy as _

from clients import actions
from clients.forms.fields import DayField, check_not_ahead
from clients.models import Client, Session, Topic
from clients.models.session import MINUTES_A_DAY

MINUTES = [15, 30, 45, 60, 90]
OTHER = "other"


class SessionFields(forms.ModelForm):
    """What a new and an edited session have in common."""

    minutes = forms.ChoiceField(
        label=_("Minutes with the client"),
        choices=[*((str(number), str(number)) for number in MINUTES), (OTHER, _("Other"))],
        widget=forms.RadioSelect(attrs={"class": "seg"}),
        error_messages={"required": _("Choose how many minutes you spent with the client.")},
    )
    other_minutes = forms.IntegerField(
        label=_("How many minutes"),
        required=False,
        min_value=1,
        max_value=MINUTES_A_DAY,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    mode = forms.ChoiceField(
        label=_("Mode"),
        choices=Session.Mode.choices,
        widget=forms.RadioSelect(attrs={"class": "seg ico"}),
        error_messages={"required": _("Choose how you met the client.")},
    )
    topics = forms.MultipleChoiceField(
        label=_("Topic"),
        choices=Topic.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one topic.")},
    )
    held_on = DayField(label=_("Date"))

    class Meta:
        model = Session
        fields = [
            "held_on",
            "started_at",
            "mode",
            "note",
            "next_step",
            "next_step_on",
            "prep_minutes",
            "travel_minutes",
            "people_present",
            "funder",
        ]
        field_classes = {"next_step_on": DayField}
        widgets = {
            "started_at": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            "note": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args, center, funders, **kwargs):
        self.center = center
        super().__init__(*args, **kwargs)
        self.fields["funder"].queryset = funders
        for name in ("prep_minutes", "travel_minutes", "people_present"):
            self.fields[name].required = False
            self.fields[name].widget.attrs["inputmode"] = "numeric"

    def clean_held_on(self):
        return check_not_ahead(self.cleaned_data["held_on"], self.center)

    def clean_prep_minutes(self):
        return self.cleaned_data["prep_minutes"] or 0

    def clean_travel_minutes(self):
        return self.cleaned_data["travel_minutes"] or 0

    def clean_people_present(self):
        return self.cleaned_data["people_present"] or 1

    def clean(self):
        data = super().clean()
        if data.get("minutes") == OTHER:
            if not data.get("other_minutes") and "other_minutes" not in self.errors:
                self.add_error("other_minutes", _("Write how many minutes."))
            data["contact_minutes"] = data.get("other_minutes") or 0
        else:
            data["contact_minutes"] = int(data.get("minutes") or 0)
        if data["contact_minutes"] + data.get("prep_minutes", 0) > MINUTES_A_DAY:
            self.add_error("prep_minutes", _("Together they cannot be more than a day (1,440)."))
        return data

    def facts(self):
        """The cleaned data as fields of a Session."""
        data = {name: self.cleaned_data[name] for name in self.Meta.fields}
        first, *further = self.cleaned_data["topics"]
        minutes = self.cleaned_data["contact_minutes"]
        return data | {"contact_minutes": minutes, "topic": first, "further_topics": further}


class SessionForm(SessionFields):
    """A new session. `clients` are those the person may record for."""

    uuid = forms.UUIDField(widget=forms.HiddenInput)
    client = forms.ModelChoiceField(
        Client.objects.none(),
        label=_("Client"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose the client."),
            "invalid_choice": _("This client is not in your center. Search again."),
        },
    )

    def __init__(self, *args, clients, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["client"].queryset = clients

    def record(self, *, by):
        return actions.record_session(
            client=self.cleaned_data["client"],
            by=by,
            uuid=self.cleaned_data["uuid"],
            **self.facts(),
        )


class SessionEditForm(SessionFields):
    """Changing a session; the client stays."""

    def __init__(self, *args, **kwargs):
        session = kwargs["instance"]
        listed = session.contact_minutes in MINUTES
        kwargs["initial"] = {
            "minutes": str(session.contact_minutes) if listed else OTHER,
            "other_minutes": None if listed else session.contact_minutes,
            "topics": [session.topic, *session.further_topics],
        }
        super().__init__(*args, center=session.center, **kwargs)

    def change(self, *, by):
        # Read again: validation has already written the new day on the form's own instance.
        stored = Session.objects.select_related("client", "center").get(pk=self.instance.pk)
        return actions.change_session(session=stored, by=by, **self.facts())
