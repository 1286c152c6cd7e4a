"""The dashboard in a browser: drawn by the server first, explored later, light on the network."""

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from tests import browsing, factories

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
URL = "/dashboard/?start=2024-01-01&end=2024-12-31"
KB = 1024


@pytest.fixture
def coordinator():
    country = factories.make_country("SV")
    for name in ("Valle Alto", "Puerto Nuevo"):
        center = factories.make_center(country, name=name)
        for sex in ("woman", "man", "woman"):
            firm = factories.make_client(center, contact_sex=sex, women_owned="yes")
            factories.make_session(firm, held_on=date(2024, 3, 10))
        factories.make_outcome(firm, quantity=5, women=3, state="verified")
        factories.make_outcome(firm, kind="capital", amount=900, state="verified")
    factories.make_target(country, measure="JOB-01", year=2024, value=20)
    return factories.make_coordinator(country)


def first_visit(page, url):
    """[(address, bytes as they come over the network)] of a visit with an empty cache."""
    seen, session = {}, page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.responseReceived", lambda e: seen.update({e["requestId"]: [e, 0]}))
    session.on("Network.loadingFinished", lambda e: _arrived(seen, e))
    page.goto(url, wait_until="load")
    return [(one["response"]["url"], size) for one, size in seen.values()]


def _arrived(seen, event):
    if event["requestId"] in seen:
        seen[event["requestId"]][1] = event["encodedDataLength"]


def test_on_a_desktop_charts_become_interactive_once_the_page_is_idle(page_at, coordinator):
    page = page_at(1280, coordinator)

    page.goto(URL)

    charts = page.locator("figure[data-chart]")
    expect(charts).to_have_count(3)
    for number in range(3):
        expect(charts.nth(number)).to_have_attribute("data-state", "live", timeout=60_000)
        expect(charts.nth(number).locator(".chart-live svg.main-svg").first).to_be_visible()
    charts.first.locator(".nsewdrag").first.hover()
    expect(
        charts.first.locator(".hoverlayer .hovertext, .hoverlayer .legend").first
    ).to_be_visible()


def test_on_a_phone_the_drawing_stays_until_exploring_is_asked_for(page_at, coordinator):
    page = page_at(390, coordinator)
    asked = []
    page.on("request", lambda request: asked.append(request.url))

    page.goto(URL)

    chart = page.locator("figure[data-chart]").first
    expect(chart.locator(".chart-narrow svg")).to_be_visible()
    button = chart.locator("[data-explore]")
    expect(button).to_be_visible()
    assert not [url for url in asked if "plotly" in url]
    button.click()
    expect(chart).to_have_attribute("data-state", "live", timeout=60_000)


def test_each_chart_is_saved_as_a_picture(page_at, coordinator):
    page = page_at(390, coordinator)
    page.goto(URL)
    chart = page.locator("figure[data-chart='jobs-to-date']")

    chart.locator(".chart-files summary").click()
    with page.expect_download(timeout=60_000) as saved:
        chart.get_by_text("PNG").click()

    assert saved.value.suggested_filename == "jobs-to-date.png"
    with open(saved.value.path(), "rb") as picture:
        assert picture.read(8) == b"\x89PNG\r\n\x1a\n"


def test_a_filter_acts_when_it_is_chosen_and_lies_in_the_address(page_at, coordinator):
    page = page_at(1280, coordinator)
    page.goto(URL)
    value = page.locator(".kpi .val").first
    expect(value).to_have_text("6")

    page.locator("select[name=sex]").select_option("man")

    expect(value).to_have_text("2")
    expect(page).to_have_url(re.compile(r"sex=man"))
    assert "funder=" not in page.url  # empty filters stay out


@pytest.mark.parametrize("path", [URL, "/region/", "/compare/", "/women/"])
def test_pages_are_accessible_and_fit_a_phone(page_at, coordinator, path):
    page = page_at(390, coordinator, color_scheme="dark")

    page.goto(path)

    browsing.assert_accessible(page)
    browsing.assert_no_sideways_scroll(page)


def test_a_first_visit_is_light(page_at, coordinator, compressed):
    """What the page needs to be read: everything but plotly, which comes later or never."""
    page = page_at(390, coordinator)

    loaded = first_visit(page, URL)

    assert len(loaded) <= 8, loaded
    assert sum(size for _url, size in loaded) <= 90 * KB, loaded
