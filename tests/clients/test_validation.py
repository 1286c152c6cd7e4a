"""What a claim of each kind must say, and when a start can be verified."""

from datetime import date
from decimal import Decimal

import pytest

from clients.actions import NotAllowed, attach_evidence, return_outcome, verify_outcome
from clients.models import Formalization, Outcome
from clients.validation import DETAILS, FIELDS, REQUIRED, outcome_problems, own_fields
from tests.factories import (
    make_advisor,
    make_client,
    make_country,
    make_director,
    make_evidence,
    make_outcome,
)

pytestmark = pytest.mark.django_db
Kind = Outcome.Kind
TODAY = date(2024, 9, 1)
DAY = date(2024, 5, 15)
RIGHT = {
    Kind.JOBS_CREATED: {"quantity": 3, "women": 2, "full_time": 2, "part_time": 1},
    Kind.JOBS_RETAINED: {"quantity": 3},
    Kind.JOBS_LOST: {"quantity": 1, "women": 0},
    Kind.SALES_INCREASE: {"amount": Decimal("10.50"), "currency": "USD"},
    Kind.EXPORT_SALES: {"amount": Decimal(10), "currency": "USD", "destinations": ["US"]},
    Kind.CAPITAL: {"amount": Decimal(10), "currency": "GTQ", "detail": "bank_loan"},
    Kind.BUSINESS_STARTED: {"start_tests": ["sale"]},
    Kind.FORMALIZED: {"detail": "registry"},
    Kind.INNOVATION: {"detail": "product"},
    Kind.PROCUREMENT: {"amount": Decimal(10), "currency": "USD", "quantity": 2},
}


def problems(kind, **values):
    client = make_client(first_session_on=date(2024, 2, 1))
    facts = {"occurred_on": DAY} | values
    return outcome_problems(kind, facts, client=client, today=TODAY)


@pytest.mark.parametrize("kind", Kind)
def test_a_complete_claim_of_each_kind_passes(kind):
    assert problems(kind, **RIGHT[kind]) == {}


@pytest.mark.parametrize("kind", Kind)
def test_each_kind_asks_for_its_own_facts(kind):
    assert set(problems(kind)) == set(REQUIRED[kind])
    assert set(REQUIRED[kind]) <= set(FIELDS[kind])


@pytest.mark.parametrize(
    ("kind", "changed", "field"),
    [
        (Kind.JOBS_CREATED, {"women": 4}, "women"),
        (Kind.JOBS_CREATED, {"quantity": 0, "women": None}, "quantity"),
        (Kind.JOBS_CREATED, {"part_time": 5}, "part_time"),
        (Kind.JOBS_CREATED, {"occurred_on": date(2024, 9, 2)}, "occurred_on"),
        (Kind.JOBS_CREATED, {"occurred_on": None}, "occurred_on"),
        (Kind.CAPITAL, {"applied_on": date(2024, 6, 1)}, "applied_on"),
        (Kind.CAPITAL, {"detail": "lottery"}, "detail"),
        (Kind.CAPITAL, {"amount": Decimal(0)}, "amount"),
        (Kind.CAPITAL, {"currency": "XXX"}, "currency"),
        (Kind.CAPITAL, {"currency": "CLP", "amount": Decimal("10.50")}, "amount"),
        (Kind.BUSINESS_STARTED, {"start_tests": ["luck"]}, "start_tests"),
        (Kind.BUSINESS_STARTED, {"occurred_on": date(2024, 1, 31)}, "occurred_on"),
    ],
)
def test_a_claim_that_cannot_be_right_names_the_field(kind, changed, field):
    assert field in problems(kind, **RIGHT[kind] | changed)


def test_facts_of_another_kind_are_emptied():
    clean = own_fields(Kind.CAPITAL, {"amount": Decimal(5), "women": 3, "destinations": ["US"]})

    assert (clean["women"], clean["destinations"]) == (None, [])
    assert own_fields(Kind.INNOVATION, {"quantity": None})["quantity"] == 1
    assert own_fields(Kind.SALES_INCREASE, {"quantity": 4})["quantity"] is None
    assert set(DETAILS) == {Kind.CAPITAL, Kind.FORMALIZED, Kind.INNOVATION}


# --- starts ---------------------------------------------------------------------------------------
def start(**fields):
    client = fields.pop("client", None) or make_client(
        first_session_on=date(2024, 2, 1), stage="pre_venture"
    )
    outcome = make_outcome(
        client,
        kind=Kind.BUSINESS_STARTED,
        state="evidenced",
        start_tests=["sale"],
        recorded_by=make_advisor(client.center),
        **fields,
    )
    make_evidence(outcome)
    return outcome


def verify(outcome):
    return verify_outcome(outcome=outcome, by=make_director(outcome.center))


def test_a_verified_start_makes_the_client_a_business():
    outcome = start()

    verify(outcome)

    outcome.client.refresh_from_db()
    assert (outcome.client.stage, outcome.client.started_on) == ("in_business", outcome.occurred_on)


def test_a_country_may_ask_for_registrations_before_a_start_counts():
    make_country(in_business_requires=["tax_number"])
    outcome = start()

    with pytest.raises(NotAllowed, match="Tax number"):
        verify(outcome)

    Formalization.objects.create(client=outcome.client, kind="tax_number", since=DAY)
    assert verify(outcome).state == "verified"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"start_tests": []}, "No sign"),
        ({"occurred_on": date(2024, 1, 2)}, "first session"),
    ],
)
def test_a_start_without_its_signs_is_not_verified(fields, words):
    outcome = start()
    Outcome.objects.filter(pk=outcome.pk).update(**fields)

    with pytest.raises(NotAllowed, match=words):
        verify(outcome)


def test_a_client_starts_once():
    first = start()
    verify(first)

    with pytest.raises(NotAllowed, match="counts once"):
        verify(start(client=first.client))


def test_a_verified_formalization_is_noted_on_the_client():
    client = make_client()
    outcome = make_outcome(client, kind=Kind.FORMALIZED, detail="permit", state="evidenced")
    make_evidence(outcome)

    verify(outcome)

    assert client.formalizations.get().kind == "permit"


# --- who may verify -------------------------------------------------------------------------------
def test_who_recorded_a_claim_cannot_verify_it():
    director = make_director()
    outcome = make_outcome(make_client(director.home_center), recorded_by=director)
    attach_evidence(outcome=outcome, by=director, label="Payroll")

    with pytest.raises(NotAllowed, match="colleague"):
        verify_outcome(outcome=outcome, by=director)


def test_a_claim_without_evidence_is_not_verified():
    with pytest.raises(NotAllowed, match="no evidence"):
        verify(make_outcome())


def test_a_returned_claim_is_mended_before_it_is_verified():
    outcome = make_outcome(state="evidenced")
    make_evidence(outcome)
    return_outcome(outcome=outcome, by=make_director(outcome.center), reason="number")

    with pytest.raises(NotAllowed, match="mend"):
        verify(outcome)
