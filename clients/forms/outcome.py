"""Declaring a result and attaching its evidence."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from clients import actions
from clients.currencies_offered import currencies_for
from clients.files import EvidenceField
from clients.forms.fields import DayField, check_not_ahead
from clients.models import Evidence, Formalization, Outcome

Kind = Outcome.Kind
CAPITAL_KINDS = [
    ("bank_loan", _("Bank loan")),
    ("micro_loan", _("Micro-loan")),
    ("guarantee", _("Guarantee")),
    ("grant", _("Grant")),
    ("seed", _("Seed capital")),
    ("equity", _("Investment (equity)")),
    ("own", _("Own money")),
]
INNOVATIONS = [
    ("product", _("New product")),
    ("certification", _("Certification")),
    ("intellectual_property", _("Intellectual property")),
    ("digital_channel", _("Digital sales channel")),
]
DETAILS = {
    Kind.CAPITAL: CAPITAL_KINDS,
    Kind.FORMALIZED: Formalization.Kind.choices,
    Kind.INNOVATION: INNOVATIONS,
}


class OutcomeForm(forms.ModelForm):
    """What changed, how much, when; evidence can follow later."""

    uuid = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label=_("What changed"),
        choices=Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what changed.")},
    )
    occurred_on = DayField(
        label=_("When"), help_text=_("For capital: the day the money was received.")
    )
    detail = forms.ChoiceField(
        label=_("Of which kind"),
        required=False,
        choices=[
            ("", _("Does not apply")),
            (_("Capital obtained"), CAPITAL_KINDS),
            (_("Business formalized"), Formalization.Kind.choices),
            (_("Innovation"), INNOVATIONS),
        ],
    )
    attribution = forms.ChoiceField(
        label=_("Did the center help? (the client's own answer)"),
        choices=Outcome.Attribution.choices,
        required=False,
        widget=forms.RadioSelect(attrs={"class": "choices inline"}),
    )
    file = EvidenceField(label=_("Evidence"), required=False)
    evidence_kind = forms.ChoiceField(
        label=_("What the document is"), choices=Evidence.Kind.choices, required=False
    )

    class Meta:
        model = Outcome
        fields = ["quantity", "women", "amount", "currency", "note"]
        help_texts = {
            "quantity": _("Jobs: whole posts, people."),
            "women": _("How many of these jobs are held by women."),
        }
        widgets = {"note": forms.Textarea(attrs={"rows": 2})}

    field_order = [
        "kind", "occurred_on", "quantity", "women", "amount", "currency", "detail",
        "attribution", "file", "evidence_kind", "note",
    ]  # fmt: skip

    def __init__(self, *args, client, **kwargs):
        self.client = client
        super().__init__(*args, **kwargs)
        self.fields["currency"] = forms.ChoiceField(
            label=_("Currency"), required=False, choices=currencies_for(client.country)
        )
        self.fields["quantity"].widget.attrs["inputmode"] = "numeric"
        self.fields["women"].widget.attrs["inputmode"] = "numeric"
        self.fields["amount"].widget.attrs.update({"inputmode": "decimal", "class": "money"})

    def clean_occurred_on(self):
        return check_not_ahead(self.cleaned_data["occurred_on"], self.client.center)

    def clean(self):
        data = super().clean()
        kind = data.get("kind")
        if kind in Outcome.JOB_KINDS:
            self._check_jobs(data)
        elif kind in Outcome.MONEY_KINDS:
            self._check_money(data)
        elif kind:
            data["quantity"], data["women"] = data.get("quantity") or 1, None
        if kind not in Outcome.MONEY_KINDS:
            data["amount"], data["currency"] = None, ""
        if kind in DETAILS and data.get("detail") not in dict(DETAILS[kind]):
            self.add_error("detail", _("Choose of which kind it is."))
        elif kind and kind not in DETAILS:
            data["detail"] = ""
        return data

    def _check_jobs(self, data):
        if not data.get("quantity") and "quantity" not in self.errors:
            self.add_error("quantity", _("Write how many jobs, at least 1."))
        if data.get("women") is not None and data["women"] > (data.get("quantity") or 0):
            self.add_error("women", _("There cannot be more women than jobs."))

    def _check_money(self, data):
        if "amount" not in self.errors and not (data.get("amount") or Decimal(0)) > 0:
            self.add_error("amount", _("Write the amount, more than 0."))
        if not data.get("currency"):
            self.add_error("currency", _("Choose the currency of the amount."))
        data["quantity"] = data["women"] = None

    def declare(self, *, by):
        """Stores the claim and, where a file came along, its evidence."""
        data = self.cleaned_data
        names = ["kind", "occurred_on", *self.Meta.fields, "detail", "attribution"]
        outcome = actions.declare_outcome(
            client=self.client, by=by, uuid=data["uuid"], **{name: data[name] for name in names}
        )
        if data["file"] and not outcome.evidence.exists():
            actions.attach_evidence(
                outcome=outcome,
                by=by,
                file=data["file"],
                kind=data["evidence_kind"] or Evidence.Kind.OTHER,
                content_type=data["file"].content_type,
            )
        return outcome

    def _post_clean(self):
        """The database's rules are checked on the claim as a whole, by the action."""


class EvidenceForm(forms.Form):
    """A document for a claim that is there already."""

    file = EvidenceField(label=_("Document or photo"))
    kind = forms.ChoiceField(label=_("What the document is"), choices=Evidence.Kind.choices)
    covers_from = DayField(label=_("Covers from"), required=False)
    covers_until = DayField(label=_("Covers until"), required=False)

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
