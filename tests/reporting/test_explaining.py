"""Every figure opens its records: their sum is the figure, and who is left out says why."""

import random
from datetime import date

import pytest

from centers.models import Center
from centers.system import SYSTEM
from reporting import explaining
from reporting.dimensions import DIMENSIONS
from reporting.explaining import REASONS, counted, left_out
from reporting.impact import impact
from reporting.measures import MEASURES
from reporting.periods import Period
from reporting.questions import make as ask
from tests import factories as make
from tests.reporting.random_rows import network

pytestmark = pytest.mark.django_db
PERIOD = Period(date(2024, 1, 1), date(2024, 5, 20))


@pytest.mark.parametrize("part", range(3))
def test_the_counted_records_add_up_to_every_figure(part):
    """Every measure in every breakdown, each on one of three random networks."""
    network(random.Random(part))
    by = [(), ("center", "sex"), *((name,) for name in sorted(DIMENSIONS))][part::3]

    for breakdown in by:
        question = ask(SYSTEM, PERIOD, by=breakdown)
        for cell in impact(SYSTEM, PERIOD, by=breakdown):
            rows = counted(question.at(cell.by), cell.measure, cell.state)
            explained = sum(rows.values_list("figure", flat=True))
            assert (cell.measure, cell.state, cell.by, explained) == (
                cell.measure,
                cell.state,
                cell.by,
                cell.figure,
            )


@pytest.mark.parametrize("seed", range(3))
def test_every_record_either_counts_or_says_in_one_known_reason_why_not(seed):
    network(random.Random(seed))
    question = ask(SYSTEM, PERIOD)

    for code, one in MEASURES.items():
        for state in one.states:
            counting = set(counted(question, code, state).values_list("pk", flat=True))
            reasons = dict(left_out(question, code, state).values_list("pk", "reason"))
            assert set(reasons.values()) <= set(REASONS)
            if one.additive:
                assert not counting & set(reasons)
                rows = explaining._candidates(question, one)
                assert counting | set(reasons) == set(rows.values_list("pk", flat=True))


def test_local_money_is_explained_to_the_cent():
    network(random.Random(7), clients=30)
    filters = {"country": "GT"}
    assert Center.objects.filter(country="GT").exists()

    table = impact(SYSTEM, PERIOD, filters, currency="local", measures=["SAL-01", "CAP-01"])

    for cell in table:
        question = ask(SYSTEM, PERIOD, filters, currency="local")
        rows = counted(question, cell.measure, cell.state)
        assert sum(rows.values_list("figure", flat=True)) == cell.figure
    assert any(cell.figure for cell in table)


def test_a_claim_awaiting_verification_and_one_without_a_rate_say_so():
    client = make.make_client()
    waiting = make.make_outcome(client, occurred_on=date(2024, 3, 1))
    foreign = make.make_outcome(
        client, occurred_on=date(2024, 3, 1), kind="capital", amount=5, currency="HNL"
    )
    question = ask(SYSTEM, PERIOD)

    def reasons(code, state):
        return dict(left_out(question, code, state).values_list("pk", "reason"))

    assert reasons("JOB-01", "declared") == {}
    assert reasons("JOB-01", "verified") == {waiting.pk: "awaiting_verification"}
    assert reasons("CAP-01", "declared") == {foreign.pk: "no_rate"}
