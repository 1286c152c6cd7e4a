"""The network to measure on: the demonstration's generator, lean, over all countries."""

import itertools
from datetime import date, timedelta
from random import Random

from django.db import connection, transaction

from centers.models import Center, Country
from clients.demo.load import lives, store
from clients.demo.network import make_places
from clients.models import Client, Outcome, Session
from reporting.facts import triggers

TODAY = date(2026, 1, 1)
START = date(2021, 1, 1)  # 60 months
SOURCE = (Session, Outcome, Client)


def fill(*, sessions, centers, advisors, seed):
    """Invents `sessions` sessions and all that belongs to them, five years up to TODAY."""
    random = Random(seed)
    countries = Country.objects.order_by("pk").values_list("pk", flat=True)
    order = ["SV", *(code for code in countries if code != "SV")]
    weights = {code: 1000 / (rank + 1) ** 0.9 for rank, code in enumerate(order)}  # Zipf
    with transaction.atomic():
        places = make_places(
            random, centers=centers, advisors=advisors, today=TODAY, weights=weights
        )
    _quietly(places, random, weights, sessions)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return {model.__name__: model.objects.count() for model in (*SOURCE, Center)}


def _quietly(places, random, weights, sessions):
    """Stores without marks: everything is built at once afterwards."""
    triggers.drop()
    everybody = lives(
        random, places, START, TODAY - timedelta(days=1), sessions, weights=weights, lean=True
    )
    while chunk := list(itertools.islice(everybody, 2000)):
        with transaction.atomic():
            store(chunk)
    triggers.install()


def sizes():
    """Bytes of the source tables and of the facts, with their indexes."""
    from reporting.models import ClaimCell, Posted, ServiceCell

    return {
        "source": sum(_bytes(model._meta.db_table) for model in SOURCE),
        "facts": sum(_bytes(model._meta.db_table) for model in (ServiceCell, ClaimCell, Posted)),
    }


def _bytes(table):
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_total_relation_size(%s)", [table])
        else:
            cursor.execute(
                "SELECT SUM(pgsize) FROM dbstat WHERE name IN "
                "(SELECT name FROM sqlite_master WHERE tbl_name = %s)",
                [table],
            )
        return cursor.fetchone()[0] or 0
