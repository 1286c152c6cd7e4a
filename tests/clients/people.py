"""Invented people as a country has them, and the same people as somebody else types them.

Names come with the frequencies of Colombia's registers (Faker's es_CO: 300 surnames, 600 names,
without the rare ones: namesakes are more frequent here than in a country). Phones and firms are
invented. Used by the tests of the duplicate search and by bench/duplicates.py.
"""

from dataclasses import dataclass
from random import Random

from faker.providers.person.es_CO import Provider

from centers.folding import fold, fold_firm, phone_key
from clients import matching
from clients.models import Client, ClientContact, Contact
from tests.factories import DAY

KINDS = str.split(
    "Tienda Panadería Taller Comedor Ferretería Salón Librería Variedades Café Pupusería Granja "
    "Cooperativa Artesanías Muebles Calzado Textiles Lácteos Vivero Consultores Comercial Farmacia "
    "Sastrería Bazar Agroservicio Distribuidora Transportes Imprenta Hostal Floristería Repuestos"
)
EPITHETS = [
    *["La Bendición", "La Esperanza", "San José", "Santa Ana", "El Buen Gusto", "Los Ángeles"],
    *["La Espiga", "El Roble", "Doña Tere", "Flor del Campo", "Monte Verde", "La Ceiba", "El Sol"],
    *["Tres Hermanos", "Luna Nueva", "Puerta del Sol", "Brisas del Mar", "El Porvenir", "Maíz"],
]
PLACES = [f"Municipio {number}" for number in range(1, 101)]
PLACES_SIZES = [1 / number for number in range(1, 101)]  # the first is a capital of a fifth
NEIGHBORS = dict(zip("qwertyuiopasdfghjklzxcvbnm", "wertyuioopsdfghjkllxcvbnmm", strict=True))


@dataclass(frozen=True)
class Person:
    names: str
    surnames: str
    firm: str
    phone: str
    municipality: str

    @property
    def full_name(self):
        return f"{self.names} {self.surnames}"


def people(count, seed):
    """`count` people: three in four with two names, nine in ten with two surnames, half a firm."""
    chance = Random(seed)
    for number in range(count):
        first = chance.choice([Provider.first_names_female, Provider.first_names_male])
        names = _drawn(chance, first, 2 if chance.random() < 0.75 else 1)
        surnames = _drawn(chance, Provider.last_names, 2 if chance.random() < 0.9 else 1)
        phone = f"+57 31{seed % 10}{number:07}"
        place = Random(f"{seed} {number}").choices(PLACES, PLACES_SIZES)[0]
        yield Person(" ".join(names), " ".join(surnames), _firm(chance), phone, place)


def store(rows, center):
    """Clients of `center` for these people, with their contacts and search keys."""
    clients = Client.objects.bulk_create(_client(row, center) for row in rows)
    contacts = Contact.objects.bulk_create(
        Contact(
            country=center.country,
            name=row.names,
            surname=row.surnames,
            folded_name=fold(row.full_name),
            phone=row.phone,
            phone_key=phone_key(row.phone),
        )
        for row in rows
    )
    ClientContact.objects.bulk_create(
        ClientContact(client=client, contact=contact, role="first_contact")
        for client, contact in zip(clients, contacts, strict=True)
    )
    matching.index(clients)
    return clients


def _client(row, center):
    name = row.firm or row.full_name
    return Client(
        center=center,
        country=center.country,
        name=name,
        folded_name=fold_firm(name),
        search_text=fold(f"{row.firm} {row.full_name} {phone_key(row.phone)}"),
        municipality=row.municipality,
        phone=row.phone,
        phone_key=phone_key(row.phone),
        registered_on=DAY,
    )


def asked_of(person):
    """The words of matching.find for this person."""
    return {
        "person": person.full_name,
        "firm": person.firm,
        "phone": person.phone,
        "municipality": person.municipality,
    }


def _drawn(chance, weighted, count):
    names = list(weighted)
    return chance.choices(names, list(weighted.values()), k=count)


def _firm(chance):
    if chance.random() < 0.5:
        return ""
    own = [*EPITHETS, *_drawn(chance, Provider.last_names, 20), *_drawn(chance, _women(), 20)]
    return f"{chance.choice(KINDS)} {chance.choice(own)}"


def _women():
    return Provider.first_names_female


def retyped(person, chance):
    """The same person as another advisor types it: one slip of each kind is equally likely.

    The phone is the same, left out, or a new one, each in a third; one in seven has moved. Who has
    one name and one surname loses neither: a country has hundreds of each such pair, no search can
    tell them apart.
    """
    slip = chance.choice(SLIPS)
    names, surnames = slip(person.names, person.surnames, chance)
    phone = chance.choice([person.phone, "", f"+57 319{chance.randrange(10**7):07}"])
    firm = chance.choice([person.firm, person.firm and f"{person.firm}, S.A.S.", ""])
    moved = chance.random() < 0.15
    place = chance.choice(PLACES) if moved else person.municipality
    return Person(names, surnames, firm, phone, place)


def _capitals(names, surnames, chance):
    return fold(names).upper(), fold(surnames).upper()


def _no_second_name(names, surnames, chance):
    return (names.split()[0] if " " in surnames else names), surnames


def _no_second_surname(names, surnames, chance):
    return names, (surnames.split()[0] if " " in names else surnames)


def _surnames_first(names, surnames, chance):
    return surnames, names


def _married(names, surnames, chance):
    first = surnames.split()[0]
    if " " not in names or " " not in surnames:
        return names, surnames
    return names, f"{first} de {_drawn(chance, Provider.last_names, 1)[0]}"


def _initial(names, surnames, chance):
    first, _, second = names.partition(" ")
    return (f"{first} {second[0]}." if second and " " in surnames else names), surnames


def _sound(names, surnames, chance):
    swaps = str.maketrans("zvysZVYS", "sbizSBIZ")
    return names, surnames.translate(swaps)


def _letter(change):
    """A slip in one letter (never the first) of a word of four letters or more."""

    def slip(names, surnames, chance):
        words = [*names.split(), *surnames.split()]
        place = chance.choice([i for i, word in enumerate(words) if len(word) > 3] or [0])
        at = chance.randrange(1, max(len(words[place]) - 1, 2))
        words[place] = change(words[place], at)
        count = len(names.split())
        return " ".join(words[:count]), " ".join(words[count:])

    return slip


SLIPS = [
    _capitals,
    _no_second_name,
    _no_second_surname,
    _surnames_first,
    _married,
    _initial,
    _sound,
    _letter(lambda word, at: word[:at] + word[at + 1 :]),
    _letter(lambda word, at: word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :]),
    _letter(lambda word, at: word[:at] + word[at] + word[at:]),
    _letter(lambda word, at: word[:at] + NEIGHBORS.get(word[at], "e") + word[at + 1 :]),
]
