"""Declaring and mending a result, and attaching its evidence."""

from django import forms
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from centers.dates import local_today
from centers.models import ExchangeRate
from clients import actions
from clients.countries import country_choices
from clients.currencies_offered import currencies_for
from clients.files import EvidenceField
from clients.forms.fields import DayField, MoneyField
from clients.models import Evidence, Outcome, Situation
from clients.models.kinds import StartTest
from clients.sanity import facts_of, outcome_questions, unanswered
from clients.validation import ALL_FIELDS, DETAILS, FIELDS, outcome_problems, own_fields

Kind = Outcome.Kind


def detail_choices():
    """Every kind within a kind, grouped by the result it belongs to."""
    groups = [(Kind(kind).label, choices.choices) for kind, choices in DETAILS.items()]
    return [("", gettext_lazy("Does not apply")), *groups]


class ClaimForm(forms.ModelForm):
    """The facts of a claim; those of other kinds are emptied, doubtful ones are asked about."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What changed"),
        choices=Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what changed.")},
    )
    occurred_on = DayField(
        label=gettext_lazy("When"),
        help_text=gettext_lazy("For capital: the day the money was received."),
    )
    applied_on = DayField(label=gettext_lazy("Applied for on"), required=False)
    detail = forms.ChoiceField(
        label=gettext_lazy("Of which kind"), required=False, choices=detail_choices
    )
    destinations = forms.MultipleChoiceField(
        label=gettext_lazy("Countries the exports went to"),
        required=False,
        choices=country_choices,
        widget=forms.SelectMultiple(attrs={"size": 6}),
    )
    start_tests = forms.MultipleChoiceField(
        label=gettext_lazy("Signs that the business is working"),
        required=False,
        choices=StartTest.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    confirmed = forms.MultipleChoiceField(
        label=gettext_lazy("Please confirm"), required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Outcome
        fields = [
            *("kind", "occurred_on", "applied_on", "detail", "destinations", "start_tests"),
            *("quantity", "women", "full_time", "part_time", "amount", "currency"),
            *("first_export", "note"),
        ]
        help_texts = {
            "quantity": gettext_lazy("Jobs: whole posts, people. Capital: operations."),
            "women": gettext_lazy("How many of these jobs are held by women."),
        }
        widgets = {"note": forms.Textarea(attrs={"rows": 2})}
        field_classes = {"amount": MoneyField}

    def __init__(self, *args, client, **kwargs):
        self.client = client
        super().__init__(*args, **kwargs)
        self.fields["currency"] = forms.ChoiceField(
            label=gettext_lazy("Currency"), required=False, choices=currencies_for(client.country)
        )
        for name in ("quantity", "women", "full_time", "part_time"):
            self.fields[name].widget.attrs["inputmode"] = "numeric"
        self.fields["amount"].widget.attrs.update({"inputmode": "decimal", "class": "money"})
        if self.instance.pk and actions.is_computed(self.instance):
            self.fields["kind"].disabled = True
            self.fields["kind"].help_text = _(
                "Computed from two situations. If it is another kind of result, take it away and "
                "record it anew."
            )
        asked = self.data.getlist("asked") if hasattr(self.data, "getlist") else []
        self.fields["confirmed"].choices = [(key, key) for key in asked]

    def clean(self):
        data = super().clean()
        kind = data.get("kind")
        if not kind:
            return data
        data |= own_fields(kind, data)
        today = local_today(self.client.center)
        for name, sentence in outcome_problems(kind, data, client=self.client, today=today).items():
            if name not in self.errors:
                self.add_error(name, sentence)
        if not self.errors:
            self._ask(data)
        return data

    def _ask(self, data):
        """Turns doubts into questions; they are confirmed by marking them."""
        last = Situation.objects.alive().filter(client=self.client, as_of__lte=data["occurred_on"])
        rate = ExchangeRate.objects.valid_for(data["currency"], data["occurred_on"])
        questions = outcome_questions(
            data["amount"],
            data["currency"],
            data["quantity"],
            last=facts_of(last.order_by("-as_of").first()),
            rate=rate and rate.per_usd,
        )
        open_questions = unanswered(questions, data["confirmed"])
        self.fields["confirmed"].choices = [(one.key, one.sentence) for one in questions]
        if open_questions:
            self.add_error("confirmed", _("Mark what is right, or correct the figure above."))

    @property
    def questions(self):
        """Keys of what was asked, to be sent back with the answers."""
        return [key for key, _sentence in self.fields["confirmed"].choices]

    def facts(self):
        names = ("kind", "occurred_on", *ALL_FIELDS, "note")
        return {name: self.cleaned_data[name] for name in names}

    def mend(self, *, outcome, by):
        """Corrects a claim that is there."""
        return actions.change_outcome(outcome=outcome, by=by, **self.facts())

    def _post_clean(self):
        """The database's rules are checked on the claim as a whole, by the action."""


class OutcomeForm(ClaimForm):
    """A new claim; evidence can come along or follow later."""

    uuid = forms.UUIDField(widget=forms.HiddenInput)
    attribution = forms.ChoiceField(
        label=gettext_lazy("Did the center help? (the client's own answer)"),
        choices=Outcome.Attribution.choices,
        required=False,
        widget=forms.RadioSelect(attrs={"class": "choices inline"}),
    )
    file = EvidenceField(label=gettext_lazy("Evidence"), required=False)
    evidence_kind = forms.ChoiceField(
        label=gettext_lazy("What the document is"), choices=Evidence.Kind.choices, required=False
    )
    covers_from = DayField(label=gettext_lazy("Covers from"), required=False)
    covers_until = DayField(label=gettext_lazy("Covers until"), required=False)

    @transaction.atomic
    def declare(self, *, by):
        """Stores the claim and, where a file came along, its evidence."""
        data = self.cleaned_data
        outcome = actions.declare_outcome(
            client=self.client,
            by=by,
            uuid=data["uuid"],
            attribution=data["attribution"],
            **self.facts(),
        )
        if data["file"] and not outcome.evidence.exists():
            actions.attach_evidence(
                outcome=outcome,
                by=by,
                file=data["file"],
                kind=data["evidence_kind"] or Evidence.Kind.OTHER,
                content_type=data["file"].content_type,
                covers_from=data["covers_from"],
                covers_until=data["covers_until"],
            )
        return outcome


class EvidenceForm(forms.Form):
    """A document for a claim that is there already."""

    file = EvidenceField(label=gettext_lazy("Document or photo"))
    kind = forms.ChoiceField(
        label=gettext_lazy("What the document is"), choices=Evidence.Kind.choices
    )
    covers_from = DayField(label=gettext_lazy("Covers from"), required=False)
    covers_until = DayField(label=gettext_lazy("Covers until"), required=False)

    def clean(self):
        data = super().clean()
        start, end = data.get("covers_from"), data.get("covers_until")
        if start and end and end < start:
            self.add_error("covers_until", _("The last day comes before the first."))
        return data

    def attach(self, *, outcome, by):
        data = self.cleaned_data
        names = ["file", "kind", "covers_from", "covers_until"]
        return actions.attach_evidence(
            outcome=outcome,
            by=by,
            content_type=data["file"].content_type,
            **{name: data[name] for name in names},
        )


def fields_by_kind():
    """{kind: its own fields}, for the script that shows only those of the kind chosen."""
    return {str(kind): list(names) for kind, names in FIELDS.items()}
