"""Centers of the caller's scope."""

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from centers.api.views import ReadsRecords
from centers.models import Center
from centers.roles import Permission


class CenterRecord(serializers.ModelSerializer):
    """A center, or a satellite of one (`parent`)."""

    country = serializers.CharField(source="country_id", read_only=True)
    currency = serializers.CharField(source="country.currency", read_only=True)
    parent = serializers.SlugRelatedField("code", read_only=True, allow_null=True)

    class Meta:
        model = Center
        fields = [
            "code", "name", "country", "currency", "parent", "municipality", "region", "address",
            "phone", "email", "opening_hours", "time_zone", "opened_on", "closed_on",
            "locked_through",
        ]  # fmt: skip
        read_only_fields = fields


class CenterViewSet(ReadsRecords):
    """Centers in which the caller may see figures."""

    scope = "figures"
    read_permission = Permission.FIGURES_VIEW
    model = Center
    serializer_class = CenterRecord
    lookup_field = "code"
    lookup_value_converter = "str"
    lookup_description = _("The center's code.")

    def get_queryset(self):
        rows = Center.objects.where(self.request.user, self.required_permission())
        return rows.select_related("country", "parent")
