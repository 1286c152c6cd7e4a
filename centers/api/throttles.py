"""So many requests a minute for each token, for each person signed in, for each address."""

from django.conf import settings
from rest_framework.throttling import SimpleRateThrottle

from centers.models import ApiToken


class PerToken(SimpleRateThrottle):
    scope = "api"

    def get_rate(self):
        return f"{settings.API_REQUESTS_A_MINUTE}/minute"

    def get_cache_key(self, request, view):
        if isinstance(request.auth, ApiToken):
            who = request.auth.token_id[:32]  # a part of its hash
        elif request.user.is_authenticated:
            who = f"user-{request.user.pk}"
        else:
            who = self.get_ident(request)
        return self.cache_format % {"scope": self.scope, "ident": who}
