"""Situations: changes become claims, growth is never counted twice, doubts are asked."""

import random
from datetime import date, timedelta
from decimal import Decimal

import pytest

from clients.actions import (
    NotAllowed,
    PeriodClosed,
    attach_evidence,
    change_outcome,
    change_situation,
    declare_changes,
    declare_outcome,
    delete_outcome,
    delete_situation,
    record_situation,
    restore_outcome,
    verify_outcome,
)
from clients.models import Evidence, Outcome, Situation
from clients.sanity import facts_of, outcome_questions, situation_questions, unanswered
from tests.clients.standing import DEC, JAN, JUL, claims, created, stand, verified
from tests.factories import (
    make_advisor,
    make_center,
    make_client,
    make_country,
    make_director,
    make_rate,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def client_of_ours():
    return make_client()


@pytest.fixture
def advisor(client_of_ours):
    return make_advisor(client_of_ours.center)


def test_the_first_situation_is_a_baseline_without_claims(client_of_ours, advisor):
    _situation, found = stand(client_of_ours, advisor, JAN)

    assert found == []


def test_a_change_becomes_claims_that_point_to_both_situations(client_of_ours, advisor):
    before, _none = stand(client_of_ours, advisor, JAN)
    after, found = stand(client_of_ours, advisor, JUL, women=4, men=2, sales="15000.50")

    assert claims(client_of_ours) == [
        (JUL, "jobs_created", 3, 2, None),
        (JUL, "sales_increase", None, None, Decimal("3000.50")),
    ]
    assert {(one.from_situation, one.to_situation) for one in found} == {(before, after)}
    assert {one.state for one in found} == {"declared"}


def test_the_next_baseline_is_the_last_reported_value(client_of_ours, advisor):
    stand(client_of_ours, advisor, JAN, women=2, men=0)
    stand(client_of_ours, advisor, JUL, women=5, men=0)
    stand(client_of_ours, advisor, DEC, women=6, men=0)

    assert [(row[0], row[2]) for row in claims(client_of_ours)] == [(JUL, 3), (DEC, 1)]


def test_fewer_jobs_are_jobs_lost_and_never_netted(client_of_ours, advisor):
    stand(client_of_ours, advisor, JAN, women=5, men=2)
    stand(client_of_ours, advisor, JUL, women=3, men=2)
    stand(client_of_ours, advisor, DEC, women=3, men=4)

    assert claims(client_of_ours) == [
        (JUL, "jobs_lost", 2, 2, None),
        (DEC, "jobs_created", 2, 0, None),
    ]


def test_women_of_a_change_never_exceed_it(client_of_ours, advisor):
    stand(client_of_ours, advisor, JAN, women=0, men=5)
    stand(client_of_ours, advisor, JUL, women=6, men=0)

    assert claims(client_of_ours) == [(JUL, "jobs_created", 1, 1, None)]


def test_a_backdated_situation_splits_the_change(client_of_ours, advisor):
    stand(client_of_ours, advisor, JAN, women=1, men=0)
    stand(client_of_ours, advisor, DEC, women=6, men=0)
    stand(client_of_ours, advisor, JUL, women=3, men=0)

    assert [(row[0], row[2]) for row in claims(client_of_ours)] == [(JUL, 2), (DEC, 3)]


def test_taking_a_situation_away_joins_the_changes(client_of_ours, advisor):
    stand(client_of_ours, advisor, JAN, women=1, men=0)
    middle, _claims = stand(client_of_ours, advisor, JUL, women=3, men=0)
    stand(client_of_ours, advisor, DEC, women=6, men=0)

    delete_situation(situation=middle, by=advisor, reason="typed for another client")

    assert [(row[0], row[2]) for row in claims(client_of_ours)] == [(DEC, 5)]


def test_direct_claims_of_the_same_time_are_taken_off_the_change(client_of_ours, advisor):
    stand(client_of_ours, advisor, JAN, women=1, men=0)
    declare_outcome(
        client=client_of_ours,
        by=advisor,
        kind="jobs_created",
        occurred_on=date(2024, 3, 1),
        quantity=2,
        women=2,
    )
    stand(client_of_ours, advisor, JUL, women=2, men=3)

    assert [(row[2], row[3]) for row in claims(client_of_ours)] == [(2, 2), (2, 0)]


def test_sales_of_different_currencies_are_never_subtracted(client_of_ours, advisor):
    stand(client_of_ours, advisor, JAN, sales="100", currency="USD")
    stand(client_of_ours, advisor, JUL, sales="900", currency="GTQ")

    assert claims(client_of_ours) == []


def test_what_is_not_known_makes_no_change(client_of_ours, advisor):
    record_situation(client=client_of_ours, by=advisor, as_of=JAN, women_full_time=1)
    record_situation(client=client_of_ours, by=advisor, as_of=JUL, sales_national=Decimal(900))

    assert claims(client_of_ours) == []


def test_growing_exports_are_claimed_apart_from_sales(client_of_ours, advisor):
    stand(client_of_ours, advisor, JAN, sales_export=Decimal(100))
    stand(client_of_ours, advisor, JUL, sales_export=Decimal(250))

    assert [(row[1], row[4]) for row in claims(client_of_ours)] == [
        ("export_sales", Decimal(150)),
        ("sales_increase", Decimal(150)),
    ]


def test_the_clients_own_word_goes_with_the_claims(client_of_ours, advisor):
    stand(client_of_ours, advisor, JAN)
    situation, _claims = stand(client_of_ours, advisor, JUL, women=5)

    (claim,) = declare_changes(
        situation=situation, by=None, attribution="yes", answered_by="client", question="Did we?"
    )

    assert (claim.attribution, claim.attribution_by, claim.attribution_text) == (
        "yes",
        "client",
        "Did we?",
    )
    assert claim.attribution_at


def test_a_second_report_of_the_day_corrects_the_first(client_of_ours, advisor):
    stand(client_of_ours, advisor, JAN, women=1, men=0)
    first, _claims = stand(client_of_ours, advisor, JUL, women=3, men=0)
    second, _claims = stand(client_of_ours, advisor, JUL, women=2, men=0)

    assert first.pk == second.pk
    assert [row[2] for row in claims(client_of_ours)] == [1]


def test_sending_the_same_situation_again_changes_nothing(client_of_ours, advisor):
    stand(client_of_ours, advisor, JAN, women=1, men=0)
    situation, _claims = stand(client_of_ours, advisor, JUL, women=3, men=0)
    again, found = stand(client_of_ours, advisor, JUL, women=9, men=0, uuid=situation.uuid)

    assert again.pk == situation.pk
    assert [one.quantity for one in found] == [2]
    assert Situation.objects.count() == 2


def test_a_verified_claim_stays_when_its_situation_is_corrected(client_of_ours, advisor):
    stand(client_of_ours, advisor, JAN, women=1, men=0)
    situation, (claim, *_rest) = stand(client_of_ours, advisor, JUL, women=3, men=0)
    attach_evidence(outcome=claim, by=advisor, kind=Evidence.Kind.PAYROLL, label="Payroll")
    verify_outcome(outcome=claim, by=make_director(client_of_ours.center))

    change_situation(situation=situation, by=advisor, women_full_time=9)

    assert Outcome.objects.get(pk=claim.pk).quantity == 2


def test_a_situation_between_those_of_a_verified_claim_counts_nothing_twice(
    client_of_ours, advisor
):
    stand(client_of_ours, advisor, JAN, women=0, men=1)
    _last, (claim, *_more) = stand(client_of_ours, advisor, DEC, women=0, men=21)
    verified(claim, advisor)

    stand(client_of_ours, advisor, JUL, women=0, men=31)

    assert created(client_of_ours) == 20
    assert not client_of_ours.outcomes.alive().filter(kind="jobs_lost").exists()


def test_growth_verified_up_to_a_situation_put_aside_is_taken_off_the_next_change(
    client_of_ours, advisor
):
    stand(client_of_ours, advisor, JAN, women=0, men=1)
    middle, (claim, *_more) = stand(client_of_ours, advisor, JUL, women=0, men=6)
    verified(claim, advisor)
    delete_situation(situation=middle, by=advisor, reason="another firm's")

    stand(client_of_ours, advisor, DEC, women=0, men=9)

    assert created(client_of_ours) == 8
    assert claims(client_of_ours)[-1][:3] == (DEC, "jobs_created", 3)


@pytest.mark.parametrize("seed", range(4))
def test_growth_is_counted_once_in_whatever_order_it_is_reported(seed, client_of_ours, advisor):
    chance = random.Random(seed)
    first, last = JAN, DEC
    between = [first + timedelta(days=30 * step) for step in range(1, 9)]
    chance.shuffle(between)
    for day in [first, last, *between]:
        jobs = (day - first).days  # a firm that grows by one post a day
        stand(client_of_ours, advisor, day, women=0, men=jobs, sales="0")
        waiting = client_of_ours.outcomes.waiting()
        if waiting and chance.random() < 0.4:
            verified(chance.choice(list(waiting)), advisor)
        if chance.random() < 0.3 and (inner := Situation.objects.alive().filter(as_of__in=between)):
            delete_situation(situation=chance.choice(list(inner)), by=advisor, reason="wrong")

        alive = list(client_of_ours.situations.alive().in_order())
        assert created(client_of_ours) == alive[-1].jobs - alive[0].jobs


def test_a_direct_claim_declared_later_is_taken_off_the_change_and_given_back(
    client_of_ours, advisor
):
    stand(client_of_ours, advisor, JAN, women=0, men=1)
    stand(client_of_ours, advisor, DEC, women=0, men=9)

    direct = declare_outcome(
        client=client_of_ours, by=advisor, kind="jobs_created", occurred_on=JUL, quantity=3
    )
    assert created(client_of_ours) == 8
    delete_outcome(outcome=direct, by=advisor, reason="twice")
    assert created(client_of_ours) == 8
    restore_outcome(outcome=direct, by=advisor)

    assert created(client_of_ours) == 8
    assert sorted(claim[2] for claim in claims(client_of_ours)) == [3, 5]


def test_a_change_that_was_computed_anew_is_not_taken_back(client_of_ours, advisor):
    stand(client_of_ours, advisor, JAN, women=0, men=1)
    _last, (claim, *_more) = stand(client_of_ours, advisor, DEC, women=0, men=9)
    delete_outcome(outcome=claim, by=advisor, reason="wrong")
    stand(client_of_ours, advisor, DEC, women=0, men=10)

    with pytest.raises(NotAllowed, match="computed anew"):
        restore_outcome(outcome=claim, by=advisor)

    assert created(client_of_ours) == 9


def test_a_frozen_rate_stays_when_the_claim_is_computed_again(advisor):
    center = make_center(make_country("GT"))
    client, by = make_client(center), make_advisor(center)
    make_rate("GTQ", 2024, "8")
    stand(client, by, JAN, sales="100")
    stand(client, by, JUL, sales="900")
    make_rate("GTQ", 2024, "4")
    stand(client, by, DEC, sales="1700")

    rows = client.outcomes.order_by("occurred_on").values_list("amount_usd", flat=True)
    assert list(rows) == [Decimal("100.00"), Decimal("200.00")]


def test_a_situation_of_a_closed_period_is_refused(client_of_ours, advisor):
    client_of_ours.center.locked_through = date(2024, 6, 30)
    client_of_ours.center.save()

    with pytest.raises(PeriodClosed, match="2024-06-30"):
        stand(client_of_ours, advisor, JAN)
    stand(client_of_ours, advisor, JUL)


def test_correcting_a_verified_claim_sends_it_back_to_the_queue(client_of_ours, advisor):
    claim = declare_outcome(
        client=client_of_ours, by=advisor, kind="jobs_created", occurred_on=JUL, quantity=2
    )
    attach_evidence(outcome=claim, by=advisor, label="Payroll")
    verify_outcome(outcome=claim, by=make_director(client_of_ours.center))
    claim.refresh_from_db()

    change_outcome(outcome=claim, by=advisor, quantity=3)

    claim.refresh_from_db()
    assert (claim.state, claim.verified_by, claim.quantity) == ("evidenced", None, 3)


# --- doubts ---------------------------------------------------------------------------------------
BEFORE = {
    "currency": "GTQ",
    "sales_national": Decimal(50000),
    "sales_export": Decimal(8000),
    "women_full_time": 6,
    "women_part_time": 0,
    "men_full_time": 2,
    "men_part_time": 0,
}


@pytest.mark.parametrize(
    ("changed", "keys"),
    [
        ({"sales_national": Decimal(60000)}, []),
        ({"sales_national": Decimal(600000)}, ["jump:sales_national"]),
        ({"sales_national": Decimal(4000)}, ["jump:sales_national"]),
        ({"sales_national": Decimal(50)}, ["thousand:sales_national"]),
        ({"sales_national": Decimal(52000000)}, ["thousand:sales_national"]),
        ({"sales_national": Decimal("6500")}, ["currency:sales_national"]),
        ({"sales_national": Decimal(8000), "sales_export": Decimal(50000)}, ["swap:sales"]),
        ({"women_full_time": 2, "men_full_time": 6}, ["swap:sex"]),
        ({"men_full_time": 90}, ["jump:jobs"]),
        ({"currency": "USD", "sales_national": Decimal(5)}, []),
        ({"sales_national": None}, []),
    ],
)
def test_figures_that_look_wrong_are_asked_about(changed, keys):
    questions = situation_questions(BEFORE, BEFORE | changed, rate=Decimal("7.75"))

    found = [one.key for one in questions]
    if "swap:sales" in keys:
        found = [key for key in found if key.startswith("swap")]
    assert found == keys
    assert not unanswered(questions, [one.key for one in questions])


def test_few_jobs_may_grow_many_times_without_a_question():
    assert (
        situation_questions({"women_full_time": 0, "men_full_time": 1}, {"men_full_time": 5}) == []
    )
    assert situation_questions(None, BEFORE) == []
    assert facts_of(None) is None


def test_a_claim_far_beyond_the_last_situation_is_asked_about():
    same = outcome_questions(Decimal(58000), "GTQ", 6, last=BEFORE)
    doubtful = outcome_questions(Decimal(58000000), "GTQ", 900, last=BEFORE)

    assert same == []
    assert [one.key for one in doubtful] == ["thousand:amount", "jump:quantity"]
