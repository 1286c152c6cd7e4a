"""The duplicate search: what it finds, what it leaves alone, what it remembers."""

from dataclasses import replace
from random import Random

import pytest

from centers.folding import phone_key
from clients import matching, names
from clients.models import Client
from tests import factories
from tests.clients.people import Person, asked_of, people, retyped, store

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture
def center():
    return factories.make_center()


@pytest.fixture
def known(center):
    """{person: client} of a thousand clients with their contacts and search keys."""
    rows = list(people(1000, seed=3))
    return dict(zip(rows, store(rows, center), strict=True))


def test_finds_nearly_all_seeded_pairs_and_seldom_cries_wolf(center, known):
    user, chance = factories.make_advisor(center), Random(11)
    same = chance.sample(list(known), 200)
    strangers = [replace(row, phone=chance.choice([row.phone, ""])) for row in people(200, seed=99)]

    def search(person):
        found = matching.find(user, country=center.country, **asked_of(person))
        return {match.key for match in found}

    caught = sum(known[row].pk in search(retyped(row, chance)) for row in same)
    alarms = sum(bool(search(row)) for row in strangers)

    assert caught >= 190
    assert alarms <= 10


@pytest.mark.parametrize(
    ("typed", "stored", "alike"),
    [
        ("Karla Marisol Zúniga Mejía", "carla marisol suniga mejia", True),
        ("Ana Lucía Gómez de Pérez", "Ana Lucía Gómez Ruiz", True),
        ("Ma. Elena Hdez Rivas", "María Elena Hernández Rivas", True),
        ("Juan Gacría Solís", "Juan García Solís", True),
        ("Reyes Pineda Ana", "Ana María Pineda Reyes", True),
        ("De la Cruz Rosa Elena", "Rosa Elena Delacruz", False),
        ("Luz Patricia Gómez Rodríguez", "Luz Patricia Gómez Martínez", False),
        ("Ana Paz", "Eva Paz", False),
        ("Ana", "Ana Pineda", False),
    ],
)
def test_names_fit_by_sound_slip_and_missing_word(typed, stored, alike):
    assert bool(names.likeness([typed], [stored])) is alike


def test_a_common_name_is_no_sign_and_a_rare_one_is(center):
    user = factories.make_advisor(center)
    rows = [Person("María", "López", "", "", "Baní") for _ in range(20)]
    rows += [Person("Eufrasia", "Iturbide", "", "", "Baní")]
    store(rows, center)

    def found(name):
        return matching.find(user, country=center.country, person=name)

    assert found("María Elena López") == []
    assert [match.client.name for match in found("Eufracia Iturbide Ruiz")] == ["Eufrasia Iturbide"]


def test_the_same_firm_with_another_person_needs_a_rare_name(center, known):
    user = factories.make_advisor(center)
    store([Person("Rosa", "Alba Ruiz", "Tienda La Bendición", "", "Baní")], center)
    store([Person("Rosa", "Alba Ruiz", "Tienda La Bendición", "", "Baní")] * 5, center)

    other = {"person": "Pedro Luis Mora", "firm": "Tienda La Bendición"}

    assert matching.find(user, country=center.country, **other) == []


def test_phone_is_compared_by_its_digits(center, known):
    user, client = factories.make_advisor(center), next(iter(known.values()))
    number = "+503 7812-0447"
    Client.objects.filter(pk=client.pk).update(phone=number, phone_key=phone_key(number))

    found = matching.find(user, country=center.country, person="Nadie", phone="(7812) 0447")

    assert [(match.key, match.level, match.reason) for match in found] == [
        (client.pk, "exact", "phone")
    ]


def test_who_was_called_different_is_not_proposed_again(center, known):
    user = factories.make_advisor(center)
    row, client = next(iter(known.items()))
    twin = factories.make_client(center, name=row.full_name)
    matching.index([twin])
    name = {"country": center.country, "person": row.full_name}

    before = {match.key for match in matching.find(user, besides=twin, **name)}
    matching.remember_different(twin, matching.find(user, besides=twin, **name), by=user)
    after = {match.key for match in matching.find(user, besides=twin, **name)}

    assert client.pk in before
    assert client.pk not in after
