"""Per request: numbers written as in the person's country, headers beyond Django's own."""

from centers import formats


class CountryMiddleware:
    """Numbers and days follow the country of the person's role; asked only when one is written."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        def code():
            place = request.user.home_country if request.user.is_authenticated else None
            return place.pk if place else ""

        formats.set_country(code)
        try:
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
