"""Counseling sessions: record one or many, read, change, put aside."""

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from centers.api.fields import Scoped
from centers.api.idempotency import once
from centers.api.serializers import Record, centers_of, named, people_of
from centers.models import Center, Funder, User
from clients import actions
from clients.api.base import Restores, funders_of
from clients.api.filters import SessionFilter
from clients.forms.fields import check_not_ahead
from clients.models import Client, Session, Topic
from clients.models.session import MINUTES_A_DAY
from clients.scopes import funders_for
from clients.views.field import session_put

AN_HOUR = {
    "uuid": "018f9d0f-2c11-7d0e-8f1b-51f0a6b1a001",
    "client": "018f9d0c-7a54-7cc1-9e43-0c6c7b6f1f10",
    "held_on": "2026-05-06",
    "contact_minutes": 60,
    "mode": "visit",
    "topic": "finance",
    "note": "Cash flow for three months.",
}
EXAMPLE = OpenApiExample("An hour at the business", value=AN_HOUR, request_only=True)


@extend_schema_serializer(examples=[EXAMPLE])
class SessionRecord(Record):
    """A conversation with one client. Center and advisor default to the caller's own."""

    client = Scoped(Client)
    center = Scoped(Center, "code", centers_of, required=False)
    advisor = Scoped(User, scope=people_of, required=False, allow_null=True)
    funder = Scoped(Funder, "code", funders_of, required=False, allow_null=True)
    contact_minutes = serializers.IntegerField(min_value=1, max_value=MINUTES_A_DAY)
    prep_minutes = serializers.IntegerField(min_value=0, max_value=MINUTES_A_DAY, required=False)
    travel_minutes = serializers.IntegerField(min_value=0, max_value=MINUTES_A_DAY, required=False)
    topic = serializers.ChoiceField(Topic.choices)
    further_topics = serializers.ListField(
        child=serializers.ChoiceField(Topic.choices), required=False, max_length=len(Topic)
    )

    class Meta:
        model = Session
        fields = [
            "uuid", "client", "center", "country", "advisor", "advisor_name", "held_on",
            "started_at", "contact_minutes", "prep_minutes", "travel_minutes", "mode", "topic",
            "further_topics", "service", "funder", "people_present", "note", "next_step",
            "next_step_on", "reportable", "late", "revision", "recorded_at", "updated_at",
        ]  # fmt: skip
        read_only_fields = ["advisor_name", "late", "revision"]

    def validate(self, data):
        center = self._center(data)
        named("held_on", check_not_ahead, data.get("held_on"), center)
        minutes = [self.value(data, name) or 0 for name in ("contact_minutes", "prep_minutes")]
        if sum(minutes) > MINUTES_A_DAY:
            sentence = _("Together they cannot be more than a day (1,440).")
            raise serializers.ValidationError({"prep_minutes": sentence})
        funder = data.get("funder")
        if funder and not funders_for(center).filter(pk=funder.pk).exists():
            sentence = _("This funder does not fund the center's country.")
            raise serializers.ValidationError({"funder": sentence})
        if self.instance and {"client", "center"} & set(data):
            raise serializers.ValidationError(
                _("A session stays with its client and center. Delete it and record it anew.")
            )
        return data

    def _center(self, data):
        if self.instance:
            return self.instance.center
        return data.get("center") or self.by.home_center or data["client"].center

    def create(self, data):
        return actions.record_session(by=self.by, source="api", **data)

    def update(self, session, data):
        actions.check_not_erased(session.client)
        return actions.change_session(session=session, by=self.by, **data)


class SessionBatch(serializers.Serializer):
    """Up to 500 sessions: all are stored, or none."""

    sessions = SessionRecord(many=True, allow_empty=False, max_length=500)


class Stored(serializers.Serializer):
    uuid = serializers.UUIDField()
    is_new = serializers.BooleanField()


class BatchAnswer(serializers.Serializer):
    """For each session, in order, its uuid and whether it is new."""

    sessions = Stored(many=True)


class SessionViewSet(Restores):
    """Sessions of the caller's centers, by the filters of the page of sessions."""

    model = Session
    serializer_class = SessionRecord
    filter_form = SessionFilter

    def get_queryset(self):
        rows = super().get_queryset()
        return rows.select_related("client__country", "center__country", "advisor", "funder")

    def put_aside_with(self, session, reason):
        actions.delete_session(session=session, by=self.request.user, reason=reason)

    def take_back_with(self, session):
        actions.restore_session(session=session, by=self.request.user)

    @extend_schema(exclude=True)
    def update(self, request, uuid):
        """PUT: the field app's own door, with its own body; see clients.views.field."""
        return session_put(request._request, uuid=uuid)

    @extend_schema(request=SessionBatch, responses={200: BatchAnswer})
    @action(detail=False, methods=["post"])
    @once
    def bulk(self, request):
        """Records many sessions in one transaction; those sent before are told as known."""
        form = SessionBatch(data=request.data, context=self.get_serializer_context())
        form.is_valid(raise_exception=True)
        one = form.fields["sessions"].child
        stored = [self.store(one, data) for data in form.validated_data["sessions"]]
        return self._batch([{"uuid": str(row.uuid), "is_new": is_new} for row, is_new in stored])

    def _batch(self, stored):
        return Response({"sessions": stored})

    def made(self, response):
        if self.action == "bulk":
            return [one["uuid"] for one in response.data["sessions"]]
        return super().made(response)

    def replay(self, code, uuids):
        if self.action == "bulk":
            return self._batch([{"uuid": uuid, "is_new": False} for uuid in uuids])
        return super().replay(code, uuids)
