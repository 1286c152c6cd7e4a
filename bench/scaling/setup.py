"""A temporary server, Django on it, and a network to measure on."""

import os
import tempfile

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
    from bench.impact import data
    from clients.models import Session
    from reporting.facts import upkeep

    if not Session.objects.exists():
        centers = max(60, sessions // 1300)
        print(data.fill(sessions=sessions, centers=centers, advisors=2, seed=7), flush=True)
        print(f"facts of {upkeep.rebuild():,} clients", flush=True)
    upkeep.drain()
