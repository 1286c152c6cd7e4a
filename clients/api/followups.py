"""Follow-ups: what is due, sent, answered; sending, answering and closing them."""

from decimal import Decimal

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.decorators import action

from centers.api import problems
from centers.api.idempotency import once
from centers.api.serializers import Record
from centers.api.views import ReadsRecords
from clients import actions
from clients.api.filters import FollowUpFilter
from clients.forms.followup import QUESTIONS, YES_NO, keep
from clients.models import FollowUp, Outcome

EXAMPLE = OpenApiExample(
    "All five at once",
    request_only=True,
    value={
        "in_business": "yes",
        "women_full_time": 3,
        "women_part_time": 1,
        "men_full_time": 1,
        "men_part_time": 0,
        "sales_national": "18400.00",
        "sales_export": "0.00",
        "attribution": "in_part",
    },
)


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


def _people():
    return serializers.IntegerField(min_value=0, max_value=9999, required=False)


def _sales():
    return serializers.DecimalField(
        max_digits=18, decimal_places=2, min_value=Decimal(0), required=False
    )


@extend_schema_serializer(examples=[EXAMPLE])
class Answers(serializers.Serializer):
    """What the client said: one question or all, each whole. `confirmed`: doubts it stands by."""

    in_business = serializers.ChoiceField(YES_NO, required=False)
    women_full_time, women_part_time = _people(), _people()
    men_full_time, men_part_time = _people(), _people()
    sales_national, sales_export = _sales(), _sales()
    attribution = serializers.ChoiceField(Outcome.Attribution.choices[1:], required=False)
    confirmed = serializers.ListField(
        child=serializers.CharField(max_length=40), required=False, max_length=10
    )

    def validate(self, data):
        """Each question through the form of the client's own page."""
        given, faults = {}, {}
        for question in QUESTIONS:
            if not set(question.base_fields) & set(data):
                continue
            form = question(data)
            given |= form.cleaned_data if form.is_valid() else {}
            faults |= form.errors
        if faults:
            raise serializers.ValidationError(faults)
        if not given:
            raise serializers.ValidationError(_("Answer at least one question."))
        return {"given": given, "confirmed": data.get("confirmed", [])}


class FollowUpViewSet(ReadsRecords):
    """Follow-ups of the caller's centers. They are planned by themselves, never created here."""

    model = FollowUp
    serializer_class = FollowUpRecord
    filter_form = FollowUpFilter
    versioned = ("close", "sent", "answer")

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

    @extend_schema(request=Answers)
    @action(detail=True, methods=["post"])
    @once
    def answer(self, request, **kwargs):
        """Keeps what the client said; the fifth answer makes its situation and declared claims.

        Figures far from the last ones are refused under `confirmed`, until their keys are sent.
        """
        followup = self.locked()
        form = Answers(data=request.data)
        form.is_valid(raise_exception=True)
        said = form.validated_data["given"]
        if followup.closed_at or followup.answered_at and not _is_told(followup, said):
            raise problems.conflict(_("This follow-up has ended. Record a situation instead."))
        followup, doubts = keep(followup=followup, by=request.user, **form.validated_data)
        if doubts:
            raise problems.invalid({"confirmed": [f"{one.key}: {one.sentence}" for one in doubts]})
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


def _is_told(followup, said):
    """Whether the answers are those the follow-up ended with."""
    return all(str(followup.answers.get(name)) == str(one) for name, one in said.items())
