"""What the cooperation templates need beside the common tags."""

from django import template

from clients.countries import country_name

register = template.Library()


@register.filter
def place(country, otherwise=""):
    """The country's name in the reader's language, or `otherwise` where there is none."""
    return country_name(country.pk) if country else otherwise
