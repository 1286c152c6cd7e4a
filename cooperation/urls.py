"""Addresses of the cooperation pages."""

from django.urls import path  # noqa: F401

app_name = "cooperation"

urlpatterns = []
