"""The builder as a coordinator uses it: three clicks, progress that survives a reload, one file."""

import pytest
from django.utils import timezone

from reporting import editions
from reporting.models import Report
from reporting.tasks import build_report
from tests.browsing import assert_accessible, assert_no_sideways_scroll
from tests.factories import make_center, make_coordinator

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_report_is_had_in_three_clicks_and_its_progress_survives_a_reload(
    page_at, settings, tmp_path, monkeypatch
):
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(editions, "pdf_of", lambda *given: b"%PDF-1.7 whole")
    monkeypatch.setattr(type(build_report), "enqueue", lambda *given: None)  # the worker is slow
    coordinator = make_coordinator(make_center(code="SV-01").country)
    page = page_at(390, coordinator)

    page.goto("/reports/")
    page.get_by_role("link", name="Create report").first.click()
    page.get_by_role("button", name="Freeze the figures and build").click()

    page.get_by_text("Waiting").wait_for()
    report = Report.objects.get()
    editions.mark(report, state=Report.State.BUILDING, progress=40, started_at=timezone.now())
    page.reload()
    assert page.locator("progress").get_attribute("value") == "40"
    assert_no_sideways_scroll(page)
    assert_accessible(page)

    editions.build(report)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download").first.click()  # comes without a reload
    assert download.value.suggested_filename.startswith("impact-SV-")
    assert download.value.path().read_bytes() == b"%PDF-1.7 whole"
