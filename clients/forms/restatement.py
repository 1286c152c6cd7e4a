"""Restating a record of a closed period: its figures, a reason, old → new."""

import copy

from django import forms
from django.apps import apps
from django.forms import modelform_factory
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients import actions
from clients.models import Outcome, Session, Situation, Training
from clients.validation import FIELDS, outcome_problems

SESSION = ["held_on", "contact_minutes", "prep_minutes", "travel_minutes", "reportable"]
SITUATION = [
    *("currency", "sales_national", "sales_export", "women_full_time", "women_part_time"),
    *("men_full_time", "men_part_time", "formal_jobs"),
]
TRAINING = ["held_on", "minutes", "topic", "mode"]
DAYS = ("held_on", "occurred_on", "applied_on")
NOT_FIGURES = ("destinations", "start_tests", "detail")


def figures_of(record):
    """The fields of a record that make figures."""
    if isinstance(record, Outcome):
        own = [name for name in FIELDS[record.kind] if name not in NOT_FIGURES]
        return ["occurred_on", *own, "reportable"]
    return {Session: SESSION, Situation: SITUATION, Training: TRAINING}[type(record)]


class RestateForm(forms.ModelForm):
    """Made for one record by `restate_form`; `keep` writes the restatement."""

    take_away = forms.BooleanField(
        label=gettext_lazy("Take the record away: it should never have counted"), required=False
    )
    verify = forms.BooleanField(
        label=gettext_lazy("Verify it: I have seen the evidence"), required=False
    )
    reason = forms.CharField(
        label=gettext_lazy("Why it is restated"),
        max_length=240,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args, record, **kwargs):
        super().__init__(*args, instance=copy.copy(record), **kwargs)
        self.record = record
        if not isinstance(record, Outcome) or record.state == Outcome.State.VERIFIED:
            del self.fields["verify"]

    def clean(self):
        data = super().clean()
        if isinstance(self.record, Outcome) and data.get("occurred_on"):
            facts = {name: getattr(self.record, name) for name in FIELDS[self.record.kind]}
            problems = outcome_problems(
                self.record.kind, facts | data, client=self.record.client, today=data["occurred_on"]
            )
            for name, sentence in problems.items():
                self.add_error(name if name in self.fields else None, sentence)
        return data

    def keep(self, *, by):
        """The restatement. Raises actions.NotAllowed with a sentence."""
        reason = self.cleaned_data["reason"]
        if self.cleaned_data["take_away"]:
            return actions.take_away(record=self.record, by=by, reason=reason)
        changes = {name: self.cleaned_data[name] for name in self.Meta.fields}
        if self.cleaned_data.get("verify"):
            changes["state"] = Outcome.State.VERIFIED
        return actions.restate(record=self.record, by=by, reason=reason, **changes)


def restate_form(record, data=None):
    """The form for this Session, Outcome, Situation or Training."""
    fields = figures_of(record)
    dates = {
        name: forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        for name in fields
        if name in DAYS
    }
    form_class = modelform_factory(type(record), form=RestateForm, fields=fields, widgets=dates)
    return form_class(data, record=record)


def field_label(record_kind, name):
    """How a reader knows a field of a kind of record; for the list of restatements."""
    model = apps.get_model("clients", record_kind)
    if name == "deleted_at":
        return _("taken away on")
    return str(model._meta.get_field(name).verbose_name)
