"""Closed records: read-only for everybody, also in the database, except by restatement."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from clients import actions
from clients.models import Outcome, Restatement, Session, Situation
from tests.factories import (
    make_advisor,
    make_center,
    make_client,
    make_coordinator,
    make_country,
    make_director,
    make_evidence,
    make_outcome,
    make_rate,
    make_session,
    make_situation,
)

pytestmark = pytest.mark.django_db
CLOSED_THROUGH = date(2024, 6, 30)


@pytest.fixture
def center():
    return make_center()


@pytest.fixture
def coordinator(center):
    return make_coordinator(center.country)


@pytest.fixture
def closed(center):
    """A client whose session, claim and situation of 2024-05-15 lie in a closed period."""
    client = make_client(center)
    rows = make_session(client), make_outcome(client), make_situation(client)
    center.locked_through = CLOSED_THROUGH
    center.save()
    return rows


@pytest.mark.parametrize(
    ("model", "change"),
    [
        (Session, {"contact_minutes": 90}),
        (Session, {"held_on": date(2024, 7, 5)}),
        (Session, {"reportable": False}),
        (Session, {"deleted_at": "2024-07-01T00:00Z"}),
        (Outcome, {"quantity": 9}),
        (Outcome, {"state": "evidenced"}),
        (Outcome, {"amount_usd": Decimal(5)}),
        (Outcome, {"destinations": ["MX"]}),
        (Outcome, {"detail": "grant"}),
        (Outcome, {"start_tests": ["sale"]}),
        (Outcome, {"first_export": True}),
        (Situation, {"women_full_time": 7}),
    ],
)
def test_the_database_refuses_to_change_a_closed_record(closed, model, change):
    with pytest.raises(IntegrityError, match="closed period"), transaction.atomic():
        model.objects.update(**change)


@pytest.mark.parametrize("model", [Session, Outcome, Situation])
def test_the_database_refuses_to_delete_a_closed_record(closed, model):
    with pytest.raises(IntegrityError, match="closed period"), transaction.atomic():
        model.objects.all()._raw_delete("default")


def test_a_record_cannot_be_moved_into_a_closed_period(closed, center):
    later = make_session(make_client(center), held_on=date(2024, 7, 2))

    with pytest.raises(IntegrityError, match="closed period"), transaction.atomic():
        Session.objects.filter(pk=later.pk).update(held_on=date(2024, 6, 30))


def test_notes_and_the_client_behind_stay_free(closed, center):
    session, outcome, _situation = closed
    other = make_client(center)

    Session.objects.filter(pk=session.pk).update(note="", client=other)
    Outcome.objects.filter(pk=outcome.pk).update(attribution="yes")


def test_open_periods_and_other_centers_are_not_touched(closed):
    session = make_session(make_client(make_center()), contact_minutes=30)

    assert Session.objects.filter(pk=session.pk).update(contact_minutes=45) == 1


def test_a_restatement_changes_the_record_and_keeps_old_and_new(closed, coordinator):
    session = closed[0]

    actions.restate(
        record=session, by=coordinator, reason="Minutes of two clients", contact_minutes=30
    )

    session.refresh_from_db()
    row = Restatement.objects.get()
    assert session.contact_minutes == 30
    assert row.changes == {"contact_minutes": ["60", "30"]}
    assert (row.restated_by, row.reason) == (coordinator, "Minutes of two clients")
    assert row.applied_at


def test_after_a_restatement_the_record_is_closed_again(closed, coordinator):
    actions.restate(record=closed[0], by=coordinator, reason="Wrong", contact_minutes=30)

    with pytest.raises(IntegrityError, match="closed period"), transaction.atomic():
        Session.objects.update(contact_minutes=20)


def test_money_is_frozen_again_at_the_rate_of_its_day(coordinator):
    center = make_center(make_country("GT"))
    make_rate("GTQ", 2024, "8")
    claim = make_outcome(
        make_client(center), kind="capital", amount=Decimal(80), currency="GTQ", amount_usd=10
    )
    center.locked_through = CLOSED_THROUGH
    center.save()
    claim.refresh_from_db()

    row = actions.restate(record=claim, by=coordinator, reason="Typed wrong", amount=Decimal(160))

    assert row.changes["amount"] == ["80.00", "160"]
    assert row.changes["amount_usd"] == ["10.00", "20.00"]


def test_a_closed_record_can_be_taken_away(closed, coordinator):
    actions.take_away(record=closed[1], by=coordinator, reason="Another client's")

    assert not Outcome.objects.alive().exists()
    assert "deleted_at" in Restatement.objects.get().changes


def test_a_claim_of_a_closed_period_is_verified_by_restatement(closed, coordinator):
    claim = closed[1]
    facts = {"record": claim, "reason": "Seen late", "state": "verified"}

    with pytest.raises(actions.NotAllowed, match="no evidence"):
        actions.restate(by=coordinator, **facts)
    make_evidence(claim)
    actions.restate(by=coordinator, **facts)

    claim.refresh_from_db()
    assert (claim.state, claim.verified_by) == ("verified", coordinator)


@pytest.mark.parametrize(
    ("change", "reason", "words"),
    [
        ({"contact_minutes": 30}, "  ", "Say why"),
        ({"contact_minutes": 60}, "No change", "Nothing differs"),
    ],
)
def test_an_empty_restatement_is_refused(closed, coordinator, change, reason, words):
    with pytest.raises(actions.NotAllowed, match=words):
        actions.restate(record=closed[0], by=coordinator, reason=reason, **change)


def test_an_open_record_is_changed_not_restated(coordinator):
    with pytest.raises(actions.NotAllowed, match="open"):
        actions.restate(record=make_session(), by=coordinator, reason="Because", contact_minutes=3)


@pytest.mark.parametrize("index", [0, 1, 2])
def test_the_coordinator_restates_on_the_page(client, closed, coordinator, index):
    record = closed[index]
    name, value = [("contact_minutes", 45), ("quantity", 3), ("women_full_time", 4)][index]
    address = reverse("clients:record-restate", args=[type(record)._meta.model_name, record.uuid])
    client.force_login(coordinator)
    page = client.get(address)
    facts = {
        key: field.value()
        for field in page.context["form"]
        if (key := field.name) and field.value() is not None and field.value() is not False
    }
    facts = {key: str(one) for key, one in facts.items()}

    wordless = client.post(address, facts | {name: value})
    client.post(address, facts | {name: value, "reason": "Corrected on paper"})

    assert "reason" in wordless.context["form"].errors
    record.refresh_from_db()
    assert getattr(record, name) == value
    listed = client.get(reverse("clients:restatement-list"))
    assert "Corrected on paper" in listed.text


# What a claim is made of beside its numbers: the kind, before, after, and how a reader sees it.
PARTS = {
    "destinations": ("export_sales", ["MX"], ["MX", "CO"], "Mexico</s> → <b>Mexico, Colombia"),
    "capital": ("capital", "grant", "bank_loan", "Grant</s> → <b>Bank loan"),
    "formalization": ("formalized", "permit", "registry", "permit</s> → <b>Business registry"),
    "start": (
        "business_started",
        ["sale"],
        ["sale", "worker"],
        "a sale</s> → <b>It has made a sale, It has somebody working",
    ),
}
NAMES = {"destinations": "destinations", "start": "start_tests"}


@pytest.fixture
def claim_of(center):
    """Makes a claim of a kind of PARTS that lies in a closed period."""

    def make(part, **fields):
        kind, before, _after, _words = PARTS[part]
        firm = make_client(center)
        firm.first_session_on = date(2024, 5, 1)
        firm.save()
        parts = {NAMES.get(part, "detail"): before}
        claim = make_outcome(firm, kind=kind, **parts | fields)
        center.locked_through = CLOSED_THROUGH
        center.save()
        claim.refresh_from_db()
        return claim

    return make


def sent(page):
    """What the browser would send of a page's form as it stands."""
    values = {field.name: field.value() for field in page.context["form"]}
    return {name: value for name, value in values.items() if value not in (None, False, "")}


