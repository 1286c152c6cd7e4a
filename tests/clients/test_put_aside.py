"""A deleted session or claim: its address says why it counts no more, and gives it back."""

import pytest
from django.utils import timezone

from clients.models import Outcome, Session
from tests.factories import make_advisor, make_center, make_client, make_outcome, make_session

pytestmark = pytest.mark.django_db
MAKE = {"outcomes": make_outcome, "sessions": make_session}


@pytest.fixture
def center():
    return make_center()


def gone(center, kind):
    deleted = {"deleted_at": timezone.now(), "deleted_reason": "Recorded twice"}
    return MAKE[kind](make_client(center), **deleted)


def counts(row):
    return type(row).objects.alive().filter(pk=row.pk).exists()


@pytest.mark.parametrize("kind", MAKE)
def test_a_deleted_record_says_why_and_is_taken_back(client, center, kind):
    row = gone(center, kind)
    client.force_login(make_advisor(center))

    page = client.get(f"/{kind}/{row.uuid}/")
    answer = client.post(f"/{kind}/{row.uuid}/restore/", follow=True)

    assert "Recorded twice" in page.text
    assert f"/{kind}/{row.uuid}/restore/" in page.text
    assert "counts again" in answer.text
    assert counts(row)


@pytest.mark.parametrize("kind", MAKE)
def test_it_is_out_of_reach_for_another_center(client, center, kind):
    row = gone(center, kind)
    client.force_login(make_advisor(make_center(center.country)))

    assert client.get(f"/{kind}/{row.uuid}/").status_code == 404
    assert client.post(f"/{kind}/{row.uuid}/restore/").status_code == 404
    assert not counts(row)


@pytest.mark.parametrize("kind", MAKE)
def test_it_stays_deleted_where_its_period_is_closed(client, center, kind):
    row = gone(center, kind)
    center.locked_through = getattr(row, "occurred_on", None) or row.held_on
    center.save()
    client.force_login(make_advisor(center))

    page = client.get(f"/{kind}/{row.uuid}/")
    answer = client.post(f"/{kind}/{row.uuid}/restore/", follow=True)

    assert "restore" not in page.text
    assert "Ask the coordinator for a restatement" in answer.text
    assert not counts(row)


def test_deleting_leads_to_where_it_can_be_taken_back(client, center):
    outcome, session = make_outcome(make_client(center)), make_session(make_client(center))
    client.force_login(make_advisor(center))

    for row, kind in ((outcome, "outcomes"), (session, "sessions")):
        answer = client.post(f"/{kind}/{row.uuid}/delete/", {"reason": "twice"}, follow=True)
        assert "Take it back" in answer.text

    assert not Outcome.objects.alive().exists()
    assert not Session.objects.alive().exists()
