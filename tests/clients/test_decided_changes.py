"""A change that a person corrected or took away stays decided: its situations only ask."""

import pytest

from clients.actions import (
    NotAllowed,
    attach_evidence,
    change_outcome,
    change_situation,
    declare_outcome,
    delete_outcome,
    keep_figures,
    restore_outcome,
    return_outcome,
    situations_say,
    take_situations_figures,
)
from clients.models import Outcome
from tests.clients.standing import DEC, JAN, JUL, claims, created, stand, verified
from tests.factories import make_advisor, make_client, make_director

pytestmark = pytest.mark.django_db


@pytest.fixture
def client_of_ours():
    return make_client()


@pytest.fixture
def advisor(client_of_ours):
    return make_advisor(client_of_ours.center)


def test_a_change_that_a_person_took_away_comes_back_only_with_other_figures(
    client_of_ours, advisor
):
    stand(client_of_ours, advisor, JAN, women=0, men=1)
    _last, (claim, *_more) = stand(client_of_ours, advisor, JUL, women=0, men=9)
    delete_outcome(outcome=claim, by=advisor, reason="hired before we met")

    stand(client_of_ours, advisor, JUL, women=0, men=9, sales="13000")
    stand(client_of_ours, advisor, DEC, women=0, men=9)
    assert created(client_of_ours) == 0

    restore_outcome(outcome=claim, by=advisor)
    assert created(client_of_ours) == 8


def test_a_change_whose_situations_no_longer_follow_each_other_is_not_taken_back(
    client_of_ours, advisor
):
    stand(client_of_ours, advisor, JAN, women=0, men=1)
    _last, (claim, *_more) = stand(client_of_ours, advisor, DEC, women=0, men=9)
    delete_outcome(outcome=claim, by=advisor, reason="wrong")
    stand(client_of_ours, advisor, JUL, women=0, men=9)

    with pytest.raises(NotAllowed, match="computed anew"):
        restore_outcome(outcome=claim, by=advisor)


def corrected(client, advisor):
    """Five jobs by the situations, of which a person corrected the claim to three."""
    stand(client, advisor, JAN, women=1, men=0, sales="0")
    situation, (claim,) = stand(client, advisor, JUL, women=6, men=0, sales="0")
    return situation, change_outcome(outcome=claim, by=advisor, quantity=3, women=2)


def test_what_a_person_corrected_keeps_its_figures_when_its_situations_change(
    client_of_ours, advisor
):
    situation, claim = corrected(client_of_ours, advisor)
    assert (claim.said, claim.in_doubt) == ({"quantity": 5, "women": 5}, False)

    change_situation(situation=situation, by=advisor, figures_from="Payroll")
    claim.refresh_from_db()
    assert (claim.quantity, claim.women, claim.in_doubt) == (3, 2, False)

    change_situation(situation=situation, by=advisor, women_full_time=8)
    claim.refresh_from_db()
    assert (claim.quantity, claim.women, claim.in_doubt) == (3, 2, True)
    assert situations_say(claim) == {"quantity": 7, "women": 7}


def test_the_next_change_begins_at_the_situation_whatever_the_claim_was_corrected_to(
    client_of_ours, advisor
):
    corrected(client_of_ours, advisor)

    stand(client_of_ours, advisor, DEC, women=7, men=0, sales="0")

    assert [row[2] for row in claims(client_of_ours)] == [3, 1]


def test_a_person_keeps_the_figures_or_takes_those_of_the_situations(client_of_ours, advisor):
    situation, claim = corrected(client_of_ours, advisor)
    change_situation(situation=situation, by=advisor, women_full_time=8)
    claim.refresh_from_db()

    keep_figures(outcome=claim, by=advisor)
    change_situation(situation=situation, by=advisor, figures_from="Payroll")
    claim.refresh_from_db()
    assert (claim.quantity, claim.in_doubt) == (3, False)

    claim = take_situations_figures(outcome=claim, by=advisor)
    assert (claim.quantity, claim.women, claim.said) == (7, 7, None)
    change_situation(situation=situation, by=advisor, women_full_time=4)
    assert [row[2] for row in claims(client_of_ours)] == [3]


def test_a_correction_to_what_the_situations_say_follows_them_again(client_of_ours, advisor):
    situation, claim = corrected(client_of_ours, advisor)

    claim = change_outcome(outcome=claim, by=advisor, quantity=5, women=5)

    assert claim.said is None
    change_situation(situation=situation, by=advisor, women_full_time=3)
    assert [row[2] for row in claims(client_of_ours)] == [2]


