"""A firm and how it stands: situations reported in few words, and what they come to."""

from datetime import date
from decimal import Decimal

from clients.actions import attach_evidence, claims_to, record_situation, verify_outcome
from tests.factories import make_director

JAN, JUL, DEC = date(2024, 1, 15), date(2024, 7, 15), date(2024, 12, 15)


def stand(client, by, as_of, *, women=2, men=1, sales="12000", **figures):
    figures = {
        "women_full_time": women,
        "women_part_time": 0,
        "men_full_time": men,
        "men_part_time": 0,
        "sales_national": Decimal(sales),
        "sales_export": Decimal(0),
    } | figures
    situation = record_situation(client=client, by=by, as_of=as_of, **figures)
    return situation, list(claims_to(situation))


def claims(client):
    rows = client.outcomes.alive().order_by("occurred_on", "kind")
    return [(row.occurred_on, row.kind, row.quantity, row.women, row.amount) for row in rows]


def verified(claim, advisor):
    attach_evidence(outcome=claim, by=advisor, label="Payroll")
    return verify_outcome(outcome=claim, by=make_director(claim.center))


def created(client):
    jobs = client.outcomes.counting().filter(kind="jobs_created")
    return sum(jobs.values_list("quantity", flat=True))
