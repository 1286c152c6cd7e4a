"""Fields that name other records by their public keys, within the caller's scope only."""

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers


class Scoped(serializers.SlugRelatedField):
    """A record of `model` by its `slug_field` (default uuid), among those the caller may use.

    What is out of scope reads exactly like what does not exist.
    """

    default_error_messages = {
        "does_not_exist": _("There is no such record, or it is not yours to see."),
        "invalid": _("Write the key as text."),
    }

    def __init__(self, model=None, slug_field="uuid", scope=None, **kwargs):
        self.model, self.scope = model, scope
        if not kwargs.get("read_only"):
            kwargs["queryset"] = model._default_manager.none()
        super().__init__(slug_field=slug_field, **kwargs)

    def get_queryset(self):
        user = self.context["request"].user
        permission = self.context["view"].required_permission()
        if self.scope:
            return self.scope(user, permission)
        return self.model._default_manager.for_user(user, permission)

    def to_internal_value(self, data):
        if not isinstance(data, str):
            self.fail("invalid")
        try:
            return super().to_internal_value(data)
        except (ValueError, TypeError, OverflowError):
            self.fail("does_not_exist", slug_name=self.slug_field, value=data)
