"""Stories in reports: told with consent, taken out when it is withdrawn."""

from datetime import date
from pathlib import Path

import pytest
from django.utils import timezone

from cooperation.actions.stories import withdraw_consent
from reporting import editions, withdrawals
from reporting.models import Report
from reporting.periods import Period, calendar_year
from reporting.report.document import compose
from reporting.report.stories import stories_to_tell
from tests.cooperation.rows import approve, make_story
from tests.factories import make_center, make_client, make_coordinator, make_session


@pytest.fixture
def center(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    center = make_center(locked_through=date(2024, 12, 31))
    make_session(make_client(center))
    return center


@pytest.fixture
def story(center):
    item = make_story(make_client(center), title="La panadería que hoy paga el horno")
    approve(item)
    item.state, item.published_at = "published", timezone.now()
    item.save()
    return item


def make_edition_with(story, center):
    today = timezone.localdate()
    stories = stories_to_tell(["SV"], Period(today.replace(day=1), date(today.year + 1, 1, 1)))
    by, period = make_coordinator(center.country), calendar_year(2024)
    data, true = editions.figures_for(by, period, countries=["SV"], audience="funder")
    return editions.freeze(
        by=by,
        data=data,
        true=true,
        countries=["SV"],
        period=period,
        audience="funder",
        stories=stories,
    )


def test_a_published_story_with_consent_is_told(center, story):
    edition = make_edition_with(story, center)

    html = compose(edition.data | {"stories": edition.stories}, template="full", language="es").html

    assert [one["id"] for one in edition.stories] == [str(story.uuid)]
    assert "La panadería que hoy paga el horno" in html


def test_a_withdrawn_story_leaves_and_its_edition_is_replaced_with_equal_figures(
    center, story, django_capture_on_commit_callbacks
):
    edition = make_edition_with(story, center)
    report = Report.objects.create(edition=edition, template="flyer", language="es")
    editions.build(report)
    file = Path(report.file.path)

    withdraw_consent(client=story.client)
    with django_capture_on_commit_callbacks(execute=True):
        newer = withdrawals.honour_withdrawals(edition)

    report.refresh_from_db()
    edition.refresh_from_db()
    assert newer.stories == [] == edition.stories
    assert edition.replaced_by == newer
    assert newer.data["lines"] == edition.data["lines"]
    assert report.state == Report.State.WITHDRAWN
    assert report.sha256
    assert not file.exists()
    assert newer.reports.get().state == Report.State.READY


def test_an_edition_whose_stories_stand_is_left_alone(center, story):
    edition = make_edition_with(story, center)

    assert withdrawals.honour_withdrawals(edition) == edition
    assert editions.fingerprint(edition.data) == edition.sha256


def test_downloading_after_a_withdrawal_leads_to_the_replacement(client, center, story):
    edition = make_edition_with(story, center)
    report = Report.objects.create(edition=edition, template="flyer", language="es")
    editions.build(report)
    withdraw_consent(client=story.client)
    client.force_login(edition.author)

    answer = client.get(f"{edition.get_absolute_url()}{report.uuid}/")

    edition.refresh_from_db()
    assert answer.url == edition.replaced_by.get_absolute_url()
