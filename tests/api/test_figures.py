"""Figures by address: the page's aggregation, targets, editions."""

import pytest

from centers.models import Country
from reporting.impact import impact
from reporting.models import Target, TargetChange
from reporting.periods import calendar_year
from tests import factories
from tests.api.conftest import Caller

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
YEAR = {"start": "2024-01-01", "end": "2025-01-01"}


@pytest.fixture
def coordinator(center):
    return Caller(factories.make_coordinator(center.country))


def test_the_figures_are_those_of_the_page(advisor, firm):
    factories.make_session(firm)
    factories.make_outcome(firm, state="verified")
    factories.make_session()

    answer = advisor.get("impact/", YEAR | {"by": ["sex", "month"], "measure": ["SES-01"]})

    table = impact(advisor.user, calendar_year(2024), by=("sex", "month"), measures=["SES-01"])
    assert answer.json()["figures"] == table.as_json()
    assert answer.json()["figures"][0]["value"] == "1"


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({}, 400),
        (YEAR | {"by": "zodiac"}, 400),
        (YEAR | {"measure": "JOB-99"}, 400),
        ({"start": "2025-01-01", "end": "2024-01-01"}, 400),
        (YEAR | {"sex": "unicorn"}, 400),
        (YEAR | {"by": "topic", "measure": "JOB-01"}, 400),
    ],
)
def test_what_cannot_be_asked_is_told(advisor, query, status):
    answer = advisor.get("impact/", query)

    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")


def test_a_target_is_set_changed_and_taken_away_with_its_history(coordinator, center):
    facts = {"country": "SV", "center": "SV-01", "measure": "JOB-01", "year": 2024}

    made = coordinator.post("targets/", facts | {"value": "120.00"}).json()
    path = f"targets/{made['id']}/"
    version = coordinator.get(path)["ETag"]
    changed = coordinator.patch(path, {"value": "130.00"}, if_match=version)
    stale = coordinator.patch(path, {"value": "140.00"}, if_match=version)
    gone = coordinator.delete(path, if_match=changed["ETag"])

    assert (changed.json()["value"], stale.status_code, gone.status_code) == ("130.00", 412, 204)
    assert not Target.objects.exists()
    assert TargetChange.objects.count() == 3


def test_a_key_of_a_target_that_is_gone_is_404(coordinator, center):
    facts = {"country": "SV", "measure": "JOB-01", "year": 2024, "value": "120.00"}
    coordinator.post("targets/", facts, idempotency_key="target-1")
    Target.objects.all().delete()

    assert coordinator.post("targets/", facts, idempotency_key="target-1").status_code == 404


def test_a_target_of_another_country_cannot_be_set(coordinator):
    factories.make_country("GT")

    answer = coordinator.post(
        "targets/", {"country": "GT", "measure": "JOB-01", "year": 2024, "value": "1"}
    )

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "country"


def test_an_edition_shows_protected_figures_only(center):
    edition = factories.make_edition(center.country, private={"lines": ["the true figures"]})
    funder = Caller(factories.make_funder_user(Country.objects.get(pk="SV")))

    listed = funder.get("editions/").json()["results"]
    answer = funder.get(f"editions/{edition.uuid}/")

    assert [one["code"] for one in listed] == [edition.code]
    assert answer.json()["data"]["centers"] == []
    assert "the true figures" not in answer.content.decode()


def test_a_funder_of_another_country_finds_no_edition(center):
    edition = factories.make_edition(center.country)
    funder = Caller(factories.make_funder_user(factories.make_country("GT")))

    assert funder.get("editions/").json()["results"] == []
    assert funder.get(f"editions/{edition.uuid}/").status_code == 404
