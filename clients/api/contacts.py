"""People behind clients: seen and changed through the clients of the caller's scope."""

from django.db.models import Prefetch
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from centers.api.fields import Scoped
from centers.api.serializers import Record
from centers.api.views import ChangesRecords
from centers.roles import Permission
from clients import actions, identity
from clients.api.base import named_number
from clients.api.filters import ContactFilter
from clients.models import Client, ClientContact, Contact


class Link(serializers.ModelSerializer):
    """What the person is to a client, and the share owned."""

    client = serializers.SlugRelatedField("uuid", read_only=True)

    class Meta:
        model = ClientContact
        fields = ["client", "role", "share", "starts_on", "ends_on"]


class NewLink(serializers.ModelSerializer):
    client = Scoped(Client)

    class Meta:
        model = ClientContact
        fields = ["client", "role", "share", "starts_on"]
        validators = []  # a new person has no other role at the client


EXAMPLE = OpenApiExample(
    "A woman who owns 60 %",
    request_only=True,
    value={
        "name": "Marta",
        "surname": "Rivas",
        "sex": "woman",
        "phone": "7012 3456",
        "link": {
            "client": "018f9d0c-7a54-7cc1-9e43-0c6c7b6f1f10",
            "role": "owner",
            "share": "60.00",
        },
    },
)


@extend_schema_serializer(examples=[EXAMPLE])
class ContactRecord(Record):
    """A person. Only the links to clients in the caller's scope are shown."""

    center = None
    link = NewLink(write_only=True)
    links = Link(source="seen_links", many=True, read_only=True)
    document_doubt = serializers.SerializerMethodField(
        help_text="Why the identity number looks wrong, as a sentence; empty where nothing is."
    )
    not_compared = ("link",)

    class Meta:
        model = Contact
        fields = [
            "uuid", "country", "name", "surname", "sex", "birth_year", "phone", "email",
            "document", "document_doubt", "links", "link",
        ]  # fmt: skip

    def get_document_doubt(self, contact) -> str:
        return identity.doubt_of_person(contact.document, contact.country)

    def validate_document(self, text):
        return named_number(text)

    def get_fields(self):
        fields = super().get_fields()
        if self.instance is not None:
            fields.pop("link")
        return fields

    def create(self, data):
        link = data.pop("link")
        return actions.link_contact(by=self.by, **link, **data)

    def update(self, contact, data):
        return actions.change_contact(contact=contact, by=self.by, **data)


class ContactViewSet(ChangesRecords):
    """People of the clients of the caller's centers."""

    model = Contact
    serializer_class = ContactRecord
    filter_form = ContactFilter

    def get_queryset(self):
        clients = Client.objects.for_user(self.request.user, Permission.CLIENT_VIEW)
        seen = ClientContact.objects.filter(client__in=clients).select_related("client")
        contacts = super().get_queryset().select_related("country")
        return contacts.prefetch_related(Prefetch("links", seen, "seen_links"))
