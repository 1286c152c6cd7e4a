"""Paths of this app that are needed outside of templates."""

from django.conf import settings
from django.urls import reverse


def of_text(item, language):
    return reverse("cooperation:item-text", args=[item.slug, language])


def of_picture(item, language):
    return reverse("cooperation:item-picture", args=[item.slug, language])


def absolute(path):
    """The whole address of a path of this site."""
    return f"{settings.SITE_URL}{path}"
