"""What the search for a client's likeness finds, and how long it takes, at 200,000 clients.

    python bench/duplicates.py [--clients 200000] [--searches 200] [--postgres]

All clients are of one country, the hardest case: nothing narrows the search but the keys. People,
namesakes and slips are those of tests/clients/people.py: names as frequent as in Colombia. Counted
are 200 pairs (a client typed again with a slip, its phone the same, left out or new) and the
alarms that 200 strangers give. Beside them two plain ways of asking the same: a LIKE for every word
of the name, which finds no misspelling, and a likeness with every name of the country, which does.
The database is a temporary one, SQLite or a private PostgreSQL; it is gone at the end.
"""

# ruff: noqa: E402
import argparse
import os
import sys
import tempfile
import time
from dataclasses import replace
from functools import reduce
from operator import and_
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sbdc.settings")
os.environ.setdefault("SECRET_KEY", "of this measurement alone")

BATCH = 2000


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--clients", type=int, default=200_000)
    parser.add_argument("--searches", type=int, default=200)
    parser.add_argument("--postgres", action="store_true")
    return parser.parse_args()


def fill(count):
    """Writes the clients and their keys; returns (country, an advisor, {client id: person})."""
    from django.db import transaction

    from centers.models import Country
    from tests import factories
    from tests.clients.people import people, store

    country = Country.objects.get(code="CO")
    center, stored = factories.make_center(country), {}
    rows = list(people(count, seed=3))
    for start in range(0, count, BATCH):
        with transaction.atomic():
            clients = store(rows[start : start + BATCH], center)
        stored |= zip((client.pk for client in clients), rows[start : start + BATCH], strict=True)
    return country, factories.make_advisor(center), stored


def plain_like(country, person):
    """Clients whose text has every word of the name somewhere."""
    from django.db.models import Q

    from centers.folding import fold
    from clients.models import Client

    asked = [Q(search_text__contains=word) for word in fold(person.full_name).split()]
    return list(Client.objects.alive().filter(reduce(and_, asked), country=country)[:5])


def full_likeness(country, person):
    """The five most like names of the country, each compared."""
    from rapidfuzz import fuzz, process

    from centers.folding import fold
    from clients.models import Client

    names = dict(Client.objects.alive().filter(country=country).values_list("pk", "folded_name"))
    return process.extract(fold(person.full_name), names, scorer=fuzz.token_sort_ratio, limit=5)


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

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    start = time.perf_counter()
    country, user, stored = fill(options.clients)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE")
    print(f"{connection.vendor}: {len(stored)} clients in {time.perf_counter() - start:.0f} s")
    measure(options, country, user, stored)


def measure(options, country, user, stored):
    from clients import matching
    from tests.clients.people import asked_of, people, retyped

    def ours(person):
        return matching.find(user, country=country, **asked_of(person))

    chance = Random(5)
    pairs = [(pk, retyped(stored[pk], chance)) for pk in chance.sample(list(stored), 200)]
    strangers = list(people(200, seed=77))
    unknown = [replace(person, phone="") for person in strangers]
    caught = [pk in {match.key for match in ours(person)} for pk, person in pairs]
    by_name = [pk in {m.key for m in ours(replace(one, phone=""))} for pk, one in pairs]
    alarms = [bool(ours(person)) for person in strangers]
    without = [bool(ours(person)) for person in unknown]
    print(f"pairs found: {sum(caught)} of 200; by the name alone: {sum(by_name)}")
    print(f"false alarms: {sum(alarms)} of 200; without a phone: {sum(without)}", flush=True)
    known = [person for _pk, person in pairs]
    timed("search, known and misspelled", ours, known[: options.searches])
    timed("search, strangers", ours, strangers[: options.searches])
    timed("search, strangers without phone", ours, unknown[: options.searches])
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
