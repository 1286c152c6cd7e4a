"""Whatever people do in whatever order: figures stay explained, whole and, once closed, the same.

Random sequences of actions; after every few steps the promises are checked.
"""

import random
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import transaction

from centers.models import Center
from centers.system import SYSTEM
from clients import actions
from clients.models import Client, Merge, Outcome, Session, Situation
from reporting import closings, explaining, revisions
from reporting.impact import impact
from reporting.measures import MEASURES
from reporting.models import PeriodClosing
from reporting.periods import Period
from reporting.questions import make as ask
from tests import factories as make

pytestmark = pytest.mark.django_db
FIRST = date(2024, 1, 1)
YEAR = Period(FIRST, date(2025, 1, 1))
REFUSALS = (actions.NotAllowed, actions.PeriodClosed, closings.CannotClose)


class Life:
    """Two centers, their people and what they do, by chance."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.country = make.make_country("SV")
        self.centers = [make.make_center(self.country) for _ in range(2)]
        self.advisors = [make.make_advisor(center) for center in self.centers]
        self.directors = [make.make_director(center) for center in self.centers]
        self.coordinator = make.make_coordinator(self.country)
        for center in self.centers:
            for _ in range(2):
                make.make_client(center)
        self.closed_end = FIRST

    # --- choosing
    def one(self, rows):
        rows = list(rows.order_by("pk"))
        return self.random.choice(rows) if rows else None

    def client(self):
        clients = Client.objects.alive().select_related("center__country", "country")
        return self.one(clients)

    def day(self):
        return FIRST + timedelta(days=self.random.randrange(330))

    def outcome(self, **fields):
        rows = Outcome.objects.alive().filter(**fields)
        return self.one(rows.select_related("center__country", "country", "client"))

    # --- what people do
    def log_session(self):
        minutes = self.random.choice([0, 30, 90, 200])
        by = self.random.choice(self.advisors)
        actions.record_session(
            client=self.client(), by=by, held_on=self.day(), contact_minutes=minutes
        )

    def report_situation(self):
        jobs = [self.random.randrange(5) for _ in range(4)]
        actions.record_situation(
            client=self.client(),
            by=self.random.choice(self.advisors),
            as_of=self.day(),
            sales_national=Decimal(self.random.randrange(1000, 90000)),
            sales_export=Decimal(self.random.randrange(0, 500)),
            women_full_time=jobs[0],
            women_part_time=jobs[1],
            men_full_time=jobs[2],
            men_part_time=jobs[3],
        )

    def declare(self):
        kind = self.random.choice(["jobs_created", "capital", "business_started", "formalized"])
        facts = {"quantity": self.random.randrange(1, 6)}
        if kind == "jobs_created":
            facts["women"] = self.random.randrange(facts["quantity"] + 1)
        if kind == "capital":
            cents = self.random.randrange(1, 10**7)
            facts = {"amount": Decimal(cents) / 100, "currency": "USD", "detail": "grant"}
        actions.declare_outcome(
            client=self.client(),
            by=self.random.choice(self.advisors),
            kind=kind,
            occurred_on=self.day(),
            start_tests=["sale"],
            **facts,
        )

    def attach(self):
        if outcome := self.outcome():
            actions.attach_evidence(outcome=outcome, by=self.advisors[0], label="Payroll")

    def verify(self):
        if outcome := self.outcome(state="evidenced"):
            by = self.random.choice([*self.directors, *self.advisors])
            actions.verify_outcome(outcome=outcome, by=by)

    def send_back(self):
        if outcome := self.outcome():
            actions.return_outcome(outcome=outcome, by=self.directors[0], reason="number")

    def edit(self):
        if outcome := self.outcome(kind="jobs_created"):
            jobs = self.random.randrange(1, 9)
            actions.change_outcome(
                outcome=outcome, by=self.advisors[0], quantity=jobs, women=jobs // 2
            )

    def edit_session(self):
        if session := self.one(Session.objects.alive().select_related("center", "client")):
            actions.change_session(session=session, by=self.advisors[0], contact_minutes=45)

    def delete(self):
        session = self.one(Session.objects.alive().select_related("center", "client"))
        if self.random.random() < 0.5 and session:
            actions.delete_session(session=session, by=self.advisors[0], reason="wrong")
        elif outcome := self.outcome():
            actions.delete_outcome(outcome=outcome, by=self.advisors[0], reason="wrong")

    def restore(self):
        gone = Outcome.objects.exclude(deleted_at=None).exclude(deleted_reason="situation changed")
        if outcome := self.one(gone.select_related("center", "client")):
            actions.restore_outcome(outcome=outcome, by=self.advisors[0])

    def merge(self):
        clients = list(Client.objects.alive().order_by("pk"))
        if len(clients) > 3:
            survivor, loser = self.random.sample(clients, 2)
            actions.merge_clients(survivor=survivor, loser=loser, by=self.coordinator)

    def undo_merge(self):
        if merge := self.one(Merge.objects.filter(undone_at=None)):
            actions.undo_merge(merge=merge, by=self.coordinator)

    def transfer(self):
        actions.transfer_client(
            client=self.client(),
            by=self.coordinator,
            center=self.random.choice(self.centers),
            reason="moved",
        )

    def close(self):
        ends = [end for end in closings.ends_offered(self.country) if end <= date(2024, 7, 1)]
        if ends:
            closings.close_period(
                country=self.country,
                end=self.random.choice(ends[:2]),
                by=self.coordinator,
                accept=True,
            )

    def restate(self):
        locked = Center.objects.get(pk=self.centers[0].pk).locked_through
        if not locked:
            return
        outcome = self.outcome(kind="jobs_created", occurred_on__lte=locked)
        if outcome:
            jobs = self.random.randrange(1, 9)
            actions.restate(
                record=outcome, by=self.coordinator, reason="counted", quantity=jobs, women=0
            )

    def live(self, steps):
        doing = [
            *[self.log_session, self.declare, self.report_situation] * 3,
            *[self.attach, self.verify] * 4,
            *[self.send_back, self.edit, self.edit_session, self.delete, self.restore],
            *[self.merge, self.undo_merge, self.transfer, self.close, self.restate],
        ]
        refused = 0
        for _ in range(steps):
            try:
                with transaction.atomic():
                    self.random.choice(doing)()
            except REFUSALS as refusal:
                assert str(refusal)
                refused += 1
        return refused


@pytest.mark.parametrize("seed", range(3))
def test_promises_hold_after_any_sequence_of_actions(seed):
    life = Life(seed)
    frozen = {}

    for _round in range(2):
        life.live(60)
        assert_explained()
        assert_parts_within_wholes()
        for closing in PeriodClosing.objects.all():
            assert frozen.setdefault(closing.pk, closing.figures) == closing.figures
            assert_every_difference_has_its_reason(closing)

    assert Session.objects.count() > 5
    assert Situation.objects.count() > 3


def assert_explained():
    """Explained sum = figure, for every measure, in total and by center."""
    for breakdown in ((), ("center",)):
        question = ask(SYSTEM, YEAR, by=breakdown)
        for cell in impact(SYSTEM, YEAR, by=breakdown):
            rows = explaining.counted(question.at(cell.by), cell.measure, cell.state)
            explained = sum(rows.values_list("figure", flat=True))
            assert (cell.measure, cell.by, explained) == (cell.measure, cell.by, cell.figure)


def assert_parts_within_wholes():
    """Verified ≤ declared, women ≤ total, in every cell."""
    table = impact(SYSTEM, YEAR, by=("center",))
    for cell in table:
        if cell.state == "verified":
            assert cell.value <= table.value(cell.measure, "declared", **cell.by)
        whole, _dot, part = cell.measure.partition(".")
        if part == "women":
            assert cell.value <= table.value(whole, cell.state, **cell.by)


def assert_every_difference_has_its_reason(closing):
    """Figures of a closed period differ from the frozen ones only with a record or merge behind."""
    found = revisions.changes(
        closing.figures,
        place={"country": [closing.country_id]},
        period=closing.period,
        moment=closing.closed_at,
    )
    merged = revisions.merges_since([closing.country_id], closing.closed_at).exists()
    undone = Merge.objects.filter(undone_at__gt=closing.closed_at).exists()
    for change in found:
        kinds = {record.kind for record in change.records}
        distinct = not MEASURES[change.measure.code].additive
        assert kinds & {"new", "restated", "deleted"} or distinct and (kinds or merged or undone), (
            change.measure.code,
            change.state,
            change.before,
            change.now,
        )
