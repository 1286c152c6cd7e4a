"""Addresses of the API, version 1."""

from django.urls import path

from clients.views import field

app_name = "api"

urlpatterns = [
    path("sessions/<uuid:uuid>/", field.session_put, name="session-put"),
]
