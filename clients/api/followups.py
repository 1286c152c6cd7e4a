"""Follow-ups: what is due, sent, answered; sending and closing them."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action

from centers.api.idempotency import once
from centers.api.serializers import Record
from centers.api.views import ReadsRecords
from clients import actions
from clients.api.filters import FollowUpFilter
from clients.models import FollowUp


class FollowUpRecord(Record):
    """Asking a client, months after the first session, what has become of sales and jobs."""

    client = serializers.SlugRelatedField("uuid", read_only=True)
    situation = serializers.SlugRelatedField("uuid", read_only=True, allow_null=True)

    class Meta:
        model = FollowUp
        fields = [
            "uuid", "client", "center", "country", "months", "due_on", "sent_at", "sent_by",
            "opened_at", "answered_at", "situation", "closed_at", "closed_reason",
        ]  # fmt: skip
        read_only_fields = fields


class Closing(serializers.Serializer):
    reason = serializers.CharField(max_length=160)


class Sending(serializers.Serializer):
    way = serializers.ChoiceField(["whatsapp", "sms", "mail", "telephone"])


class FollowUpViewSet(ReadsRecords):
    """Follow-ups of the caller's centers. They are planned by themselves, never created here."""

    model = FollowUp
    serializer_class = FollowUpRecord
    filter_form = FollowUpFilter
    versioned = ("close", "sent")

    def get_queryset(self):
        rows = super().get_queryset()
        return rows.select_related("client__country", "center__country", "situation")

    @extend_schema(request=Sending)
    @action(detail=True, methods=["post"])
    @once
    def sent(self, request, **kwargs):
        """Notes that the client was asked, and by which way."""
        followup = self.locked()
        form = Sending(data=request.data)
        form.is_valid(raise_exception=True)
        actions.mark_sent(followup=followup, by=request.user, **form.validated_data)
        return self.answer_with(followup)

    @extend_schema(request=Closing)
    @action(detail=True, methods=["post"])
    @once
    def close(self, request, **kwargs):
        """Ends an unanswered follow-up with its reason; it stays in the response rate."""
        followup = self.locked()
        form = Closing(data=request.data)
        form.is_valid(raise_exception=True)
        actions.close_followup(followup=followup, by=request.user, **form.validated_data)
        return self.answer_with(followup)
