"""Nobody touches another country's items, bulletins, exchanges or meetings."""

import pytest
from django.urls import reverse

from cooperation.models import Bulletin, Item, Listing
from tests import factories, routes
from tests.cooperation import rows

pytestmark = pytest.mark.django_db

NETWORK_WIDE = ("plan", "goal", "activity", "progress")


def editors_routes():
    return [
        route
        for route in routes.all_routes()
        if route.name.startswith("cooperation:")
        and route.access != "public"
        and route.has_objects
        and route.name not in routes.SHARED
    ]


def test_a_country_editor_opens_nothing_of_another_country(client):
    foreign = routes.Place("FOREIGN", factories.make_center(factories.make_country("GT")))
    editor = rows.make_editor(factories.make_country("SV"))
    client.force_login(editor)
    before = list(Item.objects.values())
    faults = []

    for route in editors_routes():
        address = route.fill(foreign)
        for send in (client.get, client.post):
            status = send(address).status_code
            allowed = routes.may_open(route.access, editor)
            if status not in ((404, 405) if allowed else (403, 405)):
                faults.append(f"{route.name}: {send.__name__} {status}")

    assert len(editors_routes()) > 40
    assert not faults, "\n".join(faults)
    place = foreign.get("item")
    now = [row for row in Item.objects.values() if row["id"] != place.pk]
    assert now == before
    place.refresh_from_db()
    assert place.state == "draft" and place.texts.count() == 1


def test_lists_show_own_countries_only(client):
    guatemala = factories.make_country("GT")
    rows.make_item(guatemala, title="Borrador ajeno")
    rows.make_item(title="Borrador propio")
    rows.make_bulletin(guatemala, titles={"es": "Boletín ajeno", "en": "Foreign bulletin"})
    rows.make_meeting(guatemala, titles={"en": "Foreign meeting"})
    client.force_login(rows.make_editor())

    desk = client.get(reverse("cooperation:editorial-list")).content.decode()
    bulletins = client.get(reverse("cooperation:bulletin-desk")).content.decode()
    meetings = client.get(reverse("cooperation:meeting-list")).content.decode()

    assert "Borrador propio" in desk and "Borrador ajeno" not in desk
    assert "Foreign bulletin" not in bulletins and "Foreign meeting" not in meetings


def test_another_countrys_meeting_is_404_unless_one_is_invited(client):
    meeting = rows.make_meeting(factories.make_country("GT"))
    editor = rows.make_editor()
    client.force_login(editor)
    before = client.get(meeting.get_absolute_url()).status_code
    rows.make_invitation(meeting, user=editor, email=editor.email)
    assert (before, client.get(meeting.get_absolute_url()).status_code) == (404, 200)
    assert client.get(reverse("cooperation:meeting-edit", args=[meeting.pk])).status_code == 404


@pytest.mark.parametrize("country", ["GT", ""])
def test_an_editor_cannot_write_into_another_country_or_the_network(client, country):
    factories.make_country("GT")
    client.force_login(rows.make_editor())
    words = rows.texts() | {"language": "es", "themes": ["women"], "kind": "policy"}
    facts = {"country": country, "target_group": "all", "licence": "CC-BY-4.0"}
    period = {"starts_on": "2026-01-01", "ends_on": "2026-03-31", "titles_es": "Boletín"}
    listing = {
        "kind": "offer",
        "theme": "women",
        "title": "x",
        "description": "x",
        "institution": "x",
        "contact_email": "x@example.org",
        "languages": ["es"],
        "mode": "any",
        "country": country,
    }

    client.post(reverse("cooperation:item-add"), words | facts)
    client.post(reverse("cooperation:bulletin-add"), period | {"country": country})
    client.post(reverse("cooperation:listing-add"), listing)

    assert not Item.objects.exists()
    assert not Bulletin.objects.exists() and not Listing.objects.exists()


def test_an_advisor_writes_for_the_center_but_does_not_publish(client):
    center = factories.make_center(factories.make_country("SV"))
    client.force_login(factories.make_advisor(center))
    own = rows.make_item(center.country, center=center, state="review")
    sibling = rows.make_item(center.country, center=factories.make_center(center.country))
    live = rows.make_item(center.country, center=center, state="published")

    def status(name, item, **kwargs):
        return client.get(reverse(f"cooperation:{name}", args=[item.uuid]), **kwargs).status_code

    assert status("item-edit", own) == 200
    assert status("item-edit", sibling) == 404
    assert status("item-edit", live) == 404  # what is published is changed by the country's editors
    publish = reverse("cooperation:item-publish", args=[own.uuid])
    assert client.post(publish).status_code == 403
