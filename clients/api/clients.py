"""Clients: register, read, change, transfer."""

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.decorators import action

from centers.api import problems
from centers.api.fields import Scoped
from centers.api.idempotency import once
from centers.api.serializers import Record, centers_of, people_of
from centers.api.views import ChangesRecords
from centers.models import Center, User
from centers.roles import Permission
from clients import actions, identity, matching
from clients.api.base import named_number
from clients.api.filters import ClientFilter
from clients.models import Client, Consent, Contact


class Person(serializers.ModelSerializer):
    """The first contact of a new client."""

    class Meta:
        model = Contact
        fields = ["name", "surname", "sex", "birth_year", "phone", "email", "document"]
        extra_kwargs = {"sex": {"required": True}}

    def validate_document(self, text):
        return named_number(text)


class Agreement(serializers.ModelSerializer):
    """What the client agreed to."""

    class Meta:
        model = Consent
        fields = ["kind", "given_on", "text_version", "language", "method"]


REGISTER = OpenApiExample(
    "A business and its owner",
    request_only=True,
    value={
        "uuid": "018f9d0c-7a54-7cc1-9e43-0c6c7b6f1f10",
        "center": "SV-01",
        "name": "Panadería La Espiga",
        "stage": "in_business",
        "sector": "C",
        "municipality": "Ilobasco",
        "contact": {"name": "Marta", "surname": "Rivas", "sex": "woman", "phone": "7012 3456"},
        "consent": {
            "given_on": "2026-05-04",
            "text_version": "2024-1",
            "language": "es",
            "method": "spoken",
        },
    },
)


@extend_schema_serializer(examples=[REGISTER])
class ClientRecord(Record):
    """A business, or a person on the way to one."""

    center = Scoped(Center, "code", centers_of)
    advisor = Scoped(User, scope=people_of, required=False, allow_null=True)
    contact = Person(write_only=True)
    consent = Agreement(write_only=True)
    different_from = serializers.ListField(
        child=serializers.UUIDField(),
        write_only=True,
        required=False,
        max_length=20,
        help_text="Clients that look alike and are known to be others.",
    )
    document_doubt = serializers.SerializerMethodField(
        help_text="Why the tax number looks wrong, as a sentence; empty where nothing is doubtful."
    )
    not_compared = ("contact", "consent", "different_from")

    class Meta:
        model = Client
        fields = [
            "uuid", "center", "country", "name", "stage", "sector", "national_sector", "size",
            "municipality", "region", "rural", "document", "phone", "email", "started_on",
            "registered_on", "advisor", "first_session_on", "declared_women_share", "women_owned",
            "women_led", "contact_sex", "language", "created_at", "updated_at",
            "contact", "consent", "different_from", "document_doubt",
        ]  # fmt: skip
        read_only_fields = ["first_session_on", "women_owned", "women_led", "contact_sex"]
        extra_kwargs = {
            "registered_on": {"required": False},
            "name": {"required": False, "help_text": "Of the business; empty: the person's."},
        }

    def get_document_doubt(self, client) -> str:
        return identity.doubt_of_firm(client.document, client.center.country)

    def validate_document(self, text):
        return named_number(text)

    def validate(self, data):
        if self.instance is not None:
            fixed = {"center": _("Clients move by a transfer: POST …/transfer/.")}
            fixed |= dict.fromkeys(("contact", "consent"), _("Change contacts at /contacts/."))
            if said := {name: text for name, text in fixed.items() if name in data}:
                raise serializers.ValidationError(said)
        return data

    def create(self, data):
        others = set(data.pop("different_from", []))
        found = self._alike(data)
        if new := sorted(str(uuid) for uuid in set(found) - others):
            raise problems.Problem(
                409,
                "alike",
                _("Look at who is already registered, then say whether it is the same person."),
                alike=new,
            )
        client = actions.register_client(by=self.by, **data)
        matching.remember_different(client, found.values(), by=self.by)
        return client

    def update(self, client, data):
        data.pop("different_from", None)
        return actions.change_client(client=client, by=self.by, **data)

    def _alike(self, data):
        """{uuid: match} of the clients in the caller's scope that the new one looks like."""
        person = data["contact"]
        found = matching.find(
            self.by,
            country=data["center"].country,
            person=f"{person['name']} {person.get('surname', '')}".strip(),
            firm=data.get("name", ""),
            phone=person.get("phone", "") or data.get("phone", ""),
            document=person.get("document", "") or data.get("document", ""),
            municipality=data.get("municipality", ""),
        )
        return {match.client.uuid: match for match in found if match.client}


class TransferRequest(serializers.Serializer):
    """To which center and advisor, and why."""

    center = Scoped(Center, "code", centers_of)
    advisor = Scoped(User, scope=people_of, required=False, allow_null=True)
    reason = serializers.CharField(max_length=240)


class ClientViewSet(ChangesRecords):
    """Clients of the caller's centers, by the filters of the page of clients."""

    model = Client
    serializer_class = ClientRecord
    filter_form = ClientFilter
    rights = {"transfer": Permission.CLIENT_TRANSFER}
    versioned = ("transfer",)

    def get_queryset(self):
        return super().get_queryset().select_related("center__country", "advisor")

    @extend_schema(request=TransferRequest, responses=ClientRecord)
    @action(detail=True, methods=["post"])
    @once
    def transfer(self, request, **kwargs):
        """Moves the client and what is ahead of it; its history stays where it was made."""
        client = self.locked()
        form = TransferRequest(data=request.data, context=self.get_serializer_context())
        form.is_valid(raise_exception=True)
        actions.transfer_client(client=client, by=request.user, **form.validated_data)
        return self.answer_with(client)
