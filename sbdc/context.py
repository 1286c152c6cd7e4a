"""What every page knows: the network's name, the languages, the person's way around."""

from django.conf import settings
from django.utils.functional import SimpleLazyObject

from sbdc.navigation import Navigation


def site(request):
    """Context processor. The navigation is worked out only by pages that show it."""
    user = getattr(request, "user", None)
    match = request.resolver_match
    page = {
        "network_name": settings.NETWORK_NAME,
        "demo": settings.DEMO,
        "languages": settings.LANGUAGES,
    }
    if user is not None and user.is_authenticated:
        name = match.view_name if match else ""
        page["navigation"] = SimpleLazyObject(lambda: Navigation(user, name or ""))
    return page
