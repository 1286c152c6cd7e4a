"""Editions: figures as they were frozen for a report, protected for their readers."""

from rest_framework import serializers

from centers.api.views import ReadsRecords
from centers.roles import Permission
from reporting.models import Edition


class EditionSummary(serializers.ModelSerializer):
    """What an edition is about. `code` is what the check page asks for."""

    countries = serializers.SlugRelatedField("code", many=True, read_only=True)
    funder = serializers.SlugRelatedField("code", read_only=True, allow_null=True)
    replaced_by = serializers.SlugRelatedField("uuid", read_only=True, allow_null=True)

    class Meta:
        model = Edition
        fields = [
            "uuid", "code", "countries", "funder", "start", "end", "audience", "draft", "made_at",
            "replaced_by", "replaced_because", "published_at", "sha256",
        ]  # fmt: skip
        read_only_fields = fields


class EditionRecord(EditionSummary):
    """With its figures. A hidden cell's value is `[c]`; `sha256` is that of `data`."""

    data = serializers.DictField(read_only=True)

    class Meta(EditionSummary.Meta):
        fields = [*EditionSummary.Meta.fields, "data"]
        read_only_fields = fields


class EditionViewSet(ReadsRecords):
    """Editions that the caller may read: the own countries', and as a funder finished ones."""

    scope = "figures"
    read_permission = Permission.OVERVIEW_VIEW
    model = Edition
    serializer_class = EditionRecord

    def get_serializer_class(self):
        return EditionSummary if self.action == "list" else EditionRecord

    def get_queryset(self):
        return Edition.objects.readable(self.request.user).for_list()
