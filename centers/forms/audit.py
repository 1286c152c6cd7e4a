from django import forms
from django.utils.translation import gettext_lazy as _

from centers.audit.watched import all_watched
from centers.forms.days import DayInput
from centers.models import AuditEntry, Center, User
from centers.roles import Permission

MANAGE = Permission.USER_MANAGE


class AuditFilter(forms.Form):
    """One filter for the page and its file."""

    center = forms.ModelChoiceField(Center.objects.none(), label=_("Center"), required=False)
    person = forms.ModelChoiceField(User.objects.none(), label=_("Person"), required=False)
    record = forms.ChoiceField(label=_("Kind of record"), required=False)
    number = forms.IntegerField(label=_("Number"), required=False, min_value=1)
    action = forms.ChoiceField(
        label=_("What was done"),
        required=False,
        choices=[("", _("All")), *AuditEntry.Action.choices],
    )
    since = forms.DateField(label=_("From"), required=False, widget=DayInput)
    until = forms.DateField(label=_("Until"), required=False, widget=DayInput)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["center"].queryset = Center.objects.where(user, MANAGE)
        self.fields["person"].queryset = User.objects.for_user(user, MANAGE)
        kinds = [(one.table, one.model._meta.verbose_name) for one in all_watched()]
        self.fields["record"].choices = [("", _("All")), *kinds]

    def apply(self, entries):
        """The entries asked for; what cannot be understood narrows nothing and says so."""
        chosen = self.cleaned_data if self.is_valid() or self.is_bound else {}
        names = {
            "center": "center", "person": "actor", "record": "record", "number": "number",
            "action": "action",
        }  # fmt: skip
        for field, column in names.items():
            if value := chosen.get(field):
                entries = entries.filter(**{column: getattr(value, "pk", value)})
        if chosen.get("since"):
            entries = entries.filter(at__date__gte=chosen["since"])
        if chosen.get("until"):
            entries = entries.filter(at__date__lte=chosen["until"])
        return entries
