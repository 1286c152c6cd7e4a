"""Recording trainings and saving who came, on the pages and in the actions."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from clients import actions
from clients.models import Training
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def center():
    return make.make_center()


@pytest.fixture
def advisor(center, client):
    user = make.make_advisor(center)
    client.force_login(user)
    return user


def facts(center, **changes):
    return {
        "center": center.pk,
        "title": "Cómo fijar precios",
        "held_on": timezone.localdate().isoformat(),
        "minutes": "180",
        "topic": "finance",
        "mode": "hybrid",
        "capacity": "20",
    } | changes


def person(center, **fields):
    return make.make_contact(make.make_client(center), **fields)


def sent(shown, present, **more):
    return {
        "shown": ",".join(str(one.pk) for one in shown),
        "present": [one.pk for one in present],
    } | more


def on_list(training):
    return dict(training.attendances.values_list("contact_id", "present"))


def test_a_training_is_recorded_and_its_list_comes_next(client, advisor, center):
    answer = client.post(reverse("clients:training-add"), facts(center))

    training = Training.objects.get()
    assert answer["Location"] == training.get_absolute_url()
    assert (training.minutes, training.mode, training.country) == (180, "hybrid", center.country)
    assert training.recorded_by == advisor


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"held_on": (timezone.localdate() + timedelta(days=3)).isoformat()}, "in the future"),
        ({"minutes": "1500"}, "1440"),
        ({"capacity": "0"}, "greater than or equal to 1"),
        ({"title": ""}, "required"),
    ],
)
def test_what_cannot_be_right_is_said_and_kept(client, advisor, center, changes, words):
    page = client.post(
        reverse("clients:training-add"), facts(center, note="Traer recibos", **changes)
    )

    assert words in page.content.decode()
    assert "Traer recibos" in page.content.decode()
    assert not Training.objects.exists()


def test_a_training_of_another_center_is_refused(client, advisor):
    elsewhere = make.make_center()

    client.post(reverse("clients:training-add"), facts(elsewhere))

    assert not Training.objects.exists()


def test_a_training_in_a_closed_period_is_refused(client, advisor, center):
    center.locked_through = date(2024, 6, 30)
    center.save()

    page = client.post(reverse("clients:training-add"), facts(center, held_on="2024-05-15"))

    assert "closed through 2024-06-30" in page.content.decode()
    assert not Training.objects.exists()


def test_one_save_stores_the_whole_list(client, advisor, center):
    came, stayed_away, new, not_chosen = (person(center) for _number in range(4))
    training = make.make_training(center, present=[came, stayed_away])

    client.post(
        training.get_absolute_url(), sent([came, stayed_away, new, not_chosen], [came, new])
    )

    assert on_list(training) == {came.pk: True, stayed_away.pk: False, new.pk: True}


def test_a_search_keeps_the_ticks_and_writes_nothing(client, advisor, center):
    ticked, wanted = person(center), person(center, name="Zoila", surname="Árbol")
    training = make.make_training(center)

    page = client.post(
        training.get_absolute_url(), sent([ticked], [ticked], q="arbol zoila", search="1")
    )

    assert page.context["rows"] == [(ticked, True), (wanted, False)]
    assert on_list(training) == {}


def test_people_of_other_centers_are_neither_found_nor_added_nor_lost(client, advisor, center):
    stranger, listed = person(make.make_center(), name="Xenia"), person(make.make_center())
    training = make.make_training(center, present=[listed])

    page = client.post(training.get_absolute_url(), sent([], [], q="Xenia", search="1"))
    client.post(training.get_absolute_url(), sent([stranger, listed], [stranger]))

    assert page.context["rows"] == []
    assert "1 more person is on the list" in page.content.decode()
    assert on_list(training) == {listed.pk: True}


def test_more_people_than_places_is_a_warning(client, advisor, center):
    people = [person(center), person(center)]
    training = make.make_training(center, capacity=1)

    page = client.post(training.get_absolute_url(), sent(people, people), follow=True)

    assert "More people came (2)" in page.content.decode()
    assert len(on_list(training)) == 2


def test_the_list_of_a_closed_period_stays(client, advisor, center):
    came = person(center)
    training = make.make_training(center, present=[came])
    center.locked_through = date(2024, 6, 30)
    center.save()

    page = client.post(training.get_absolute_url(), sent([came], []))

    assert "closed through" in page.content.decode()
    assert on_list(training) == {came.pk: True}


def test_a_funder_sees_no_training(client, center):
    training = make.make_training(center)
    client.force_login(make.make_funder_user(center.country))

    for address in ("training-list", "training-add"):
        assert client.get(reverse(f"clients:{address}")).status_code == 403
    assert client.post(training.get_absolute_url()).status_code == 403


def test_another_centers_training_is_not_found(client, advisor):
    training = make.make_training()

    assert client.get(training.get_absolute_url()).status_code == 404
    assert client.post(training.get_absolute_url()).status_code == 404


def test_totals_by_sex_count_those_present(center):
    woman, man, unstated = (person(center, sex=sex) for sex in ("woman", "man", "not_stated"))
    make.make_training(center, present=[woman, man, unstated], absent=[person(center)])

    training = Training.objects.for_list().get()

    assert (training.present, training.women, training.men) == (3, 1, 1)


def test_the_list_counts_different_people(client, advisor, center):
    regular, once = person(center), person(center)
    make.make_training(center, present=[regular, once])
    make.make_training(center, title="Ventas", present=[regular], absent=[person(center)])
    make.make_training(present=[person(center)])

    page = client.get(reverse("clients:training-list"))
    sales = client.get(reverse("clients:training-list"), {"q": "vent"})

    assert "2 trainings · different people who came: 2" in page.content.decode()
    assert "1 training · different people who came: 1" in sales.content.decode()


@pytest.mark.parametrize("rows", [1, 20])
def test_the_page_asks_as_often_for_a_long_list(
    client, advisor, center, rows, django_assert_max_num_queries
):
    training = make.make_training(center, present=[person(center) for _number in range(rows)])

    with django_assert_max_num_queries(15):
        client.get(training.get_absolute_url())


def test_nobody_is_on_a_list_twice(center):
    came = person(center)
    training = make.make_training(center, present=[came])

    with pytest.raises(IntegrityError), transaction.atomic():
        training.attendances.create(contact=came)
    actions.save_attendance(training=training, by=None, shown=[came], present=[came])

    assert on_list(training) == {came.pk: True}


@pytest.fixture
def closed(center):
    """A training of 2024-05-15 with somebody on its list, whose period is closed."""
    training = make.make_training(center, present=[person(center)])
    center.locked_through = date(2024, 6, 30)
    center.save()
    return training


def test_a_training_is_changed_and_stays_at_its_center(client, advisor, center):
    training = make.make_training(center)
    address = reverse("clients:training-edit", args=[training.uuid])

    client.post(address, facts(center, title="Cómo vender", held_on="2024-05-20"))

    training.refresh_from_db()
    assert (training.title, str(training.held_on)) == ("Cómo vender", "2024-05-20")
    assert (training.minutes, training.center) == (180, center)


def test_a_training_moves_neither_out_of_nor_into_a_closed_period(client, advisor, center, closed):
    later = make.make_training(center, held_on=date(2024, 7, 2))

    for training, day in ((closed, "2024-07-03"), (later, "2024-06-30")):
        address = reverse("clients:training-edit", args=[training.uuid])
        page = client.post(address, facts(center, held_on=day))
        assert "closed through 2024-06-30" in page.content.decode()

    days = Training.objects.order_by("pk").values_list("held_on", flat=True)
    assert list(days) == [date(2024, 5, 15), date(2024, 7, 2)]


def test_a_training_is_put_aside_with_its_reason_and_taken_back(client, advisor, center):
    training = make.make_training(center, present=[person(center)])
    address = reverse("clients:training-delete", args=[training.uuid])

    without = client.post(address, {"reason": ""})
    client.post(address, {"reason": "Se repitió"})

    training.refresh_from_db()
    assert "required" in without.content.decode()
    assert training.deleted_at and training.deleted_reason == "Se repitió"
    assert client.get(training.get_absolute_url()).status_code == 404
    actions.restore_training(training=training, by=advisor)
    assert len(on_list(Training.objects.for_user(advisor).get())) == 1


@pytest.mark.parametrize("step", ["edit", "delete"])
def test_only_who_may_edit_changes_a_training(client, center, step):
    training = make.make_training(center)
    address = reverse(f"clients:training-{step}", args=[training.uuid])

    client.force_login(make.make_funder_user(center.country))
    assert client.post(address).status_code == 403
    client.force_login(make.make_advisor(make.make_center()))
    assert client.post(address).status_code == 404


@pytest.mark.postgres
@pytest.mark.parametrize(
    "write",
    [
        lambda training: Training.objects.update(minutes=5),
        lambda training: Training.objects.update(deleted_at=timezone.now()),
        lambda training: Training.objects.all()._raw_delete("default"),
        lambda training: training.attendances.update(present=False),
        lambda training: training.attendances.all()._raw_delete("default"),
        lambda training: training.attendances.create(contact=person(training.center)),
    ],
)
def test_the_database_refuses_to_change_a_closed_training_and_its_list(closed, write):
    with pytest.raises(IntegrityError, match="closed period"), transaction.atomic():
        write(closed)


@pytest.mark.postgres
def test_two_records_of_one_person_are_merged_on_a_closed_list_too(closed, center):
    closed.attendances.update(contact=person(center))

    assert closed.attendances.count() == 1


@pytest.mark.postgres
def test_a_closed_training_is_restated_by_the_coordinator(client, center, closed):
    client.force_login(make.make_coordinator(center.country, language="en"))
    address = reverse("clients:record-restate", args=["training", closed.uuid])
    sent = {"held_on": "2024-05-15", "minutes": "90", "topic": "finance", "mode": "in_person"}

    client.post(address, sent | {"reason": "The list said 90"})
    page = client.get(reverse("clients:restatement-list")).content.decode()

    closed.refresh_from_db()
    assert closed.minutes == 90
    assert "<s>120</s>" in page and "The list said 90" in page
    assert closed.get_absolute_url() in page
