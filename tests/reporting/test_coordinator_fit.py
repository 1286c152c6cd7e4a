"""The coordinator's pages on a phone: whole words, no scrolling sideways, also twice as large."""

from datetime import date

import pytest

from centers.models import Center
from clients import quality
from tests import browsing, factories

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGES = [
    *("/dashboard/?period=F2024", "/centers/?period=F2024", "/targets/?year=2024", "/closings/"),
    *("/region/", "/compare/", "/women/", "/outcomes/", "/clients/", "/verify/", "/reports/"),
    *("/quality/", "/imports/", "/rates/", "/library/"),
    *("/settings/", "/settings/people/", "/settings/history/"),
]
TWICE = "document.documentElement.style.fontSize = '200%'"


@pytest.fixture
def coordinator():
    country = factories.make_country("SV")
    center = factories.make_center(country, name="CDMYPE Ilobasco")
    firm = factories.make_client(center, contact_sex="woman", women_owned="yes")
    factories.make_session(firm, held_on=date(2024, 3, 10))
    factories.make_outcome(firm, quantity=5, women=3, state="verified", occurred_on="2024-03-10")
    factories.make_outcome(firm, kind="capital", amount=90_000, occurred_on="2024-03-10")
    factories.make_target(country, measure="CAP-01", year=2024, value=200_000)
    factories.make_target(country, center=center, measure="CAP-01", year=2024, value=200_000)
    return factories.make_coordinator(country, language="es")


def test_words_stay_whole_on_a_phone_and_twice_as_large(page_at, coordinator):
    page = page_at(390, coordinator, is_mobile=True)
    found = []
    for address in PAGES:
        page.goto(address)
        found += [f"{address} {fault}" for fault in browsing.broken_words(page)]
        page.evaluate(TWICE)
        found += [f"{address} 200 %: {fault}" for fault in browsing.sideways_scroll(page)]

    assert not found, "\n".join(found)


def test_the_table_of_centers_shows_all_its_columns_on_a_desktop(page_at, coordinator):
    quality.recount(Center.objects.all())  # the score of quality is a column of its own
    page = page_at(1280, coordinator)

    for address in ("/dashboard/?period=F2024", "/centers/?period=F2024"):
        page.goto(address)
        wide, seen = page.locator(".tablewrap:has(> table.centers)").evaluate(
            "(box) => [box.scrollWidth, box.clientWidth]"
        )
        assert wide <= seen


def test_a_search_box_is_wide_enough_for_a_name_on_a_phone(page_at, coordinator):
    page = page_at(390, coordinator)

    page.goto("/clients/")

    assert page.locator(".finder input[name=q]").bounding_box()["width"] >= 280
