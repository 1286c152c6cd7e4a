"""Per request: the person's language, and the person's name for the audit trail."""

from django.utils import translation

from centers import actor


class LanguageMiddleware:
    """The language the person chose in the account wins over the browser's."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated and request.user.language:
            translation.activate(request.user.language)
            request.LANGUAGE_CODE = translation.get_language()
        return self.get_response(request)


class ActorMiddleware:
    """Tells the audit trail who is acting while the request runs."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        with actor.acting(request.user.pk if request.user.is_authenticated else None):
            return self.get_response(request)