@pytest.mark.parametrize("part", PARTS)
def test_what_a_claim_is_made_of_is_restated_on_the_page(client, claim_of, coordinator, part):
    name, (_kind, before, after, words) = NAMES.get(part, "detail"), PARTS[part]
    claim = claim_of(part)
    address = reverse("clients:record-restate", args=["outcome", claim.uuid])
    client.force_login(coordinator)
    facts = sent(client.get(address)) | {name: after}

    wordless = client.post(address, facts)
    claim.refresh_from_db()
    unchanged = getattr(claim, name)
    client.post(address, facts | {"reason": "The paper says so"})

    assert "reason" in wordless.context["form"].errors and unchanged == before
    claim.refresh_from_db()
    assert getattr(claim, name) == after
    row = Restatement.objects.get()
    assert list(row.changes) == [name] and row.restated_by == coordinator
    listed = client.get(reverse("clients:restatement-list")).text
    assert words in listed and coordinator.name in listed


@pytest.mark.parametrize("part", PARTS)
def test_others_do_not_restate_what_a_claim_is_made_of(client, claim_of, center, part):
    name, (_kind, before, after, _words) = NAMES.get(part, "detail"), PARTS[part]
    claim = claim_of(part)
    address = reverse("clients:record-restate", args=["outcome", claim.uuid])

    for person in (make_advisor(center), make_director(center)):
        client.force_login(person)
        facts = {name: after, "occurred_on": "2024-05-15", "reason": "Because"}
        assert client.post(address, facts).status_code == 403

    claim.refresh_from_db()
    assert getattr(claim, name) == before and not Restatement.objects.exists()


