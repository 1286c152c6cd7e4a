"""How clients stood on a day: sales of twelve months and jobs."""

from decimal import Decimal

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from centers.api.fields import Scoped
from centers.api.serializers import Record, named
from centers.currencies import is_currency
from clients import actions
from clients.api.base import PutsAside
from clients.api.filters import SituationFilter
from clients.forms.fields import check_not_ahead
from clients.models import Client, Situation

JOBS = ("women_full_time", "women_part_time", "men_full_time", "men_part_time")
EXAMPLE = OpenApiExample(
    "Six months on",
    request_only=True,
    value={
        "client": "018f9d0c-7a54-7cc1-9e43-0c6c7b6f1f10",
        "as_of": "2026-05-31",
        "wave": "6",
        "currency": "USD",
        "sales_national": "18400.00",
        "sales_export": "0.00",
        "women_full_time": 3,
        "women_part_time": 1,
        "men_full_time": 1,
        "men_part_time": 0,
    },
)


def _money():
    return serializers.DecimalField(
        max_digits=18, decimal_places=2, min_value=Decimal(0), required=False, allow_null=True
    )


@extend_schema_serializer(examples=[EXAMPLE])
class SituationRecord(Record):
    """A dated snapshot. What changed since the one before becomes claims by itself."""

    client = Scoped(Client)
    sales_national = _money()
    sales_export = _money()
    currency = serializers.CharField(max_length=3, required=False)

    class Meta:
        model = Situation
        fields = [
            "uuid", "client", "center", "country", "as_of", "wave", "currency", "sales_national",
            "sales_export", *JOBS, "formal_jobs", "figures_from", "recorded_at",
        ]  # fmt: skip

    def validate_currency(self, code):
        if not is_currency(code):
            sentence = _("Write the currency as its three-letter code, for example USD.")
            raise serializers.ValidationError(sentence)
        return code

    def validate(self, data):
        if self.instance and "client" in data:
            raise serializers.ValidationError({"client": _("A situation stays with its client.")})
        client = self.instance.client if self.instance else data["client"]
        named("as_of", check_not_ahead, data.get("as_of"), client.center)
        jobs = [self.value(data, name) for name in JOBS]
        formal = self.value(data, "formal_jobs")
        if formal is not None and None not in jobs and formal > sum(jobs):
            sentence = _("There cannot be more formal jobs than jobs.")
            raise serializers.ValidationError({"formal_jobs": sentence})
        return data

    def create(self, data):
        return actions.record_situation(by=self.by, source="api", **data)

    def update(self, situation, data):
        return actions.change_situation(situation=situation, by=self.by, **data)


class SituationViewSet(PutsAside):
    """Situations of the clients of the caller's centers."""

    model = Situation
    serializer_class = SituationRecord
    filter_form = SituationFilter

    def get_queryset(self):
        return super().get_queryset().select_related("client__country", "client__center", "center")

    def put_aside_with(self, situation, reason):
        actions.delete_situation(situation=situation, by=self.request.user, reason=reason)
