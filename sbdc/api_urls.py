"""Addresses of the API, version 1."""

app_name = "api"

urlpatterns = []
