"""All addresses: English, plural nouns, the same in the four languages."""

from django.urls import include, path

from sbdc import views
from sbdc.health import healthz

urlpatterns = [
    path("", views.home, name="home"),
    path("", include("centers.urls")),
    path("", include("clients.urls")),
    path("", include("reporting.urls")),
    path("", include("cooperation.urls")),
    path("api/v1/", include("sbdc.api_urls")),
    path("healthz", healthz, name="healthz"),
    path("i18n/", include("django.conf.urls.i18n")),
]
