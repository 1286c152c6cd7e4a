"""How long the search for a client's likeness takes, beside two plain ways of asking the same.

    python bench/duplicates.py [--clients 200000] [--searches 300] [--postgres]

All clients are people of one country, the hardest case: nothing narrows the search but the keys.
Names follow a long tail (a few are very common). The plain ways are a LIKE for every word of the
name, which finds no misspelling, and a likeness with every name of the country, which does. The
database is a temporary one, SQLite or a private PostgreSQL; it is gone at the end.
"""

# ruff: noqa: E402
import argparse
import os
import sys
import tempfile
import time
from datetime import date
from functools import reduce
from operator import and_
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sbdc.settings")
os.environ.setdefault("SECRET_KEY", "of this measurement alone")

SYLLABLES = str.split("ma ri ro sa lu ca jo se na ta del gu ez mi ra pe ño li vi do ba zu qui fer")
DAY, BATCH = date(2024, 1, 15), 2000


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--clients", type=int, default=200_000)
    parser.add_argument("--searches", type=int, default=300)
    parser.add_argument("--postgres", action="store_true")
    return parser.parse_args()


def words(chance, count):
    """`count` different invented names, the first the most common, and their weights."""
    found = {}
    while len(found) < count:
        found.setdefault("".join(chance.choices(SYLLABLES, k=chance.choice((2, 3, 3)))).title())
    return list(found), [1 / (rank + 8) for rank in range(count)]


def people(count, seed):
    """Full names: two names and two surnames."""
    chance = Random(seed)
    names, common = words(Random(1), 900)
    surnames, known = words(Random(2), 1500)
    for _ in range(count):
        first, last = chance.choices(names, common, k=2), chance.choices(surnames, known, k=2)
        yield " ".join(first), " ".join(last)


def misspelled(person, chance):
    """The same person, a letter of the surnames left out."""
    names, surnames = person
    place = chance.randrange(1, len(surnames) - 1)
    return names, surnames[:place] + surnames[place + 1 :]


def fill(count):
    """Writes the clients and their keys; returns (country, an advisor, who is stored)."""
    from centers.folding import fold, phone_key
    from centers.models import Country
    from clients import matching
    from clients.models import Client, ClientContact, Contact
    from tests import factories

    country = Country.objects.get(code="SV")
    center, rows = factories.make_center(country), list(people(count, seed=3))
    for start in range(0, count, BATCH):
        part = rows[start : start + BATCH]
        clients = Client.objects.bulk_create(
            Client(
                center=center,
                country=country,
                name=" ".join(row),
                folded_name=fold(" ".join(row)),
                search_text=fold(" ".join(row)),
                phone=f"+503 7{number:07}",
                phone_key=phone_key(f"7{number:07}"),
                registered_on=DAY,
            )
            for number, row in enumerate(part, start)
        )
        contacts = Contact.objects.bulk_create(
            Contact(country=country, name=row[0], surname=row[1], folded_name=fold(" ".join(row)))
            for row in part
        )
        ClientContact.objects.bulk_create(
            ClientContact(client=client, contact=contact, role="first_contact")
            for client, contact in zip(clients, contacts, strict=True)
        )
        matching.index(clients)
    return country, factories.make_advisor(center), rows


def plain_like(country, person):
    """Clients whose text has every word of the name somewhere."""
    from django.db.models import Q

    from centers.folding import fold
    from clients.models import Client

    asked = [Q(search_text__contains=word) for word in fold(" ".join(person)).split()]
    return list(Client.objects.alive().filter(reduce(and_, asked), country=country)[:5])


def full_likeness(country, person):
    """The five most like names of the country, each compared."""
    from rapidfuzz import fuzz, process

    from centers.folding import fold
    from clients.models import Client

    names = dict(Client.objects.alive().filter(country=country).values_list("pk", "folded_name"))
    return process.extract(fold(" ".join(person)), names, scorer=fuzz.token_sort_ratio, limit=5)


def timed(label, search, asked):
    spent = []
    for person in asked:
        start = time.perf_counter()
        search(person)
        spent.append(1000 * (time.perf_counter() - start))
    spent.sort()
    middle, late = spent[len(spent) // 2], spent[int(len(spent) * 0.95)]
    print(f"{label:<34} p50 {middle:8.1f} ms   p95 {late:8.1f} ms   n {len(spent)}", flush=True)


def run(options):
    from django.core.management import call_command
    from django.db import connection

    from clients import matching
    from clients.models import SearchKey

    call_command("migrate", verbosity=0)
    start = time.perf_counter()
    country, user, rows = fill(options.clients)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    keys = SearchKey.objects.count()
    took = time.perf_counter() - start
    print(f"{connection.vendor}: {len(rows)} clients, {keys} keys, filled in {took:.0f} s")
    chance = Random(5)
    known = [misspelled(row, chance) for row in chance.sample(rows, options.searches)]
    strangers = list(people(options.searches, seed=77))

    def ours(person, **more):
        names = " ".join(person)
        return matching.find(user, country=country, person=names, **more)

    found = 0
    for original, person in zip(Random(6).sample(rows, 200), range(200), strict=True):
        slip = misspelled(original, Random(person))
        names = {match.client.name for match in ours(slip) if match.client}
        found += " ".join(original) in names
    print(f"misspelled people found among the five shown: {found} of 200")
    timed("search, misspelled", ours, known)
    timed("search, strangers", ours, strangers)
    timed("search, name and phone", lambda one: ours(one, phone="7000 0123"), known)
    timed("LIKE for every word", lambda one: plain_like(country, one), known[:60])
    timed("likeness with every name", lambda one: full_likeness(country, one), known[:10])


def main():
    options = arguments()
    if options.postgres:
        from tests import postgres  # starts a private server and sets DATABASE_URL

        assert postgres
    with tempfile.TemporaryDirectory(prefix="sbdc-bench-") as folder:
        if not options.postgres:
            os.environ["DATABASE_URL"] = f"sqlite:///{folder}/bench.sqlite3"
        import django

        django.setup()
        run(options)


if __name__ == "__main__":
    main()
