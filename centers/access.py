"""Gates: `@requires(permission)`, `@logged_in`, `@public` for pages; the API has its own.

Every view carries `access`, so that a test can walk all routes and ask each for its gate.
"""

from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.utils.translation import gettext as _

from centers import kept

PUBLIC = "public"
LOGIN = "login"


def public(view):
    """Marks a view that anybody may open without logging in."""
    view.access = PUBLIC
    return view


def _to_login(request):
    """The login page; where a form was sent, with what was typed in it."""
    if kept.is_form(request):
        return kept.sign_in_first(request)
    return redirect_to_login(request.get_full_path())


def logged_in(view):
    """Gate for pages that every person with an account may open."""

    @wraps(view)
    def gate(request, *args, **kwargs):
        if not request.user.is_authenticated:
            return _to_login(request)
        return view(request, *args, **kwargs)

    gate.access = LOGIN
    return gate


def requires(*permissions):
    """Gate for people who hold at least one of `permissions`; else 403 with a sentence."""

    def decorate(view):
        @wraps(view)
        def gate(request, *args, **kwargs):
            if not request.user.is_authenticated:
                return _to_login(request)
            if not any(request.user.holds(one) for one in permissions):
                raise PermissionDenied(
                    _("Your role does not include: %(right)s. Ask your coordinator for it.")
                    % {"right": " / ".join(str(one.label) for one in permissions)}
                )
            return view(request, *args, **kwargs)

        gate.access = permissions
        return gate

    return decorate


def requires_json(*permissions):
    """The gate of addresses that scripts call: 401 without a login, 403 without the right."""

    def decorate(view):
        @wraps(view)
        def gate(request, *args, **kwargs):
            if not request.user.is_authenticated:
                return JsonResponse({"code": "sign_in"}, status=401)
            if not any(request.user.holds(one) for one in permissions):
                return JsonResponse({"code": "no_right"}, status=403)
            return view(request, *args, **kwargs)

        gate.access = permissions
        return gate

    return decorate
