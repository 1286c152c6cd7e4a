"""A temporary server, Django on it, and a network to measure on."""

import itertools
import os
import tempfile
from datetime import date, timedelta
from random import Random

from deploy.cluster import Cluster

# Durable, as on a real server. Locks: a statement on 35 partitions with 14 indexes takes many.
SETTINGS = (
    *("fsync=on", "synchronous_commit=on", "full_page_writes=on"),
    "max_locks_per_transaction=256",
)


def new_cluster():
    cluster = Cluster(*SETTINGS)
    cluster.start()
    return cluster


def environment(url):
    """The variables of a process that works on this database."""
    return {
        "SBDC_VAR_DIR": tempfile.gettempdir(),
        **os.environ,
        "SECRET_KEY": "only-for-measuring",
        "SBDC_DEMO": "on",
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "sbdc.settings",
    }


def start_django(url, sessions):
    """Django on this database; where it is empty, `sessions` invented sessions of 35 countries."""
    os.environ.update(environment(url))
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from clients.models import Session
    from reporting.facts import upkeep

    if not Session.objects.exists():
        _fill(sessions)
        print(f"{Session.objects.count():,} sessions, {upkeep.rebuild():,} clients", flush=True)
    upkeep.drain()


def _fill(sessions):
    """The demonstration's generator over all countries, five years up to 2026."""
    from django.db import transaction

    from centers.models import Country
    from clients.demo.load import lives, store
    from clients.demo.network import make_places

    random, today = Random(7), date(2026, 1, 1)
    countries = Country.objects.order_by("pk").values_list("pk", flat=True)
    order = ["SV", "GT", *(code for code in countries if code not in ("SV", "GT"))]
    weights = {code: 1000 / (rank + 1) ** 0.9 for rank, code in enumerate(order)}  # Zipf
    centers = max(60, sessions // 1300)
    with transaction.atomic():
        places = make_places(random, centers=centers, advisors=2, today=today, weights=weights)
    everybody = lives(
        random, places, date(2021, 1, 1), today - timedelta(days=1), sessions,
        weights=weights, lean=True,
    )  # fmt: skip
    while chunk := list(itertools.islice(everybody, 2000)):
        with transaction.atomic():
            store(chunk)
