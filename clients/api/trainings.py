"""Trainings: events for groups, and who came to them."""

from django.db.models import Prefetch
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.decorators import action

from centers.api.fields import Scoped
from centers.api.idempotency import once
from centers.api.serializers import Record, centers_of, named
from centers.models import Center, Funder
from clients import actions
from clients.api.base import Restores, funders_of
from clients.api.filters import TrainingFilter
from clients.forms.fields import check_not_ahead
from clients.models import Attendance, Contact, Sex, Training
from clients.models.session import MINUTES_A_DAY
from clients.scopes import funders_for

MOST_PEOPLE = 300
EXAMPLE = OpenApiExample(
    "An afternoon about prices",
    request_only=True,
    value={
        "uuid": "018f9d11-4b20-7a51-8a3c-2f6d0b7c9e21",
        "center": "SV-01",
        "title": "Cómo fijar precios",
        "held_on": "2026-05-06",
        "minutes": 180,
        "topic": "finance",
        "mode": "in_person",
        "capacity": 25,
    },
)


class Came(serializers.ModelSerializer):
    """One person on the list; people of clients out of the caller's scope are not named."""

    contact = serializers.SlugRelatedField("uuid", read_only=True)

    class Meta:
        model = Attendance
        fields = ["contact", "present"]


@extend_schema_serializer(examples=[EXAMPLE])
class TrainingRecord(Record):
    """One event of one day for a group. `present`, `women` and `men` count everybody who came."""

    center = Scoped(Center, "code", centers_of)
    funder = Scoped(Funder, "code", funders_of, required=False, allow_null=True)
    minutes = serializers.IntegerField(min_value=1, max_value=MINUTES_A_DAY)
    capacity = serializers.IntegerField(
        min_value=1, max_value=32_767, required=False, allow_null=True
    )
    present = serializers.SerializerMethodField()
    women = serializers.SerializerMethodField()
    men = serializers.SerializerMethodField()
    attendance = Came(source="seen", many=True, read_only=True)

    class Meta:
        model = Training
        fields = [
            "uuid", "center", "country", "title", "held_on", "minutes", "topic", "mode", "funder",
            "capacity", "note", "present", "women", "men", "attendance", "recorded_at",
            "updated_at",
        ]  # fmt: skip

    def get_present(self, training) -> int:
        return sum(one.present for one in training.everybody)

    def get_women(self, training) -> int:
        return self._came(training, Sex.WOMAN)

    def get_men(self, training) -> int:
        return self._came(training, Sex.MAN)

    def _came(self, training, sex):
        return sum(one.present and one.contact.sex == sex for one in training.everybody)

    def validate(self, data):
        if self.instance and "center" in data:
            raise serializers.ValidationError({"center": _("A training stays at its center.")})
        center = self.instance.center if self.instance else data["center"]
        named("held_on", check_not_ahead, data.get("held_on"), center)
        funder = data.get("funder")
        if funder and not funders_for(center).filter(pk=funder.pk).exists():
            sentence = _("This funder does not fund the center's country.")
            raise serializers.ValidationError({"funder": sentence})
        return data

    def create(self, data):
        return actions.record_training(by=self.by, **data)

    def update(self, training, data):
        return actions.change_training(training=training, by=self.by, **data)


class AttendanceList(serializers.Serializer):
    """Who came and who did not; people who are named in neither stay as they are."""

    present = serializers.ListField(
        child=Scoped(Contact), required=False, default=list, max_length=MOST_PEOPLE
    )
    absent = serializers.ListField(
        child=Scoped(Contact), required=False, default=list, max_length=MOST_PEOPLE
    )

    def validate(self, data):
        if set(data["present"]) & set(data["absent"]):
            sentence = _("A person cannot be present and absent.")
            raise serializers.ValidationError({"absent": sentence})
        return data


class TrainingViewSet(Restores):
    """Trainings of the caller's centers, by the filters of the page of trainings."""

    model = Training
    serializer_class = TrainingRecord
    filter_form = TrainingFilter
    versioned = ("put_aside", "attendance")

    def get_queryset(self):
        lists = Attendance.objects.select_related("contact").order_by("pk")
        seen = lists.filter(contact__in=Contact.objects.for_user(self.request.user))
        return (
            super()
            .get_queryset()
            .select_related("center__country", "funder")
            .prefetch_related(
                Prefetch("attendances", lists, "everybody"), Prefetch("attendances", seen, "seen")
            )
        )

    def put_aside_with(self, training, reason):
        actions.delete_training(training=training, by=self.request.user, reason=reason)

    def take_back_with(self, training):
        actions.restore_training(training=training, by=self.request.user)

    @extend_schema(request=AttendanceList, responses=TrainingRecord)
    @action(detail=True, methods=["post"])
    @once
    def attendance(self, request, **kwargs):
        """Saves who came: people named for the first time as present are put on the list."""
        training = self.locked()
        form = AttendanceList(data=request.data, context=self.get_serializer_context())
        form.is_valid(raise_exception=True)
        lists = form.validated_data
        actions.save_attendance(
            training=training,
            by=request.user,
            shown=[*lists["present"], *lists["absent"]],
            present=lists["present"],
        )
        return self.answer_with(training)
