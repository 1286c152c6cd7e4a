"""Personal tokens of the API: made, shown once, taken back."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from knox.models import AuthToken

from centers.models import ApiToken

MOST_TOKENS = 20


class TooManyTokens(Exception):
    """The person holds MOST_TOKENS already; `str()` is the sentence for the reader."""


@transaction.atomic
def make_token(*, user, name, scopes, days):
    """(token, secret) for `user`, ending after `days`. The secret is kept nowhere."""
    if ApiToken.objects.for_user(user).count() >= MOST_TOKENS:
        raise TooManyTokens(
            _("You have %(number)s tokens. Take one back that you no longer use.")
            % {"number": MOST_TOKENS}
        )
    known, secret = AuthToken.objects.create(user, expiry=timedelta(days=days))
    return ApiToken.objects.create(token=known, name=name, scopes=sorted(scopes)), secret


@transaction.atomic
def take_token_back(*, token):
    """From now on the token opens nothing."""
    token.token.delete()
