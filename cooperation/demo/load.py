"""Invented cooperation between the demonstration's countries: a page of everything to try."""

from django.db import transaction
from django.utils import timezone

from centers.models import Country, Membership, User
from centers.roles import Role
from cooperation.demo.exchanges import load_exchanges
from cooperation.demo.library import load_bulletin, load_items, load_story
from cooperation.demo.meetings import load_meetings, load_progress
from cooperation.demo.network import load_directory
from cooperation.models import (
    Item,
    Listing,
    Meeting,
)


@transaction.atomic
def load_demo(today=None):
    """Adds the invented rows unless there are items already; returns {what: how many}."""
    if Item.objects.exists():
        return {}
    today = today or timezone.localdate()
    countries = {country.pk: country for country in Country.objects.filter(active=True)}
    by = {code: editor_of(country) for code, country in countries.items()}
    published = load_items(countries, by)
    stories_made = load_story(by, today)
    load_bulletin(published + stories_made, today)
    load_exchanges(countries, by, published, today)
    load_meetings(countries, by, today)
    load_progress(countries, by)
    load_directory(countries, today)
    return {
        "items": Item.objects.count(),
        "offers and requests": Listing.objects.count(),
        "meetings": Meeting.objects.count(),
    }


def editor_of(country):
    """The country's editor, made where there is none; logs in like the other demo accounts."""
    known = Membership.objects.filter(role=Role.EDITOR, country=country).first()
    if known:
        return known.user
    model = Membership.objects.filter(country=country, role=Role.COORDINATOR).first()
    editor = User(
        email=f"editor.{country.pk.lower()}@example.org",
        name=f"Equipo editorial {country.pk}",
        language=country.language if country.language in ("es", "en", "fr") else "es",
        password=model.user.password if model else "!",
    )
    editor.save()
    Membership.objects.create(user=editor, role=Role.EDITOR, country=country)
    return editor
