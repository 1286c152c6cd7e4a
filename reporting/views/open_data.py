"""Open data: the catalogue and the files of published editions, for anybody."""

from django.conf import settings
from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from centers.access import public
from reporting.models import Edition
from reporting.opendata import files
from reporting.opendata.catalog import to_catalog
from reporting.opendata.published import Published
from reporting.views.overview import data_file


@public
@require_safe
@cache_control(public=True, max_age=3600)
def catalog(request):
    """Every published edition with its files, as DCAT in JSON-LD."""
    entries = [_entry(request, edition) for edition in Edition.objects.published()]
    data = to_catalog(entries, publisher=settings.NETWORK_NAME, page=request.build_absolute_uri())
    return JsonResponse(data, content_type="application/ld+json")


@public
@require_safe
@cache_control(public=True, max_age=3600)
def open_data_file(request, code, kind):
    edition = get_object_or_404(Edition.objects.published(), code=code)
    return data_file(request, edition, kind)


def _entry(request, edition):
    def address(kind):
        return request.build_absolute_uri(reverse("reporting:open-data", args=[edition.code, kind]))

    offered = files.kinds_for(edition).items()
    listed = [(str(kind.label), address(word), kind.media) for word, kind in offered]
    return Published.of(edition), address("package"), listed