@pytest.mark.parametrize(
    ("part", "empty"), [("destinations", []), ("capital", "unheard of"), ("start", [])]
)
def test_a_claim_does_not_lose_what_it_must_say(client, claim_of, coordinator, part, empty):
    claim = claim_of(part)
    address = reverse("clients:record-restate", args=["outcome", claim.uuid])
    client.force_login(coordinator)
    facts = sent(client.get(address)) | {NAMES.get(part, "detail"): empty, "reason": "Because"}

    page = client.post(address, facts)

    assert NAMES.get(part, "detail") in page.context["form"].errors
    assert not Restatement.objects.exists()


def test_a_verified_start_keeps_the_tests_of_a_start(claim_of, center, coordinator):
    claim = claim_of("start", state="verified")
    center.country.in_business_requires = ["registry"]
    center.country.save()
    claim.refresh_from_db()

    with pytest.raises(actions.NotAllowed, match="Business registry"):
        actions.restate(record=claim, by=coordinator, reason="Worker", start_tests=["worker"])

    claim.refresh_from_db()
    assert claim.start_tests == ["sale"] and not Restatement.objects.exists()


def test_a_registration_restated_as_another_kind_is_held_by_the_client(claim_of, coordinator):
    claim = claim_of("formalization", state="verified")

    actions.restate(record=claim, by=coordinator, reason="Read wrongly", detail="registry")

    assert claim.client.formalizations.get().kind == "registry"


def test_women_beyond_all_jobs_are_refused_on_the_page(client, closed, coordinator):
    address = reverse("clients:record-restate", args=["outcome", closed[1].uuid])
    client.force_login(coordinator)

    page = client.post(
        address, {"occurred_on": "2024-05-15", "quantity": 2, "women": 5, "reason": "x"}
    )

    assert "women" in page.context["form"].errors


def test_only_coordinators_of_the_country_restate(client, closed, center):
    address = reverse("clients:record-restate", args=["session", closed[0].uuid])

    for person, status in [
        (make_advisor(center), 403),
        (make_director(center), 403),
        (make_coordinator(make_country("GT")), 404),
    ]:
        client.force_login(person)
        assert client.get(address).status_code == status


@pytest.mark.postgres
def test_postgresql_refuses_too(closed):
    with pytest.raises(IntegrityError, match="closed period"), transaction.atomic():
        Session.objects.update(contact_minutes=90)


def test_the_change_of_an_open_period_follows_a_restated_situation(center, closed, coordinator):
    """The baseline of an open change is what was last reported, also after its restatement."""
    _session, outcome, situation = closed
    actions.take_away(record=outcome, by=coordinator, reason="Twice")
    later = actions.record_situation(
        client=situation.client,
        by=coordinator,
        as_of=date(2024, 11, 15),
        women_full_time=4,
        men_full_time=1,
    )
    (claim,) = actions.claims_to(later)
    assert (claim.quantity, claim.women) == (2, 2)

    actions.restate(record=situation, by=coordinator, reason="Payroll", women_full_time=1)

    claim.refresh_from_db()
    assert (claim.quantity, claim.women) == (3, 3)


def test_a_change_found_by_a_restatement_inside_a_closed_period_is_a_late_one(
    center, closed, coordinator
):
    _session, outcome, situation = closed
    before = make_situation(situation.client, as_of=date(2024, 5, 1), women_full_time=2)
    assert before.jobs == situation.jobs

    actions.restate(record=situation, by=coordinator, reason="Payroll", women_full_time=6)

    late = Outcome.objects.get(to_situation=situation)
    assert (late.late, late.state) == (True, "declared")
    assert late.quantity == 4 - outcome.quantity  # what the direct claim of that day says already
