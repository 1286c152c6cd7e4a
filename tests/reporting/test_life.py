"""Whatever people do in whatever order: figures stay explained, whole and, once closed, the same.

Random sequences of actions; after every few steps the promises are checked.
"""

import random
from collections import Counter
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from django.db.models import F, Q

from centers.models import Center, User
from centers.system import SYSTEM
from clients import actions
from clients.models import Client, Merge, Outcome, Session, Situation
from reporting import closings, explaining, explanations, revisions
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
        self.done, self.refused = Counter(), Counter()

    # --- choosing
    def advisor(self):
        """Read anew, as each request does: people remember the center they work at."""
        return User.objects.get(pk=self.random.choice(self.advisors).pk)

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
        by = self.advisor()
        actions.record_session(
            client=self.client(), by=by, held_on=self.day(), contact_minutes=minutes
        )

    def report_situation(self):
        jobs = [self.random.randrange(5) for _ in range(4)]
        actions.record_situation(
            client=self.client(),
            by=self.advisor(),
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
            by=self.advisor(),
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

    def correct_situation(self):
        situations = Situation.objects.alive().filter(client__merged_into=None)
        if situation := self.one(situations.select_related("center", "client")):
            actions.change_situation(
                situation=situation,
                by=self.advisors[0],
                women_full_time=self.random.randrange(9),
                sales_national=Decimal(self.random.randrange(1000, 90000)),
            )

    def decide(self):
        """Which figures of a change hold: those a person wrote, or those of its situations."""
        if outcome := self.outcome(to_situation__isnull=False, said__isnull=False):
            decision = self.random.choice([actions.keep_figures, actions.take_situations_figures])
            decision(outcome=outcome, by=self.advisors[0])

    def edit_session(self):
        if session := self.one(Session.objects.alive().select_related("center", "client")):
            actions.change_session(session=session, by=self.advisors[0], contact_minutes=45)

    def delete(self):
        session = self.one(Session.objects.alive().select_related("center", "client"))
        if self.random.random() < 0.5 and session:
            actions.delete_session(session=session, by=self.advisors[0], reason="wrong")
        elif self.random.random() < 0.3 and (
            situation := self.one(Situation.objects.alive().select_related("center", "client"))
        ):
            actions.delete_situation(situation=situation, by=self.advisors[0], reason="wrong")
        elif outcome := self.outcome():
            actions.delete_outcome(outcome=outcome, by=self.advisors[0], reason="wrong")

    def restore(self):
        gone = Session.objects.exclude(deleted_at=None).select_related("center", "client")
        if self.random.random() < 0.5 and (session := self.one(gone)):
            actions.restore_session(session=session, by=self.advisors[0])
            return
        gone = Outcome.objects.exclude(deleted_at=None)
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
        """A closed claim's figures, its verification, a session's minutes, or taking one away."""
        locked = Center.objects.get(pk=self.centers[0].pk).locked_through
        if not locked:
            return
        facts = {"by": self.coordinator, "reason": "counted"}
        kind, jobs = self.random.randrange(4), self.random.randrange(1, 9)
        outcome = self.outcome(kind="jobs_created", occurred_on__lte=locked)
        held = Session.objects.alive().filter(held_on__lte=locked)
        session = self.one(held.select_related("center", "country", "client"))
        if kind == 0 and outcome:
            actions.restate(record=outcome, quantity=jobs, women=0, **facts)
        elif kind == 1 and outcome:
            actions.restate(record=outcome, state="verified", **facts)
        elif kind == 2 and session:
            actions.restate(record=session, contact_minutes=jobs * 30, **facts)
        elif kind == 3 and (session or outcome):
            actions.take_away(record=session or outcome, **facts)

    def live(self, steps):
        doing = [
            *[self.log_session, self.declare, self.report_situation] * 3,
            *[self.attach, self.verify] * 4,
            *[self.send_back, self.edit, self.edit_session, self.delete, self.restore],
            *[self.correct_situation, self.decide],
            *[self.merge, self.undo_merge, self.transfer, self.close, self.restate, self.restate],
        ]
        for _ in range(steps):
            step = self.random.choice(doing)
            try:
                with transaction.atomic():
                    step()
                    self.done[step.__name__] += 1
            except REFUSALS as refusal:
                assert str(refusal)
                self.refused[step.__name__] += 1


STEPS = (
    *("log_session", "declare", "report_situation", "attach", "verify", "send_back", "edit"),
    *(
        "correct_situation",
        "decide",
        "edit_session",
        "delete",
        "restore",
        "merge",
        "undo_merge",
        "transfer",
        "close",
        "restate",
    ),
)


def test_promises_hold_after_any_sequence_of_actions():
    done, refused = Counter(), Counter()
    for seed in range(3):
        with transaction.atomic():
            life = Life(seed)
            frozen = {}
            for _round in range(2):
                life.live(70)
                assert_explained(BREAKDOWNS[seed])
                assert_parts_within_wholes()
                assert_nobody_verified_their_own()
                for closing in PeriodClosing.objects.all():
                    assert frozen.setdefault(closing.pk, closing.figures) == closing.figures
                    assert_every_difference_has_its_reason(closing)
                    assert_shown_as_closed(closing, life.coordinator)
            done, refused = done + life.done, refused + life.refused
            transaction.set_rollback(True)

    assert set(done) == set(STEPS)  # each was done at least once, not only refused
    assert {"verify", "edit", "delete", "edit_session"} <= set(refused)


BREAKDOWNS = (
    ((), ("center",), ("month", "sex"), ("topic",)),
    (("women_owned",), ("center", "quarter"), ("detail",), ("mode",)),
    ((), ("stage",), ("funder", "center"), ("attribution",)),
)


def assert_explained(breakdowns):
    """Explained sum = figure, for every measure, in total and in every cell of these."""
    for breakdown in breakdowns:
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


def assert_nobody_verified_their_own():
    """Not even who changed the claim after somebody else had recorded it."""
    verified = Outcome.objects.filter(state="verified")
    own = Q(verified_by=F("recorded_by")) | Q(verified_by=F("changed_by"))
    assert not verified.filter(own).exists()


def assert_shown_as_closed(closing, coordinator):
    """The explanation of each total of a closed period ends with the figure it was closed with."""
    asked = {"country": "SV", "start": str(closing.start), "end": str(closing.period.last_day)}
    for line in closing.figures:
        if line["by"]:
            continue
        found = explanations.read(coordinator, line["measure"], asked | {"state": line["state"]})
        shown = found.total + found.restated
        assert shown == found.figure == found.measure.value(line["figure"])


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
        # A late arrival, or a restatement: nothing else may touch what is closed.
        told = [one for one in change.records if one.row.late or one.restatement]
        distinct = not MEASURES[change.measure.code].additive
        assert told or distinct and (merged or undone), (
            change.measure.code,
            change.state,
            change.before,
            change.now,
        )
