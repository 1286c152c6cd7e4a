"""Claims: declare, correct, prove, verify, return."""

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.parsers import JSONParser, MultiPartParser
from rest_framework.response import Response

from centers.api.fields import Scoped
from centers.api.idempotency import once
from centers.api.serializers import Record, centers_of
from centers.dates import local_today
from centers.models import Center, Funder
from centers.roles import Permission
from clients import actions, rules, validation
from clients.api.base import Restores, funders_of
from clients.api.filters import OutcomeFilter
from clients.files import EvidenceField
from clients.models import Client, Evidence, Outcome

EXAMPLE = OpenApiExample(
    "Three jobs, two of them women's",
    request_only=True,
    value={
        "uuid": "018f9d12-94b0-7a20-b7a7-4f2f5f6a1002",
        "client": "018f9d0c-7a54-7cc1-9e43-0c6c7b6f1f10",
        "kind": "jobs_created",
        "occurred_on": "2026-05-20",
        "quantity": 3,
        "women": 2,
    },
)


class EvidenceRecord(serializers.ModelSerializer):
    class Meta:
        model = Evidence
        fields = ["uuid", "kind", "label", "covers_from", "covers_until", "sha256", "added_at"]
        read_only_fields = ["uuid", "sha256"]


@extend_schema_serializer(examples=[EXAMPLE])
class OutcomeRecord(Record):
    """A result the client credits to the center. Only verified ones make headline numbers."""

    client = Scoped(Client)
    center = Scoped(Center, "code", centers_of, required=False)
    funder = Scoped(Funder, "code", funders_of, required=False, allow_null=True)
    destinations = serializers.ListField(
        child=serializers.RegexField("^[A-Z]{2}$"), required=False, max_length=50
    )
    start_tests = serializers.ListField(
        child=serializers.ChoiceField(sorted(rules.START_TESTS)), required=False, max_length=10
    )
    evidence = EvidenceRecord(many=True, read_only=True)

    class Meta:
        model = Outcome
        fields = [
            "uuid", "client", "center", "country", "kind", "detail", "occurred_on", "applied_on",
            "quantity", "women", "full_time", "part_time", "amount", "currency", "rate",
            "rate_date", "amount_usd", "destinations", "first_export", "start_tests", "state",
            "reportable", "late", "attribution", "funder", "note", "returned_reason",
            "returned_note", "verified_at", "evidence", "recorded_at", "updated_at",
        ]  # fmt: skip
        read_only_fields = [
            "rate", "rate_date", "amount_usd", "state", "late", "returned_reason", "returned_note",
            "verified_at",
        ]  # fmt: skip

    def validate(self, data):
        if self.instance and {"client", "center", "kind"} & set(data):
            raise serializers.ValidationError(
                _("A result stays with its client, center and kind. Delete it and declare it anew.")
            )
        client = self.instance.client if self.instance else data["client"]
        names = {*validation.ALL_FIELDS, "occurred_on", "kind"}
        whole = {name: self.value(data, name) for name in names}
        clean = validation.own_fields(whole["kind"], whole)
        today = local_today(client.center)
        if faults := validation.outcome_problems(whole["kind"], clean, client=client, today=today):
            raise serializers.ValidationError(faults)
        return data | {name: clean[name] for name in validation.ALL_FIELDS}

    def create(self, data):
        data = {name: value for name, value in data.items() if value is not None}
        return actions.declare_outcome(by=self.by, source="api", **data)

    def update(self, outcome, data):
        return actions.change_outcome(outcome=outcome, by=self.by, **data)


class Proof(serializers.ModelSerializer):
    """A file (multipart), or the name of the document where there is none."""

    file = serializers.FileField(required=False)

    class Meta:
        model = Evidence
        fields = ["kind", "label", "file", "covers_from", "covers_until"]

    def validate_file(self, file):
        return EvidenceField().clean(file)

    def validate(self, data):
        if not data.get("file") and not data.get("label"):
            sentence = _("Send a file, or name the document.")
            raise serializers.ValidationError({"file": sentence})
        start, end = data.get("covers_from"), data.get("covers_until")
        if start and end and end < start:
            sentence = _("The last day comes before the first.")
            raise serializers.ValidationError({"covers_until": sentence})
        return data


class Return(serializers.Serializer):
    reason = serializers.ChoiceField(Outcome.ReturnReason.choices)
    note = serializers.CharField(max_length=240, required=False, allow_blank=True)


class OutcomeViewSet(Restores):
    """Claims of the caller's centers, by the filters of the page of results."""

    model = Outcome
    serializer_class = OutcomeRecord
    filter_form = OutcomeFilter
    rights = {"verify": Permission.OUTCOME_VERIFY, "send_back": Permission.OUTCOME_VERIFY}
    versioned = ("put_aside", "verify", "send_back")

    def get_queryset(self):
        rows = super().get_queryset().prefetch_related("evidence")
        return rows.select_related("client__country", "client__center", "center", "funder")

    def made(self, response):
        if self.action == "evidence":
            return [str(response.data["uuid"])]
        return super().made(response)

    def replay(self, code, uuids):
        if self.action == "evidence":
            added = get_object_or_404(self.get_object().evidence, uuid=uuids[0])
            return Response(EvidenceRecord(added).data, code)
        return super().replay(code, uuids)

    def put_aside_with(self, outcome, reason):
        actions.delete_outcome(outcome=outcome, by=self.request.user, reason=reason)

    def take_back_with(self, outcome):
        actions.restore_outcome(outcome=outcome, by=self.request.user)

    @extend_schema(
        request={"application/json": Proof, "multipart/form-data": Proof},
        responses={201: EvidenceRecord},
    )
    @action(detail=True, methods=["post"], parser_classes=[JSONParser, MultiPartParser])
    @once
    def evidence(self, request, **kwargs):
        """Adds a document to the claim."""
        outcome = self.get_object()
        form = Proof(data=request.data)
        form.is_valid(raise_exception=True)
        file = form.validated_data.get("file")
        more = {"content_type": file.content_type} if file else {}
        added = actions.attach_evidence(
            outcome=outcome, by=request.user, **form.validated_data, **more
        )
        return Response(EvidenceRecord(added).data, 201)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    @once
    def verify(self, request, **kwargs):
        """Vouches for a claim that somebody else recorded."""
        outcome = actions.verify_outcome(outcome=self.locked(), by=request.user)
        return self.answer_with(outcome)

    @extend_schema(request=Return)
    @action(detail=True, methods=["post"], url_path="return", url_name="return")
    @once
    def send_back(self, request, **kwargs):
        """Sends a claim back to its advisor with a reason of the list."""
        outcome = self.locked()
        form = Return(data=request.data)
        form.is_valid(raise_exception=True)
        actions.return_outcome(outcome=outcome, by=request.user, **form.validated_data)
        return self.answer_with(outcome)
