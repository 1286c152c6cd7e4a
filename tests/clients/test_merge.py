"""Two records become one, and two again, with nothing lost."""

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from centers.dates import local_today
from clients import actions, duplicates
from clients.models import Client, FollowUp, Merge, Session, Situation
from tests.clients.standing import DEC, JAN, JUL, created, stand
from tests.factories import (
    make_advisor,
    make_appointment,
    make_center,
    make_client,
    make_contact,
    make_country,
    make_director,
    make_evidence,
    make_followup,
    make_outcome,
    make_session,
    make_situation,
)

pytestmark = pytest.mark.django_db

ANSWERS = {
    "in_business": "yes",
    "women_full_time": 9,
    "women_part_time": 0,
    "men_full_time": 9,
    "men_part_time": 0,
    "sales_national": "99000.00",
    "sales_export": "0",
    "attribution": "yes",
}


@pytest.fixture
def center():
    return make_center()


@pytest.fixture
def director(center):
    return make_director(center)


def full(center, **fields):
    row = make_client(center=center, **fields)
    make_contact(row, role="first_contact")
    make_session(row), make_outcome(row), make_situation(row), make_followup(row)
    return row


def state(*clients):
    return [
        (
            Client.objects.values().get(pk=one.pk) | {"updated_at": None},
            sorted(Session.objects.filter(client=one).values_list("pk", flat=True)),
            sorted(Situation.objects.filter(client=one).values_list("pk", flat=True)),
            sorted(one.links.values_list("pk", flat=True)),
            sorted(one.followups.values_list("pk", flat=True)),
            sorted(one.outcomes.values_list("pk", flat=True)),
        )
        for one in clients
    ]


def test_everything_moves_to_the_survivor_and_the_loser_leads_to_it(center, director):
    survivor, loser = full(center), full(center)

    actions.merge_clients(survivor=survivor, loser=loser, by=director, take=["municipality"])

    loser.refresh_from_db()
    assert survivor.sessions.count() == 2
    assert survivor.outcomes.count() == 2
    assert loser.merged_into == survivor
    assert not Client.objects.for_user(director).filter(pk=loser.pk).exists()


def test_what_the_survivor_already_has_stays_with_the_loser(center, director):
    survivor, loser = full(center), full(center)

    actions.merge_clients(survivor=survivor, loser=loser, by=director)

    assert survivor.situations.count() == 1
    assert loser.situations.count() == 1


def test_undoing_a_merge_gives_both_records_back_as_they_were(center, director):
    survivor, loser = full(center, name="Café Sol"), full(center, name="Cafe Sol SA", sector="I")
    for one in (survivor, loser):
        actions.refresh_client(one)
        actions.sessions.remember_first_session(one)
    before = state(survivor, loser)
    merge = actions.merge_clients(survivor=survivor, loser=loser, by=director, take=["sector"])
    survivor.refresh_from_db()
    assert survivor.sector == "I"

    actions.undo_merge(merge=merge, by=director)

    assert state(survivor, loser) == before


def test_what_was_recorded_after_the_merge_stays_with_the_survivor(center, director):
    survivor, loser = full(center), full(center)
    merge = actions.merge_clients(survivor=survivor, loser=loser, by=director)
    later = make_session(survivor, held_on=date(2024, 8, 1))

    actions.undo_merge(merge=merge, by=director)

    assert Session.objects.get(pk=later.pk).client == survivor


def test_what_came_of_the_losers_rows_since_the_merge_goes_back_with_them(center, director):
    """Its appointment was held, its follow-up answered, the survivor moved away: then undone."""
    survivor = make_client(center)
    loser = make_client(center)
    make_situation(loser, as_of=date(2024, 5, 15))
    followup = make_followup(loser)
    booked = make_appointment(loser, advisor=make_advisor(center), starts_at=timezone.now())
    ahead = make_appointment(loser, starts_at=timezone.now() + timedelta(days=9))
    later = make_followup(loser, months=24)
    merge = actions.merge_clients(survivor=survivor, loser=loser, by=director)
    survivor.refresh_from_db()
    held = actions.record_session(
        client=survivor, by=booked.advisor, held_on=local_today(center), contact_minutes=60
    )
    own = make_session(survivor)
    actions.save_answer(followup=followup, **ANSWERS)
    claims = actions.finish_followup(followup=FollowUp.objects.get(pk=followup.pk))
    elsewhere = make_center(center.country)
    actions.transfer_client(client=survivor, by=director, center=elsewhere, reason="Moved house")

    actions.undo_merge(merge=merge, by=director)

    assert set(loser.sessions.values_list("pk", flat=True)) == {held.pk}
    assert set(survivor.sessions.values_list("pk", flat=True)) == {own.pk}
    assert loser.situations.count() == 2 and survivor.situations.count() == 0
    assert claims and {claim.pk for claim in loser.outcomes.all()} == {one.pk for one in claims}
    for row in (ahead, later):
        row.refresh_from_db()
    assert (ahead.center, later.center) == (center, center)
    assert survivor.transfers.count() == 1 and loser.transfers.count() == 0


