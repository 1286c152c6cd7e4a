"""The client's answer on paper, with its scan."""

from django import forms
from django.utils.translation import gettext_lazy as _

from clients import actions, attribution
from clients.files import EvidenceField
from clients.forms.verification import AnswerForm
from clients.models import Evidence


class SignedPaperForm(AnswerForm):
    """What the signed paper says, and who signed."""

    signed_by = forms.CharField(label=_("Who signed"), max_length=100)
    file = EvidenceField(label=_("Scan or photo of the signed paper"))

    def keep(self, *, outcome, by):
        """The scan becomes evidence of the claim, the answer the client's word."""
        file = self.cleaned_data["file"]
        actions.attach_evidence(
            outcome=outcome,
            by=by,
            file=file,
            kind=Evidence.Kind.SIGNED,
            content_type=file.content_type,
        )
        return actions.answer_attribution(
            outcome=outcome,
            answer=self.cleaned_data["answer"],
            answered_by=self.cleaned_data["signed_by"],
            question=attribution.question_about(outcome),
        )
