"""Who calls: a personal token in the header, or the session of somebody signed in."""

from datetime import UTC

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from knox.auth import TokenAuthentication
from rest_framework.authentication import SessionAuthentication
from rest_framework.exceptions import AuthenticationFailed

from centers.models import ApiToken


class PersonalToken(TokenAuthentication):
    """`Authorization: Bearer sbdc_…`. The token's limits go with the request as `request.auth`."""

    def authenticate(self, request):
        found = super().authenticate(request)
        if found and found[0].language and "Accept-Language" not in request.headers:
            translation.activate(found[0].language)  # the caller's own, where it asks for none
        return found

    def authenticate_credentials(self, token):
        try:
            user, known = super().authenticate_credentials(token)
        except UnicodeDecodeError as error:
            raise AuthenticationFailed(_("This token is not known.")) from error
        limits = ApiToken.objects.filter(token=known).first()
        if limits is None:
            raise AuthenticationFailed(_("This token is not known."))
        today = timezone.localdate(timezone=UTC)
        if limits.last_used_on != today:
            ApiToken.objects.filter(pk=limits.pk).update(last_used_on=today)
        return user, limits


class SignedIn(SessionAuthentication):
    """The browser's session, with its protection against forged requests."""
