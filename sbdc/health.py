"""The page that a load balancer or a monitor asks: does the application reach its database?"""

from django.db import connection
from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from centers.access import public


@public
@require_safe
@never_cache
def healthz(request):
    """'ok' once the database has answered; its failure is the server error it should be."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")
