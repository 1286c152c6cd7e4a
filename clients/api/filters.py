"""The pages' filters, with centers by their code and records by their client's uuid."""

from django import forms
from django.utils.translation import gettext_lazy as _

from centers.models import Center
from clients import filters
from clients.models import Situation


class ByCode(filters.ScopedFilter):
    """Centers by code, whether the caller sees one or many."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        centers = Center.objects.where(self.user, self.permission)
        self.fields["center"] = forms.ModelChoiceField(
            centers, to_field_name="code", required=False
        )


class ByClient(ByCode):
    client = forms.UUIDField(label=_("Client"), required=False)

    def narrow(self, rows):
        rows = super().narrow(rows)
        return rows.filter(client__uuid=self.value("client")) if self.value("client") else rows


class ClientFilter(ByCode, filters.ClientFilter):
    pass


class SessionFilter(ByClient, filters.SessionFilter):
    pass


class TrainingFilter(ByCode, filters.TrainingFilter):
    pass


class OutcomeFilter(ByClient, filters.OutcomeFilter):
    pass


class SituationFilter(ByClient, filters.PeriodFilter):
    day_field = "as_of"
    wave = forms.ChoiceField(label=_("Wave"), choices=Situation.Wave.choices, required=False)

    def narrow(self, rows):
        rows = super().narrow(rows)
        return rows.filter(wave=self.value("wave")) if self.value("wave") else rows


class FollowUpFilter(ByClient, filters.PeriodFilter):
    """`start` and `end` are of the day it is due."""

    day_field = "due_on"
    open = forms.BooleanField(label=_("Open"), required=False)

    def narrow(self, rows):
        rows = super().narrow(rows)
        return rows.open() if self.value("open") else rows


class ContactFilter(forms.Form):
    q = forms.CharField(label=_("Search"), required=False, max_length=120)
    client = forms.UUIDField(label=_("Client"), required=False)

    def __init__(self, data=None, *, user, **kwargs):
        super().__init__(data, **kwargs)

    def narrow(self, rows):
        if self.cleaned_data["q"]:
            rows = rows.matching(self.cleaned_data["q"])
        if self.cleaned_data["client"]:
            rows = rows.filter(
                pk__in=rows.filter(links__client__uuid=self.cleaned_data["client"]).values("pk")
            )
        return rows