def test_a_note_on_a_computed_claim_does_not_detach_it(client_of_ours, advisor):
    stand(client_of_ours, advisor, JAN, women=1, men=0, sales="0")
    _situation, (claim,) = stand(client_of_ours, advisor, JUL, women=6, men=0, sales="0")

    assert change_outcome(outcome=claim, by=advisor, note="Two shifts").said is None


def test_a_verified_change_is_in_doubt_once_its_situations_say_otherwise(client_of_ours, advisor):
    stand(client_of_ours, advisor, JAN, women=1, men=0, sales="0")
    situation, (claim,) = stand(client_of_ours, advisor, JUL, women=6, men=0, sales="0")
    verified(claim, advisor)

    change_situation(situation=situation, by=advisor, figures_from="Payroll")
    assert not Outcome.objects.get(pk=claim.pk).in_doubt
    change_situation(situation=situation, by=advisor, women_full_time=9)

    claim.refresh_from_db()
    assert (claim.state, claim.quantity, claim.in_doubt) == ("verified", 5, True)
    taken = take_situations_figures(outcome=claim, by=advisor)
    assert (taken.state, taken.quantity, taken.in_doubt) == ("evidenced", 8, False)


def test_figures_of_a_change_that_is_no_more_put_the_claim_aside_when_taken(
    client_of_ours, advisor
):
    situation, claim = corrected(client_of_ours, advisor)
    change_situation(situation=situation, by=advisor, women_full_time=1)
    claim.refresh_from_db()
    assert (claim.in_doubt, situations_say(claim)) == (True, {})

    taken = take_situations_figures(outcome=claim, by=advisor)

    assert (taken.deleted_at is None, taken.deleted_reason) == (False, "situation changed")


def test_a_returned_change_goes_back_into_the_queue_with_the_corrected_situation(
    client_of_ours, advisor
):
    stand(client_of_ours, advisor, JAN, women=1, men=0, sales="0")
    situation, (claim,) = stand(client_of_ours, advisor, JUL, women=6, men=0, sales="0")
    attach_evidence(outcome=claim, by=advisor, label="Payroll")
    return_outcome(outcome=claim, by=make_director(claim.center), reason="number")

    change_situation(situation=situation, by=advisor, women_full_time=5)

    claim.refresh_from_db()
    assert (claim.state, claim.returned_reason, claim.quantity) == ("evidenced", "", 4)


def test_a_returned_direct_claim_is_not_taken_off_the_change_until_it_is_mended(
    client_of_ours, advisor
):
    stand(client_of_ours, advisor, JAN, women=0, men=1)
    stand(client_of_ours, advisor, DEC, women=0, men=9)
    direct = declare_outcome(
        client=client_of_ours, by=advisor, kind="jobs_created", occurred_on=JUL, quantity=3
    )

    direct = return_outcome(outcome=direct, by=make_director(direct.center), reason="no_evidence")
    assert created(client_of_ours) == 8
    attach_evidence(outcome=direct, by=advisor, label="Payroll")
    assert created(client_of_ours) == 8
    change_outcome(outcome=direct, by=advisor, kind="jobs_retained")

    assert [row[1:3] for row in claims(client_of_ours)] == [
        ("jobs_retained", 3),
        ("jobs_created", 8),
    ]


def test_a_verified_change_that_is_returned_follows_its_situations_without_doubt(
    client_of_ours, advisor
):
    stand(client_of_ours, advisor, JAN, women=1, men=0, sales="0")
    last, (claim,) = stand(client_of_ours, advisor, DEC, women=6, men=0, sales="0")
    verified(claim, advisor)
    stand(client_of_ours, advisor, JUL, women=3, men=0, sales="0")
    change_situation(situation=last, by=advisor, women_full_time=7)
    assert Outcome.objects.get(pk=claim.pk).in_doubt

    returned = return_outcome(outcome=claim, by=make_director(claim.center), reason="number")

    assert [row[:3] for row in claims(client_of_ours)] == [
        (JUL, "jobs_created", 2),
        (DEC, "jobs_created", 4),
    ]
    assert (returned.quantity, returned.state, returned.in_doubt) == (4, "evidenced", False)
