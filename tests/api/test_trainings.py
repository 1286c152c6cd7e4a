"""Trainings over the API: recorded, changed, put aside, and who came."""

import uuid

import pytest

from clients.models import Training
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def facts(**changes):
    return {
        "center": "SV-01",
        "title": "Cómo fijar precios",
        "held_on": "2024-05-06",
        "minutes": 180,
        "topic": "finance",
    } | changes


def person(center, **fields):
    return factories.make_contact(factories.make_client(center), **fields)


def test_a_training_is_recorded_once_whatever_the_number_of_tries(advisor, center):
    sent = facts(uuid=str(uuid.uuid4()))

    codes = [advisor.post("trainings/", sent).status_code for _ in range(2)]

    training = Training.objects.get()
    assert codes == [201, 200]
    assert (training.minutes, training.recorded_by) == (180, advisor.user)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"held_on": "2999-01-01"}, "held_on"),
        ({"minutes": 0}, "minutes"),
        ({"minutes": 1441}, "minutes"),
        ({"topic": "gossip"}, "topic"),
        ({"capacity": 0}, "capacity"),
        ({"center": "GT-01"}, "center"),
        ({"title": ""}, "title"),
    ],
)
def test_bad_input_names_the_field(advisor, center, changes, field):
    factories.make_center(factories.make_country("GT"), code="GT-01")

    answer = advisor.post("trainings/", facts(**changes))

    assert answer.status_code == 422
    assert field in {one["field"] for one in answer.json()["errors"]}
    assert not Training.objects.exists()


def test_who_came_is_saved_and_counted(advisor, center):
    woman, man = person(center, sex="woman"), person(center, sex="man")
    training = factories.make_training(center)
    path = f"trainings/{training.uuid}/"
    lists = {"present": [str(woman.uuid)], "absent": [str(man.uuid)]}

    blind = advisor.post(f"{path}attendance/", lists)
    first = advisor.post(f"{path}attendance/", lists, if_match=advisor.get(path)["ETag"])
    both = {"present": [str(woman.uuid), str(man.uuid)]}
    second = advisor.post(f"{path}attendance/", both, if_match=first["ETag"])
    lost = advisor.post(f"{path}attendance/", lists, if_match=first["ETag"])

    assert [one.status_code for one in (blind, first, second, lost)] == [428, 200, 200, 412]
    found = second.json()
    assert (found["present"], found["women"], found["men"]) == (2, 1, 1)
    assert found["attendance"] == [
        {"contact": str(woman.uuid), "present": True},
        {"contact": str(man.uuid), "present": True},
    ]


def test_people_of_other_centers_are_counted_and_not_named(advisor, center):
    stranger = person(factories.make_center())
    training = factories.make_training(center, present=[stranger])
    path = f"trainings/{training.uuid}/"

    answer = advisor.get(path)
    refused = advisor.post(f"{path}attendance/", {"present": [str(stranger.uuid)]}, if_match="*")

    assert (answer.json()["present"], answer.json()["attendance"]) == (1, [])
    assert str(stranger.uuid) not in answer.content.decode()
    assert refused.status_code == 422


def test_a_person_is_not_present_and_absent(advisor, center):
    one = str(person(center).uuid)
    training = factories.make_training(center)

    answer = advisor.post(
        f"trainings/{training.uuid}/attendance/", {"present": [one], "absent": [one]}, if_match="*"
    )

    assert answer.status_code == 422


def test_a_closed_training_stays_as_it_is(advisor, center):
    training = factories.make_training(center)
    center.locked_through = training.held_on
    center.save()
    path = f"trainings/{training.uuid}/"

    answers = [
        advisor.patch(path, {"minutes": 5}, if_match="*"),
        advisor.post(f"{path}attendance/", {}, if_match="*"),
        advisor.post(f"{path}delete/", {"reason": "twice"}, if_match="*"),
        advisor.post("trainings/", facts(held_on="2024-05-15")),
    ]

    assert [one.status_code for one in answers] == [409] * 4


def test_a_training_is_put_aside_and_taken_back(advisor, center):
    training = factories.make_training(center)
    path = f"trainings/{training.uuid}/"

    gone = advisor.post(f"{path}delete/", {"reason": "twice"}, if_match="*")

    assert (gone.status_code, advisor.get(path).status_code) == (204, 404)
    assert advisor.post(f"{path}restore/").status_code == 200
    assert advisor.get(path).status_code == 200


def test_the_list_has_the_pages_filter_and_scope(advisor, center):
    factories.make_training(center, title="Precios")
    factories.make_training(center, title="Ventas")
    factories.make_training(title="Precios ajenos")

    found = advisor.get("trainings/", {"q": "prec"}).json()["results"]

    assert [one["title"] for one in found] == ["Precios"]


@pytest.mark.parametrize("rows", [1, 12])
def test_the_list_asks_as_often_for_many(advisor, center, rows, django_assert_max_num_queries):
    for _number in range(rows):
        factories.make_training(center, present=[person(center)])

    with django_assert_max_num_queries(12):
        advisor.get("trainings/")
