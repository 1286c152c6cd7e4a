"""The API's gate: the person's right, and the token's scope."""

from django.utils.translation import gettext as _
from rest_framework.exceptions import PermissionDenied
from rest_framework.permissions import BasePermission

from centers.access import PUBLIC
from centers.models import ApiToken


class RightAndScope(BasePermission):
    """The viewset says which right and which scope it needs; open views say so by `access`."""

    def has_permission(self, request, view):
        if getattr(view, "access", None) == PUBLIC:
            return True
        if not request.user.is_authenticated:
            return False
        permission = view.required_permission()
        if not request.user.holds(permission):
            raise PermissionDenied(
                _("Your role does not include: %(right)s. Ask your coordinator for it.")
                % {"right": permission.label}
            )
        scope = view.required_scope()
        if isinstance(request.auth, ApiToken) and not request.auth.allows(scope):
            raise PermissionDenied(
                _("This token does not include %(scope)s. Make one that does on your account page.")
                % {"scope": scope}
            )
        return True
