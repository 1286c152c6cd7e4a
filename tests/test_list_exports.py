"""Every page that lists records or figures hands them out as a file, or is named here with why not.

A new page with a list fails this test until its table can be had as xlsx and csv.
"""

import csv
import io
import re
from datetime import timedelta

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from clients.exports import runs
from clients.models import Export
from tests import factories, routes

pytestmark = pytest.mark.django_db

LISTED = re.compile(r'<table|<ul class="list')
EXPORTS = (
    *("/exports/new/", "as=xlsx", "as=csv", "/dashboard/data/", "/dashboard/center-table/"),
    "/settings/history/export/",
)
# Pages with a list and without a file of it, and why.
WITHOUT = {
    "centers:account": "the reader's own roles",
    "centers:person-detail": "one person's roles; all of them stand in the list of people",
    "centers:settings": "a country's settings; its centers stand in its whole export and the API",
    "clients:client-detail": "one client; each of its tables can be had from that table's list",
    "clients:client-merge": "two clients side by side, to choose from",
    "clients:field": "works on the device, also without signal",
    "clients:field-outbox": "works on the device, also without signal",
    "cooperation:activity-detail": "one activity with its progress",
    "cooperation:bulletin-desk": "drafts of issues, a handful",
    "cooperation:bulletin-manage": "one issue",
    "cooperation:exchange-detail": "one exchange",
    "cooperation:intake-detail": "one request",
    "cooperation:item-change": "one change of an item",
    "cooperation:item-manage": "one item with its files and links",
    "cooperation:item-preview": "one item as the public will read it",
    "cooperation:listing-detail": "one offer or request",
    "cooperation:meeting-detail": "one meeting",
    "cooperation:network-list": "public: the same centers stand in the API",
    "cooperation:network-manage": "links to what is edited",
    "cooperation:plan-detail": "has its closing report",
    "reporting:report-detail": "one edition with its files",
    "reporting:target-detail": "one target's months",
}


def main_part(html):
    return html.partition("<main")[2].partition("</main>")[0]


def test_every_list_can_be_had_as_a_file(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    place = routes.Place("MARKOWN", factories.make_center(factories.make_country("SV")))
    browser = Browser()
    browser.force_login(factories.make_administrator(language="en"))

    lacking = set()
    for route in routes.all_routes():
        if route.name.startswith("api:") or not route.name.partition(":")[2]:
            continue
        answer = browser.get(route.fill(place))
        if answer.status_code != 200 or "text/html" not in answer["Content-Type"]:
            continue
        page = main_part(answer.content.decode())
        if LISTED.search(page) and not any(mark in page for mark in EXPORTS):
            lacking.add(route.name)

    assert sorted(lacking - set(WITHOUT)) == []


FIGURES = [
    "clients:rate-list",
    "clients:followup-board",
    "clients:quality",
    "clients:recheck-list",
    "reporting:closing-list",
    "reporting:report-list",
    "reporting:target-list",
    "reporting:women",
    "cooperation:listing-list",
    "cooperation:meeting-list",
    "cooperation:editorial-list",
]


@pytest.fixture
def coordinator():
    center = factories.make_center(factories.make_country("SV"))
    factories.make_session(factories.make_client(center))
    return factories.make_coordinator(center.country, language="en")


@pytest.mark.parametrize("name", FIGURES)
def test_tables_of_figures_come_as_both_files_and_are_logged(client, coordinator, name):
    client.force_login(coordinator)

    text = b"".join(client.get(reverse(name), {"as": "csv"}).streaming_content).decode("utf-8-sig")
    book = client.get(reverse(name), {"as": "xlsx"})

    head, *rows = csv.reader(io.StringIO(text))
    sheet = list(load_workbook(io.BytesIO(b"".join(book.streaming_content))).active.values)
    assert (len(sheet[0]), len(sheet) - 1) == (len(head), len(rows))
    logged = Export.objects.filter(user=coordinator, what="figures", rows=len(rows))
    assert sorted(logged.values_list("kind", flat=True)) == ["csv", "xlsx"]


def test_tables_of_figures_are_limited_a_day_apart_from_peoples_data(
    client, coordinator, monkeypatch
):
    monkeypatch.setitem(runs.FIGURES_A_DAY, "coordinator", 1)
    client.force_login(coordinator)
    address = reverse("reporting:closing-list")

    answers = [client.get(address, {"as": "csv"}).status_code for _time in range(2)]

    assert answers == [200, 429]
    assert not Export.objects.of_today(coordinator, timezone.now() - timedelta(days=1)).exists()