def test_a_follow_up_that_both_had_is_asked_once_and_the_losers_link_leads_to_it(
    client, center, director
):
    survivor, loser = full(center), full(center)
    kept, put_aside = survivor.followups.get(), loser.followups.get()
    link = actions.token_for(put_aside)
    merge = actions.merge_clients(survivor=survivor, loser=loser, by=director)

    asked = FollowUp.objects.for_user(director).due().filter(months=6)
    rates = FollowUp.objects.filter(months=6).response_rates()
    for number, field in enumerate(("in_business", "attribution"), start=1):
        client.post(
            reverse("clients:followup-public", args=[link]) + f"?n={number}",
            {field: "yes"},
        )
    kept.refresh_from_db()

    assert list(asked) == [kept]
    assert rates == [{"center": center.pk, "due": 1, "sent": 0, "answered": 0}]
    assert kept.answers == {"in_business": "yes"}
    actions.undo_merge(merge=merge, by=director)
    assert set(FollowUp.objects.due().filter(months=6)) == {kept, put_aside}


def test_transfers_and_restatements_move_and_come_back(center, director):
    survivor, loser = full(center), full(center)
    actions.transfer_client(
        client=loser, by=director, center=make_center(center.country), reason="Moved house"
    )
    merge = actions.merge_clients(survivor=survivor, loser=loser, by=director)
    moved = survivor.transfers.count()

    actions.undo_merge(merge=merge, by=director)

    assert (moved, survivor.transfers.count(), loser.transfers.count()) == (1, 0, 1)


def test_every_row_that_names_a_client_is_thought_of_in_a_merge():
    """A new kind of row must say whether it moves: nothing is left behind unnoticed."""
    stays = {"Client", "SearchKey", "Merge", "DifferentPair"}
    named = {one.related_model.__name__ for one in Client._meta.related_objects}

    assert named - stays == {model.__name__ for model, _once in actions.merge.MOVES.values()}


def test_after_90_days_a_merge_stays(center, director):
    merge = actions.merge_clients(survivor=full(center), loser=full(center), by=director)

    with (
        time_machine.travel(timezone.now() + timedelta(days=91)),
        pytest.raises(actions.NotAllowed, match="90 days"),
    ):
        actions.undo_merge(merge=merge, by=director)


def test_clients_of_two_countries_are_not_merged(center, director):
    abroad = make_client(make_center(make_country("GT")))

    with pytest.raises(actions.NotAllowed, match="two countries"):
        actions.merge_clients(survivor=make_client(center), loser=abroad, by=director)

    assert not Merge.objects.exists()


def test_look_alikes_are_listed_until_somebody_says_that_they_differ(client, center, director):
    one, two = (
        make_client(center, name="Panadería La Espiga"),
        make_client(center, name="Panaderia la Espiga S.A."),
    )
    make_client(center, name="Taller El Pistón")
    for row in Client.objects.all():
        actions.refresh_client(row)
    client.force_login(director)
    found = duplicates.pairs(Client.objects.for_user(director))
    assert [(pair[1], pair[2]) for pair in found] == [(one, two)]

    client.post(reverse("clients:client-different", args=[one.pk, two.pk]))

    assert duplicates.pairs(Client.objects.for_user(director)) == []


def test_the_page_merges_with_the_chosen_facts(client, center, director):
    survivor = make_client(center, municipality="Ilobasco")
    loser = make_client(center, municipality="Cojutepeque")
    client.force_login(director)
    address = reverse("clients:client-merge", args=[survivor.pk, loser.pk])
    assert "Cojutepeque" in client.get(address).content.decode()

    client.post(address, {"municipality": "other", "name": "mine"})

    survivor.refresh_from_db()
    assert survivor.municipality == "Cojutepeque"


def test_a_pair_with_a_client_of_another_center_is_not_found(client, center, director):
    client.force_login(director)
    foreign = make_client()

    answer = client.get(reverse("clients:client-merge", args=[make_client(center).pk, foreign.pk]))

    assert answer.status_code == 404


def standing(*clients):
    return [
        list(one.outcomes.alive().order_by("pk").values_list("pk", "quantity")) for one in clients
    ]


def test_growth_of_both_records_counts_once_and_each_has_its_own_again(center, director):
    advisor = make_advisor(center)
    ours, theirs = (make_client(center=center) for _ in range(2))
    stand(ours, advisor, JAN, women=0, men=5)
    _last, (claim, *_more) = stand(ours, advisor, DEC, women=0, men=8)
    make_evidence(claim)
    stand(theirs, advisor, JAN + timedelta(days=1), women=0, men=5)
    stand(theirs, advisor, JUL, women=0, men=7)
    own = standing(ours, theirs)

    merge = actions.merge_clients(survivor=ours, loser=theirs, by=director)
    assert created(ours) == 3  # from five in January to eight in December
    assert created(theirs) == 0

    actions.undo_merge(merge=merge, by=director)
    assert (created(ours), created(theirs)) == (3, 2)
    assert standing(ours, theirs) == own
    assert claim.evidence.exists()
