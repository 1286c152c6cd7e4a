"""The base of every record's serializer."""

from django.core.exceptions import ValidationError
from rest_framework import serializers

from centers.models import Center, Country, User


class Record(serializers.ModelSerializer):
    """Keys are UUIDs, which the caller may make before it is online."""

    uuid = serializers.UUIDField(required=False)
    center = serializers.SlugRelatedField("code", read_only=True)
    country = serializers.CharField(source="country_id", read_only=True)
    # Names that say how to make the record rather than what it is.
    not_compared = ()

    @property
    def by(self):
        return self.context["request"].user

    def is_same(self, known, data):
        """Whether valid `data` say nothing else than the record that is stored already."""
        said = {name: value for name, value in data.items() if name not in self.not_compared}
        return all(getattr(known, name) == value for name, value in said.items())

    def value(self, data, name):
        """What the record will hold: the new value, else the stored one."""
        return data.get(name, getattr(self.instance, name, None))

    def get_fields(self):
        fields = super().get_fields()
        if self.instance is not None and "uuid" in fields:
            fields["uuid"].read_only = True
        return fields


def centers_of(user, permission):
    return Center.objects.where(user, permission)


def countries_of(user, permission):
    return Country.objects.touching(user, permission)


def people_of(user, permission):
    return User.objects.for_user(user, permission)


def named(field, check, *args):
    """Runs a page's check; what it refuses is told of `field`."""
    try:
        return check(*args)
    except ValidationError as error:
        raise serializers.ValidationError({field: error.messages}) from error
