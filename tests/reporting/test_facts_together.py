"""Many writers, readers and the worker at once, some of them killed: nothing is left wrong."""

import random
import threading
import time
from contextlib import suppress

import pytest
from django.db import DatabaseError, InterfaceError, connection, transaction

from centers.system import SYSTEM
from clients import actions
from clients.models import Client, Merge, Session
from reporting.facts import upkeep
from reporting.facts.worker import Upkeep
from reporting.impact import impact, reference
from reporting.models import Mark
from tests import factories as make
from tests.reporting.brute_force import Rows
from tests.reporting.random_rows import network, session_fields
from tests.reporting.test_facts import BREAKDOWNS, OPERATIONS, some_filters, some_period
from tests.reporting.test_facts_by_hand import counted, measures

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


def import_sessions(chance, client, near):
    """As imports store them: many rows of several clients at once."""
    clients = Client.objects.filter(country=client.country)[:5]
    rows = []
    for one in clients:
        fields = session_fields(chance, near, [None])
        rows.append(Session(client=one, country=one.country, **fields))
    Session.objects.bulk_create(rows)


def merge_or_take_back(chance, client, near):
    merge = Merge.objects.filter(undone_at=None).order_by("?").first()
    other = Client.objects.alive().filter(country=client.country).exclude(pk=client.pk).first()
    with suppress(actions.NotAllowed):
        if merge and chance.random() < 0.5:
            actions.undo_merge(merge=merge, by=None)
        elif other:
            actions.merge_clients(survivor=other, loser=client, by=None)


def transfer(chance, client, near):
    Client.objects.filter(pk=client.pk).update(center=chance.choice(near))


EVERYTHING = [*OPERATIONS, import_sessions, merge_or_take_back, transfer]


class Crowd:
    """Threads that work until they are done, whatever becomes of their connections."""

    def __init__(self):
        self.threads, self.failed, self.kills = [], [], 0
        self.working = threading.Event()
        self.working.set()

    def add(self, step, times):
        def live():
            for number in range(times):
                try:
                    step(number)
                # Killed, or a deadlock: go on. Django lets the driver's own error pass at times.
                except (DatabaseError, InterfaceError, connection.Database.Error):
                    connection.close()
                except Exception as error:
                    self.failed.append(error)
            connection.close()

        self.threads.append(threading.Thread(target=live))

    def run(self, beside=None):
        others = [threading.Thread(target=beside)] if beside else []
        for thread in [*self.threads, *others]:
            thread.start()
        for thread in self.threads:
            thread.join()
        self.working.clear()
        for thread in others:
            thread.join()

    def kill_some(self):
        """Now and then cuts somebody off: a writer, a reader or the worker, wherever it is."""
        chance = random.Random(1)
        while self.working.is_set():
            time.sleep(0.05)
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT pid FROM pg_stat_activity WHERE datname = current_database() "
                    "AND backend_type = 'client backend' AND pid NOT IN (pg_backend_pid(), %s)",
                    [self.spared],
                )
                if pids := [pid for (pid,) in cursor.fetchall()]:
                    cursor.execute("SELECT pg_terminate_backend(%s)", [chance.choice(pids)])
                    self.kills += 1
        connection.close()


@pytest.mark.parametrize("killing", [False, True], ids=["left alone", "some killed"])
def test_after_writers_of_every_kind_the_figures_equal_a_count_by_hand(killing):
    if killing and connection.vendor != "postgresql":
        pytest.skip("SQLite has no server whose connections could be cut.")
    clients = network(random.Random(11), centers=4, clients=12)
    centers = list({client.center for client in clients})
    crowd = Crowd()

    def writer(seed):
        chance = random.Random(seed)

        def step(number):
            client = Client.objects.get(pk=chance.choice(clients).pk)
            near = [one for one in centers if one.country_id == client.country_id]
            with transaction.atomic():
                for _ in range(chance.choice([1, 1, 3])):
                    chance.choice(EVERYTHING)(chance, client, near)
                if chance.random() < 0.1:
                    transaction.set_rollback(True)

        return step

    def reader(number):
        chance = random.Random(number)
        by = chance.choice(BREAKDOWNS)
        impact(SYSTEM, some_period(chance), some_filters(chance, clients), by)

    for seed in range(4):
        crowd.add(writer(seed), times=25)
    for _ in range(2):
        crowd.add(reader, times=15)
    worker = Upkeep(every=0.02)
    worker.start()
    if killing:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            (crowd.spared,) = cursor.fetchone()
    crowd.run(beside=crowd.kill_some if killing else None)

    assert worker.is_alive()
    worker.ended.set()
    worker.join()
    assert crowd.failed == []
    assert crowd.kills > 0 if killing else crowd.kills == 0
    chance, rows = random.Random(5), Rows()
    for by in BREAKDOWNS:
        period, filters = some_period(chance), some_filters(chance, clients)
        known = measures(by)
        expected = rows.figures(period, filters, by)
        expected = {key: figure for key, figure in expected.items() if key[0] in known}
        found = impact(SYSTEM, period, filters, by, measures=known)
        assert counted(found) == expected, (by, period, filters)
    upkeep.drain()
    assert upkeep.differences() == []


def test_a_change_between_the_drain_and_the_answer_leaves_the_answer_whole(monkeypatch):
    """Cells that do not have it yet are not mixed with source rows that do."""
    client = make.make_client()
    make.make_session(client)
    upkeep.drain()
    ragged = some_period(random.Random(0))

    def drain_and_lose(countries=None):
        drain(countries)
        make.make_session(client, held_on=ragged.start, contact_minutes=301)
        make.make_session(client, held_on=ragged.last_day, contact_minutes=301)

    drain = upkeep.drain
    make.make_session(client)
    monkeypatch.setattr(upkeep, "drain", drain_and_lose)

    found = impact(SYSTEM, ragged, by=("sex",))

    assert Mark.objects.exists()
    assert counted(found) == counted(reference(SYSTEM, ragged, by=("sex",)))


def test_the_check_beside_writers_raises_no_false_alarm(monkeypatch):
    """It reads as of one moment, and leaves out clients whose marks wait."""
    waiting, changed = make.make_session(), make.make_session()
    upkeep.drain()
    make.make_session(waiting.client)
    read = upkeep.read

    def write():
        Session.objects.filter(pk=changed.pk).update(contact_minutes=999)
        upkeep.recompute([changed.client_id])
        Mark.objects.filter(client=changed.client_id).delete()
        connection.close()

    def read_after_others_wrote(clients):
        monkeypatch.setattr(upkeep, "read", read)
        other = threading.Thread(target=write)
        other.start()
        other.join()
        return read(clients)

    monkeypatch.setattr(upkeep, "read", read_after_others_wrote)

    assert upkeep.differences() == []
