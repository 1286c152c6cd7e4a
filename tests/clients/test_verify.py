"""The queue, the second person, the client's word and the random second look."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from clients import actions
from clients.actions.rechecks import FailureRate
from clients.attribution import token_for
from clients.models import Outcome, RecheckItem
from tests.factories import (
    make_advisor,
    make_center,
    make_client,
    make_coordinator,
    make_country,
    make_director,
    make_evidence,
    make_outcome,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def center():
    return make_center()


@pytest.fixture
def advisor(center):
    return make_advisor(center)


@pytest.fixture
def director(center):
    return make_director(center)


def waiting(center, advisor, **fields):
    fields = {"state": "evidenced", "recorded_by": advisor} | fields
    outcome = make_outcome(make_client(center), **fields)
    make_evidence(outcome)
    return outcome


def queue(client, user, **query):
    client.force_login(user)
    return client.get(reverse("clients:verify"), query)


def test_the_queue_starts_with_the_oldest_evidenced_claim(client, center, advisor, director):
    make_outcome(make_client(center), recorded_by=advisor)
    first = waiting(center, advisor)
    waiting(center, advisor)

    page = queue(client, director)

    assert page.context["outcome"] == first
    assert (page.context["place"], page.context["total"]) == (1, 3)
    assert page.context["before"] is None


def test_walking_the_queue_keeps_its_order_and_filter(client, center, advisor, director):
    claims = [waiting(center, advisor) for _ in range(3)]
    waiting(center, advisor, kind="capital")

    page = queue(client, director, item=str(claims[1].uuid), kind="jobs_created")

    assert page.context["outcome"] == claims[1]
    assert page.context["before"] == str(claims[0].uuid)
    assert page.context["after"] == str(claims[2].uuid)
    assert page.context["total"] == 3


def test_a_filter_that_cannot_be_read_does_not_say_that_nothing_waits(
    client, center, advisor, director
):
    waiting(center, advisor)

    page = queue(client, director, kind="no-such-kind")

    assert "This filter cannot be read" in page.text
    assert "Nothing to verify." not in page.text


def test_the_center_is_asked_only_where_there_are_several(client, center, advisor, director):
    waiting(center, advisor)
    alone = queue(client, director)
    foreign = queue(client, director, center=make_center().pk)

    assert [one.name for one in alone.context["filter_form"].visible_fields()] == ["kind"]
    assert alone.context["outcome"] and "outcome" not in foreign.context

    make_center(center.country, parent=center)
    both = queue(client, director).context["filter_form"].visible_fields()
    assert [one.name for one in both] == ["center", "kind"]


def test_own_claims_wait_for_somebody_else(client, center, director):
    waiting(center, director)

    page = queue(client, director)

    assert "outcome" not in page.context
    assert page.context["own"] == 1
    assert "1 result that you recorded or changed waits for a colleague." in page.text


def test_verifying_leads_to_the_next_claim(client, center, advisor, director):
    first, second = waiting(center, advisor), waiting(center, advisor)
    client.force_login(director)

    answer = client.post(
        reverse("clients:outcome-verify", args=[first.uuid]), {"after": str(second.uuid)}
    )

    assert answer["Location"].endswith(f"?item={second.uuid}")
    first.refresh_from_db()
    assert (first.state, first.verified_by) == ("verified", director)


def test_a_refused_verification_says_why_and_stays(client, center, director):
    own = waiting(center, director)
    client.force_login(director)

    page = client.post(reverse("clients:outcome-verify", args=[own.uuid]), follow=True)

    assert "cannot verify it. Ask a colleague." in page.text
    own.refresh_from_db()
    assert own.state == "evidenced"


@pytest.mark.postgres
@pytest.mark.parametrize("author", ["recorded_by", "changed_by"])
def test_the_database_refuses_a_verifier_who_recorded_or_changed_the_claim(
    center, advisor, director, author
):
    own = waiting(center, advisor, **{author: director})

    with pytest.raises(IntegrityError), transaction.atomic():
        Outcome.objects.filter(pk=own.pk).update(
            state="verified", verified_by=director, verified_at="2024-06-01T00:00Z"
        )


def test_who_changes_a_claim_leaves_it_to_somebody_else(client, center, advisor, director):
    outcome = waiting(center, advisor, quantity=1)
    actions.change_outcome(outcome=outcome, by=director, quantity=40)

    page = queue(client, director)

    assert page.context["own"] == 1
    with pytest.raises(actions.NotAllowed, match="recorded or changed"):
        actions.verify_outcome(outcome=outcome, by=director)
    assert actions.verify_outcome(outcome=outcome, by=make_director(center)).state == "verified"


def test_a_change_that_follows_from_a_corrected_situation_is_its_correctors(center, advisor):
    firm, director = make_client(center), make_director(center)
    for day, women in ((date(2024, 1, 1), 1), (date(2024, 6, 1), 2)):
        situation = actions.record_situation(
            client=firm, by=advisor, as_of=day, women_full_time=women
        )
    claim = firm.outcomes.get()
    actions.attach_evidence(outcome=claim, by=advisor, label="Payroll")

    actions.change_situation(situation=situation, by=director, women_full_time=30)

    with pytest.raises(actions.NotAllowed, match="recorded or changed"):
        actions.verify_outcome(outcome=claim, by=director)


def test_a_closed_claim_is_not_restated_and_verified_by_one_person(center, advisor):
    coordinator = make_coordinator(center.country)
    outcome = waiting(center, advisor, quantity=1)
    center.locked_through = outcome.occurred_on
    center.save()

    for changes in ({"quantity": 9, "state": "verified"}, {"quantity": 9}, {"state": "verified"}):
        try:
            actions.restate(record=outcome, by=coordinator, reason="Payroll", **changes)
        except actions.NotAllowed as refusal:
            assert "Ask a colleague" in str(refusal)
        outcome = Outcome.objects.get(pk=outcome.pk)

    assert (outcome.quantity, outcome.state) == (9, "evidenced")
    other = make_coordinator(center.country)
    actions.restate(record=outcome, by=other, reason="Payroll seen", state="verified")
    assert Outcome.objects.get(pk=outcome.pk).verified_by == other


def test_a_claim_goes_back_with_a_reason_from_the_list(client, center, advisor, director):
    outcome = waiting(center, advisor)
    client.force_login(director)
    address = reverse("clients:outcome-return", args=[outcome.uuid])

    nothing = client.post(address, {"reason": ""})
    wordless = client.post(address, {"reason": "other", "note": " "})
    client.post(address, {"reason": "number", "note": "Payroll says 1"})

    assert "reason" in nothing.context["form"].errors
    assert "note" in wordless.context["form"].errors
    outcome.refresh_from_db()
    assert (outcome.state, outcome.returned_reason) == ("returned", "number")
    assert outcome.returned_note == "Payroll says 1"


def test_new_evidence_brings_a_returned_claim_back_into_the_queue(center, advisor, director):
    outcome = waiting(center, advisor)
    outcome = actions.return_outcome(outcome=outcome, by=director, reason="no_evidence")

    actions.attach_evidence(outcome=outcome, by=advisor, label="Payroll of May")

    assert list(Outcome.objects.waiting()) == [outcome]
    assert outcome.returned_reason == ""


def test_a_reason_outside_the_list_is_refused(center, advisor, director):
    with pytest.raises(actions.NotAllowed, match="list"):
        actions.return_outcome(outcome=waiting(center, advisor), by=director, reason="mood")


def test_advisors_may_not_verify_and_other_centers_are_not_there(client, center, advisor):
    outcome = waiting(center, advisor)
    address = reverse("clients:outcome-verify", args=[outcome.uuid])

    client.force_login(advisor)
    assert client.post(address).status_code == 403
    client.force_login(make_director(make_center()))
    assert client.post(address).status_code == 404


# --- the client's word ----------------------------------------------------------------------------
def test_the_client_answers_one_question_by_link(client, center, advisor):
    outcome = waiting(center, advisor, occurred_on=date(2024, 5, 15))
    outcome.client.language = "en"
    outcome.client.save()
    address = reverse("clients:attribution-public", args=[token_for(outcome)])

    page = client.get(address)
    client.post(address, {"answer": "in_part"})
    again = client.post(address, {"answer": "no"})

    assert "Jobs created: 2" in page.text
    assert len(page.content) < 4000
    outcome.refresh_from_db()
    assert (outcome.attribution, outcome.attribution_by) == ("in_part", "client")
    assert outcome.attribution_text in page.text
    assert outcome.attribution_at
    assert "Thank you" in again.text


def test_a_wrong_or_old_link_says_so(client, time_machine_of):
    outcome = make_outcome()
    token = token_for(outcome)

    assert client.get(reverse("clients:attribution-public", args=["x" + token])).status_code == 410
    with time_machine_of(days=91):
        assert client.get(reverse("clients:attribution-public", args=[token])).status_code == 410


@pytest.fixture
def time_machine_of():
    from datetime import timedelta

    import time_machine
    from django.utils import timezone

    return lambda days: time_machine.travel(timezone.now() + timedelta(days=days))


def test_a_claim_that_the_client_denies_is_not_verified(center, advisor, director):
    outcome = waiting(center, advisor, attribution="no")

    with pytest.raises(actions.NotAllowed, match="did not help"):
        actions.verify_outcome(outcome=outcome, by=director)


# --- the second look ------------------------------------------------------------------------------
def sample_of(country, by, size=5, **fields):
    return actions.draw_sample(
        country=country,
        by=by,
        starts_on=date(2024, 1, 1),
        ends_on=date(2025, 1, 1),
        size=size,
        **fields,
    )


def test_a_sample_is_drawn_from_verified_claims_and_can_be_repeated(center, director):
    claims = [make_outcome(make_client(center), state="verified") for _ in range(8)]
    make_outcome(make_client(center))
    coordinator = make_coordinator(center.country)

    one, same = (sample_of(center.country, coordinator, seed=7) for _ in range(2))

    assert one.population == 8
    drawn = list(one.items.values_list("outcome", flat=True))
    assert len(set(drawn)) == 5
    assert set(drawn) <= {claim.pk for claim in claims}
    assert drawn == list(same.items.values_list("outcome", flat=True))


def test_nothing_to_draw_from_is_said(center):
    with pytest.raises(actions.NotAllowed, match="No verified"):
        sample_of(center.country, make_coordinator(center.country))


def test_a_failed_claim_is_returned_and_raises_the_failure_rate(center):
    coordinator = make_coordinator(center.country)
    for _ in range(2):
        make_outcome(make_client(center), state="verified")
    sample = sample_of(center.country, coordinator)
    bad, good = sample.items.all()

    actions.note_finding(item=bad, by=coordinator, finding="failed", reason="number")
    actions.note_finding(item=good, by=coordinator, finding="confirmed")

    bad.outcome.refresh_from_db()
    assert bad.outcome.state == "returned"
    assert actions.failure_rate(sample) == FailureRate(failed=1, checked=2)


def test_who_verified_does_not_check_again(center):
    coordinator = make_coordinator(center.country)
    make_outcome(make_client(center), state="verified", verified_by=coordinator)
    (item,) = sample_of(center.country, coordinator).items.all()

    with pytest.raises(actions.NotAllowed, match="cannot check it again"):
        actions.note_finding(item=item, by=coordinator, finding="confirmed")
    with pytest.raises(IntegrityError), transaction.atomic():
        RecheckItem.objects.filter(pk=item.pk).update(
            finding="confirmed", checked_by=coordinator, checked_at="2024-06-01T00:00Z"
        )


def test_the_interval_of_a_failure_rate_holds_it():
    rate = FailureRate(failed=3, checked=40)
    low, high = rate.interval

    assert rate.rate == 0.075
    assert (round(low, 3), round(high, 3)) == (0.026, 0.199)
    assert FailureRate(0, 0).rate is None
    assert FailureRate(0, 0).interval is None


def test_a_coordinator_draws_and_checks_on_the_pages(client, center):
    coordinator = make_coordinator(center.country)
    make_outcome(make_client(center), state="verified")
    client.force_login(coordinator)
    period = {"starts_on": "2024-01-01", "last_day": "2024-12-31", "size": 10}

    refused = client.post(reverse("clients:recheck-list"), period | {"last_day": "2023-01-01"})
    drawn = client.post(reverse("clients:recheck-list"), period, follow=True)
    item = RecheckItem.objects.get()
    incomplete = client.post(drawn.request["PATH_INFO"], {"item": item.pk, "finding": "failed"})
    client.post(drawn.request["PATH_INFO"], {"item": item.pk, "finding": "confirmed"})

    assert "last_day" in refused.context["form"].errors
    assert "Say why the result does not hold." in incomplete.text
    item.refresh_from_db()
    assert (item.finding, item.checked_by) == ("confirmed", coordinator)
    listed = client.get(reverse("clients:recheck-list"))
    assert listed.context["samples"][0].failure == FailureRate(0, 1)


def test_samples_of_another_country_are_not_there(client, center):
    make_outcome(make_client(center), state="verified")
    sample = sample_of(center.country, make_coordinator(center.country))
    client.force_login(make_coordinator(make_country("GT")))

    assert client.get(reverse("clients:recheck-detail", args=[sample.uuid])).status_code == 404


def test_capital_shows_its_amount_and_what_it_is_in_dollars(client, center, advisor, director):
    waiting(
        center,
        advisor,
        kind="capital",
        detail="micro_loan",
        amount=Decimal("7750.00"),
        currency="GTQ",
        amount_usd=None,
    )

    page = queue(client, director)

    assert "Micro-loan" in page.text
    assert "no rate for GTQ in 2024" in page.text


def test_a_person_without_center_sees_an_empty_queue(client):
    assert queue(client, make_user("administrator")).status_code == 200
