"""The rows other tests stand on: every kind can be made, on both databases."""

import pytest

from centers.models import Country, ExchangeRate
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.postgres
def test_every_kind_of_row_can_be_made():
    client = factories.make_client()

    factories.make_contact(client, share=60)
    factories.make_consent(client)
    factories.make_session(client)
    factories.make_situation(client)
    factories.make_followup(client)
    factories.make_appointment(client)
    factories.make_rate()
    for kind in factories.Outcome.Kind:
        factories.make_outcome(client, kind=kind)
    for state in factories.Outcome.State:
        factories.make_evidence(factories.make_outcome(client, state=state))

    assert client.outcomes.count() == len(factories.Outcome.Kind) + len(factories.Outcome.State)
    assert client.outcomes.verified().count() == 1


@pytest.mark.parametrize(
    "make",
    [
        factories.make_advisor,
        factories.make_director,
        factories.make_coordinator,
        factories.make_funder_user,
        factories.make_administrator,
    ],
)
def test_every_role_can_be_made(make):
    assert make().current_memberships


@pytest.mark.django_db(transaction=True)
def test_a_test_that_commits_empties_the_tables():
    factories.make_client()


@pytest.mark.django_db(transaction=True)
def test_the_reference_data_are_back_after_it():
    assert Country.objects.count() >= 33
    assert ExchangeRate.objects.exists()
