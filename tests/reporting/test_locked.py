"""Pages of figures while another connection holds the database's lock for writing."""

import os
import sqlite3
from contextlib import closing, contextmanager
from datetime import date

import psycopg
import pytest
from django.db import connection

from centers.system import SYSTEM
from reporting.facts import answer, locks, upkeep
from reporting.impact import impact, reference
from reporting.models import Mark
from reporting.periods import Period
from tests import factories as make

YEAR = Period(date(2024, 1, 1), date(2025, 1, 1))
DAYS = {"start": "2024-01-01", "end": "2024-12-31"}
PAGES = ("/dashboard/", "/centers/", "/region/", "/compare/", "/women/")

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


@contextmanager
def somebody_else_writes():
    """A second connection holds what a drain needs, for as long as the block runs."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "postgresql":
        url = os.environ["SBDC_TEST_CLUSTER"].replace("/postgres?", f"/{name}?")
        with psycopg.connect(url) as other:
            other.execute("SELECT pg_advisory_xact_lock(%s)", [upkeep.LOCK])
            yield
        return
    with closing(sqlite3.connect(name, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


@pytest.fixture
def waiting_marks(monkeypatch):
    monkeypatch.setattr(answer, "LOCK_SECONDS", 0.05)
    center = make.make_center()
    make.make_session(make.make_client(center), held_on=date(2024, 3, 1))
    upkeep.drain()
    make.make_session(make.make_client(center), held_on=date(2024, 3, 2))
    return center


def test_a_reader_that_gets_no_lock_answers_from_the_source_rows(waiting_marks):
    with somebody_else_writes():
        found = impact(SYSTEM, YEAR, by="sex")
        assert Mark.objects.exists()

    assert found.value("CLI-01") == 2
    assert found.as_json() == reference(SYSTEM, YEAR, by="sex").as_json()
    assert impact(SYSTEM, YEAR).value("CLI-01") == 2
    assert not Mark.objects.exists()


@pytest.mark.parametrize("page", PAGES)
def test_no_page_of_figures_fails_while_somebody_else_writes(client, waiting_marks, page):
    client.force_login(make.make_coordinator(waiting_marks.country))

    with somebody_else_writes():
        shown = client.get(page, DAYS)

    assert shown.status_code == 200
    assert Mark.objects.exists()


def test_patience_with_locks_ends_with_the_block():
    with connection.cursor() as cursor:
        ask = "SHOW lock_timeout" if connection.vendor == "postgresql" else "PRAGMA busy_timeout"

        def patience():
            return str(cursor.execute(ask).fetchone()[0])

        before = patience()
        with locks.patience(0.25):
            assert patience() in ("250", "250ms")
        assert patience() == before
