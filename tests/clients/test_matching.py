"""The duplicate search: what it finds, what it leaves alone, what it remembers."""

import random

import pytest

from centers.folding import fold, phone_key
from clients import matching
from clients.models import Client, ClientContact, Contact
from tests import factories

pytestmark = pytest.mark.django_db

NAMES = str.split(
    "Ana Lucía Karla María José Antonio Flor Marina Delmy Rosa Elena Juan Carlos Pedro Luis Marta "
    "Sofía Gabriela Daniel Ricardo Verónica Óscar Beatriz Héctor Ximena Wendy Yolanda Nelson Íngrid"
)
SURNAMES = str.split(
    "Pineda Reyes Zúniga Mejía Cruz Castro Peña Quintanilla Vásquez Hernández Ayala Chávez Guzmán "
    "Iraheta Menjívar Landaverde Portillo Escobar Bonilla Sandoval Orellana Cerón Aguilar Turcios "
    "Batres Funes Melgar Rivas Valle Yáñez Linares Murcia Saravia Henríquez Alvarenga Campos"
)


def people(count, seed):
    """`count` different full names: two names, two surnames."""
    chance, found = random.Random(seed), {}
    while len(found) < count:
        name = " ".join(chance.sample(NAMES, 2)), " ".join(chance.sample(SURNAMES, 2))
        found.setdefault(name, None)
    return list(found)


def misspelled(person, chance):
    """The same person as another advisor would write it."""
    names, surnames = person
    kind = chance.choice(["accents", "second", "order", "slip", "sound", "spaces"])
    if kind == "accents":
        return fold(names).upper(), fold(surnames).upper()
    if kind == "second":
        return names.split()[0], surnames
    if kind == "order":
        return surnames, names
    if kind == "sound":
        swaps = str.maketrans("zvZV", "sbSB")
        return names.translate(swaps), surnames.translate(swaps)
    if kind == "slip":
        place = chance.randrange(2, len(surnames) - 1)
        return names, surnames[:place] + surnames[place + 1 :]
    return f"  {names} ", f"{surnames}  "


@pytest.fixture
def center():
    return factories.make_center()


@pytest.fixture
def known(center):
    """A thousand clients, each a person, with their search keys."""
    rows = people(1000, seed=3)
    country = center.country
    clients = Client.objects.bulk_create(
        Client(
            center=center,
            country=country,
            name=" ".join(row),
            folded_name=fold(" ".join(row)),
            registered_on=factories.DAY,
        )
        for row in rows
    )
    contacts = Contact.objects.bulk_create(
        Contact(country=country, name=row[0], surname=row[1], folded_name=fold(" ".join(row)))
        for row in rows
    )
    ClientContact.objects.bulk_create(
        ClientContact(client=client, contact=contact, role="first_contact")
        for client, contact in zip(clients, contacts, strict=True)
    )
    matching.index(clients)
    return dict(zip(rows, clients, strict=True))


def test_finds_nearly_all_seeded_pairs_and_seldom_cries_wolf(center, known):
    user, chance = factories.make_advisor(center), random.Random(11)
    same = chance.sample(list(known), 200)
    others = [row for row in people(1300, seed=99) if row not in known][:200]

    def search(person):
        found = matching.find(user, country=center.country, person=" ".join(person))
        return {match.key for match in found}

    caught = sum(known[row].pk in search(misspelled(row, chance)) for row in same)
    alarms = sum(bool(search(row)) for row in others)

    assert caught >= 190
    assert alarms <= 10


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
    twin = factories.make_client(center, name=" ".join(row))
    matching.index([twin])
    name = {"country": center.country, "person": " ".join(row)}

    before = {match.key for match in matching.find(user, besides=twin, **name)}
    matching.remember_different(twin, matching.find(user, besides=twin, **name), by=user)
    after = {match.key for match in matching.find(user, besides=twin, **name)}

    assert client.pk in before
    assert client.pk not in after
