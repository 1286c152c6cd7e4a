"""Restating a record of a closed period: its figures, a reason, old → new."""

import copy

from django import forms
from django.apps import apps
from django.forms import modelform_factory
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from centers.forms.days import DayInput
from clients import actions
from clients.countries import country_choices, country_name
from clients.models import Outcome, Session, Situation, Training
from clients.models.kinds import StartTest
from clients.validation import DETAILS, FIELDS, outcome_problems

SESSION = ["held_on", "contact_minutes", "prep_minutes", "travel_minutes", "reportable"]
SITUATION = [
    *("currency", "sales_national", "sales_export", "women_full_time", "women_part_time"),
    *("men_full_time", "men_part_time", "formal_jobs"),
]
TRAINING = ["held_on", "minutes", "topic", "mode"]
SIGNS = dict(StartTest.choices)
# No two kinds of result share a code of detail, so the code alone says what is meant.
DETAIL_LABELS = {code: label for kinds in DETAILS.values() for code, label in kinds.choices}
DAYS = ("held_on", "occurred_on", "applied_on")


def figures_of(record):
    """The fields of a record that make figures, or that decide which figure it makes."""
    if isinstance(record, Outcome):
        return ["occurred_on", *FIELDS[record.kind], "reportable"]
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
        self.fields |= {
            name: field for name, field in _choices_of(record).items() if name in self.fields
        }
        if not isinstance(record, Outcome) or record.state == Outcome.State.VERIFIED:
            del self.fields["verify"]

    def clean(self):
        data = super().clean()
        asked = isinstance(self.record, Outcome) and not data.get("take_away")
        if asked and data.get("occurred_on"):
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


def _choices_of(record):
    """Fields that the claim's form asks by choice: countries, kinds within a kind, signs."""
    if not isinstance(record, Outcome):
        return {}
    kinds = DETAILS[record.kind].choices if record.kind in DETAILS else []
    return {
        "destinations": forms.MultipleChoiceField(
            label=gettext_lazy("Countries the exports went to"),
            required=False,
            choices=country_choices,
            widget=forms.SelectMultiple(attrs={"size": 6}),
        ),
        "detail": forms.ChoiceField(
            label=gettext_lazy("Of which kind"), required=False, choices=[("", "–"), *kinds]
        ),
        "start_tests": forms.MultipleChoiceField(
            label=gettext_lazy("Signs that the business is working"),
            required=False,
            choices=StartTest.choices,
            widget=forms.CheckboxSelectMultiple,
        ),
    }


def restate_form(record, data=None):
    """The form for this Session, Outcome, Situation or Training."""
    fields = figures_of(record)
    dates = {name: DayInput for name in fields if name in DAYS}
    form_class = modelform_factory(type(record), form=RestateForm, fields=fields, widgets=dates)
    return form_class(data, record=record)


def field_label(record_kind, name):
    """How a reader knows a field of a kind of record; for the list of restatements."""
    model = apps.get_model("clients", record_kind)
    if name == "deleted_at":
        return _("taken away on")
    return str(model._meta.get_field(name).verbose_name)


def read_lines(restatement):
    """[(field, old, new)] of a restatement in the reader's words, codes spelled out."""
    return [
        (
            field_label(restatement.record, name),
            _in_words(restatement.record, name, old),
            _in_words(restatement.record, name, new),
        )
        for name, (old, new) in restatement.changes.items()
    ]


def _in_words(record_kind, name, text):
    if name == "destinations":
        return ", ".join(country_name(code) for code in text.split(", ") if code)
    if name == "start_tests":
        return ", ".join(str(SIGNS.get(code, code)) for code in text.split(", ") if code)
    if name == "detail":
        return str(DETAIL_LABELS.get(text, text))
    field = apps.get_model("clients", record_kind)._meta.get_field(name)
    if field.get_internal_type() == "BooleanField":
        return {"True": _("Yes"), "False": _("No")}.get(text, text)
    return str(dict(field.flatchoices).get(text, text))
