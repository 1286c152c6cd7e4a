"""Times of what the application does, and all figures, on whatever database it has."""

import statistics
import sys
import time
from datetime import date

from django.db import OperationalError, connection, transaction

from centers.models import Country, User
from centers.system import SYSTEM
from clients.actions import record_session
from clients.models import Client, Outcome, Session
from reporting.facts import upkeep
from reporting.impact import impact, reference
from reporting.periods import Period

YEAR = Period(date(2024, 1, 1), date(2025, 1, 1))
FIVE = Period(date(2021, 1, 1), date(2026, 1, 1))
PLAIN = ("CLI-01", "SES-01", "SES-02", "JOB-01", "SAL-01")  # one reading of the rows each
LONGEST = 30_000  # milliseconds; what takes longer is given up and shown as inf
BREAKDOWNS = ((), ("country",), ("sex",), ("month",), ("center",), ("country", "sex"), ("sector",))


def figures():
    """Every figure of the year and of five years by each breakdown, as the application gives it."""
    upkeep.drain()
    return {
        (period.start.year, by): impact(SYSTEM, period, None, by).as_json()
        for period in (YEAR, FIVE)
        for by in BREAKDOWNS
    }


def take(rounds):
    """{what: milliseconds}, the median of `rounds`, and under "figures" what was counted."""
    connection.ensure_connection()
    client = Client.objects.filter(sessions__country="SV").order_by("pk")[100]
    uuids = list(Session.objects.order_by("pk").values_list("uuid", flat=True)[:50])
    calls = {
        "figures of a country and year by sex, facts": lambda: impact(
            SYSTEM, YEAR, {"country": "SV"}, ("sex",)
        ),
        "the same from the source rows": lambda: reference(
            SYSTEM, YEAR, {"country": "SV"}, ("sex",), measures=PLAIN
        ),
        "businesses started, from the source rows": lambda: reference(
            SYSTEM, YEAR, {"country": "SV"}, ("sex",), measures=("BUS-01",)
        ),
        "all countries, five years, by sex, facts": lambda: impact(
            SYSTEM, FIVE, None, ("country", "sex")
        ),
        "one client's sessions": lambda: list(Session.objects.filter(client=client)),
        "50 sessions, each by its uuid": lambda: [Session.objects.get(uuid=one) for one in uuids],
        "a country's newest 50 results": lambda: list(
            Outcome.objects.filter(country="SV").for_list()[:50]
        ),
    }
    found = {name: _median(call, rounds) for name, call in calls.items()}
    found["a session saved by the application"] = statistics.median(_saved(60))
    found["10,000 sessions inserted"] = _undone(_insert)
    found["one country's sessions taken out"] = _undone(_take_out)
    return found | {"figures": figures()}


def show(table):
    """Prints the times side by side; refuses where figures differ."""
    first, *others = table.values()
    if any(one["figures"] != first["figures"] for one in others):
        sys.exit("The figures differ. No time is printed.")
    cells = sum(len(lines) for lines in first["figures"].values())
    print(f"{cells:,} figures, the same each time")
    print(f"{'milliseconds':48}" + "".join(f"{name:>12}" for name in table))
    for name in first:
        if name != "figures":
            print(f"{name:48}" + "".join(f"{one[name]:12.1f}" for one in table.values()))


def _median(call, rounds):
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL statement_timeout = {LONGEST}")
            return statistics.median(_ms(call) for _ in range(rounds))
    except OperationalError:
        return float("inf")


def _ms(call):
    begun = time.perf_counter()
    call()
    return (time.perf_counter() - begun) * 1000


def _saved(number):
    """Each is undone again, so that later figures are the same."""
    person = User.objects.filter(memberships__role="advisor").first()
    for client in Client.objects.order_by("-pk").select_related("center")[:number]:
        more = {"held_on": date(2025, 12, 1), "contact_minutes": 60}
        yield _undone(lambda c=client, m=more: record_session(client=c, by=person, **m))


def _undone(call):
    """Milliseconds of a call whose writes are not kept; what waits for the end is included."""
    with transaction.atomic():
        begun = time.perf_counter()
        call()
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        spent = (time.perf_counter() - begun) * 1000
        transaction.set_rollback(True)
    return spent


def _insert():
    clients = Client.objects.order_by("pk")[:10_000]
    more = {"held_on": date(2025, 12, 1), "contact_minutes": 60}
    rows = [
        Session(client=one, center_id=one.center_id, country_id=one.country_id, **more)
        for one in clients
    ]
    Session.objects.bulk_create(rows, batch_size=1000)


def _take_out():
    """What archiving begins with: a partition is detached, rows of one table are deleted."""
    from clients.partitioning.catalog import is_partitioned, partitions

    table = Session._meta.db_table
    country = Country.objects.get(pk="GT").pk
    with connection.cursor() as cursor:
        if is_partitioned(table):
            part = partitions(table)[country]
            cursor.execute(f"ALTER TABLE {table} DETACH PARTITION {part}")
        else:
            cursor.execute(f"DELETE FROM {table} WHERE country_id = %s", [country])
