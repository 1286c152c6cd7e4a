"""A file of a client."""

from django import forms
from django.utils.translation import gettext_lazy as _

from clients import actions
from clients.files import EvidenceField


class DocumentForm(forms.Form):
    title = forms.CharField(
        label=_("What it is"),
        max_length=160,
        error_messages={"required": _("Write what the document is.")},
    )
    file = EvidenceField(label=_("Document or photo"))

    def add(self, *, client, by):
        data = self.cleaned_data
        return actions.add_document(client=client, by=by, title=data["title"], file=data["file"])
