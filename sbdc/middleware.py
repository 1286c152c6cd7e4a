"""Per request: numbers written as in the person's country, headers beyond Django's own."""

from django.utils import timezone

from centers import formats
from centers.dates import zone_of


class CountryMiddleware:
    """Numbers follow the country of the person's role, hours the clock of its center."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        user = request.user
        country = user.home_country if user.is_authenticated else None
        formats.set_country(country.pk if country else "")
        zone = zone_of(user.home_center) if country and user.home_center else None
        try:
            with timezone.override(zone or (country and country.time_zone) or "UTC"):
                return self.get_response(request)
        finally:
            formats.set_country("")


class PermissionsPolicyMiddleware:
    """No page uses the device's sensors; the camera opens only through a file field."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault(
            "Permissions-Policy", "geolocation=(), microphone=(), camera=(), payment=(), usb=()"
        )
        return response
