"""Targets: read, set, take away."""

from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.response import Response

from centers.api.fields import Scoped
from centers.api.idempotency import once
from centers.api.serializers import centers_of, countries_of, people_of
from centers.api.views import ReadsRecords
from centers.models import Center, Country, Funder, User
from centers.roles import Permission
from clients.api.base import funders_of
from reporting.measures import MEASURES
from reporting.models import Target
from reporting.targets import set_target

HOLDERS = ("country", "center", "funder", "advisor")
EXAMPLE = OpenApiExample(
    "Jobs of a center",
    request_only=True,
    value={
        "country": "SV",
        "center": "SV-01",
        "measure": "JOB-01",
        "year": 2026,
        "value": "120.00",
        "profile": "even",
    },
)


@extend_schema_serializer(examples=[EXAMPLE])
class TargetRecord(serializers.ModelSerializer):
    """A value to reach in the fiscal year that starts in calendar year `year`.

    Without center, funder and advisor it is the country's own.
    """

    country = Scoped(Country, "code", countries_of)
    center = Scoped(Center, "code", centers_of, required=False, allow_null=True)
    funder = Scoped(Funder, "code", funders_of, required=False, allow_null=True)
    advisor = Scoped(User, scope=people_of, required=False, allow_null=True)
    year = serializers.IntegerField(min_value=2000, max_value=2100)
    value = serializers.DecimalField(max_digits=18, decimal_places=2, min_value=Decimal(0))
    months = serializers.ListField(
        child=serializers.DecimalField(max_digits=12, decimal_places=4, min_value=Decimal(0)),
        required=False,
        max_length=12,
        help_text="Twelve weights from the fiscal year's first month; empty: evenly.",
    )

    class Meta:
        model = Target
        fields = [
            "id", "country", "center", "funder", "advisor", "measure", "year", "value", "profile",
            "months", "changed_at",
        ]  # fmt: skip
        validators = []  # a target that is there already is set anew

    def validate_measure(self, code):
        if code.removesuffix(".women_share") not in MEASURES:
            sentence = _("There is no measure %(code)s. See the definitions.") % {"code": code}
            raise serializers.ValidationError(sentence)
        return code

    def validate_months(self, months):
        if months and len(months) != 12:
            raise serializers.ValidationError(_("Give twelve weights, or none."))
        return months

    def validate(self, data):
        if self.instance:
            if {*HOLDERS, "measure", "year"} & set(data):
                sentence = _("Only value, profile and months of a target can change.")
                raise serializers.ValidationError(sentence)
            return data
        user = self.context["request"].user
        center = data.get("center")
        if center and center.country_id != data["country"].pk:
            raise serializers.ValidationError({"center": _("This center lies in another country.")})
        whole = Country.objects.where(user, Permission.TARGET_EDIT)
        if not center and not whole.filter(pk=data["country"].pk).exists():
            sentence = _("You may set targets of your centers, not of the whole country.")
            raise serializers.ValidationError({"country": sentence})
        return data

    def create(self, data):
        return set_target(by=self.context["request"].user, **data)

    def update(self, target, data):
        facts = {name: getattr(target, name) for name in (*HOLDERS, "measure", "year", "value")}
        return set_target(by=self.context["request"].user, **facts | data)


class TargetViewSet(ReadsRecords):
    """Targets of the caller's centers and countries."""

    scope = "figures"
    read_permission = Permission.FIGURES_VIEW
    write_permission = Permission.TARGET_EDIT
    model = Target
    serializer_class = TargetRecord
    lookup_field = "pk"
    lookup_value_converter = "int"
    versioned = ("destroy",)

    def get_queryset(self):
        return super().get_queryset().select_related("country", "center", "funder", "advisor")

    @once
    def create(self, request):
        """Sets a target; one that is there already for this holder, measure and year changes."""
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        return self.answer_with(serializer.save(), 201)

    @transaction.atomic
    def partial_update(self, request, **kwargs):
        serializer = self.get_serializer(self.locked(), data=request.data, partial=True)
        serializer.is_valid(raise_exception=True)
        return self.answer_with(serializer.save())

    @extend_schema(responses={204: None})
    @transaction.atomic
    def destroy(self, request, **kwargs):
        """Takes a target away; its history stays."""
        target = self.locked()
        facts = {name: getattr(target, name) for name in (*HOLDERS, "measure", "year")}
        set_target(by=request.user, value=None, **facts)
        return Response(status=204)

    def made(self, response):
        return [response.data["id"]]
