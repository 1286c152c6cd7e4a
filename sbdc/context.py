"""What every page needs to know about the site."""

from django.conf import settings


def site(request):
    return {"network_name": settings.NETWORK_NAME, "demo": settings.DEMO}
