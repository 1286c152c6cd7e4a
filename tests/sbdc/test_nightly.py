"""The worker's nightly jobs: each once a night, whatever the number of workers."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from centers.models import NightlyRun
from clients.models import QualityCount
from sbdc import nightly
from tests import factories

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 5, 6, 12, 30, tzinfo=UTC)


@pytest.fixture
def ran(monkeypatch):
    """The commands that ran, without doing them."""
    done = []
    monkeypatch.setattr(nightly, "call_command", lambda name, **options: done.append(name))
    return done


def test_what_is_due_is_done_once(ran):
    nightly.work(NOON)
    nightly.work(NOON + timedelta(minutes=1))

    assert ran == [job.command for job in nightly.JOBS if job.command != "cooperation_daily"]
    assert not NightlyRun.objects.filter(ended_at=None).exists()


def test_the_next_night_it_is_done_again(ran):
    for hours in (0, 2, 24, 26):
        nightly.work(NOON + timedelta(hours=hours))

    assert sorted(ran) == sorted(2 * [job.command for job in nightly.JOBS])


def test_a_worker_that_starts_late_in_the_day_leaves_the_job_to_the_next_night(ran):
    nightly.work(NOON.replace(hour=22))

    assert ran == []


def test_before_its_time_a_job_is_not_due(ran):
    nightly.work(NOON.replace(hour=6, minute=59))

    assert ran == []


def test_a_job_that_another_worker_has_begun_is_left_to_it(ran):
    for job in nightly.JOBS:
        NightlyRun.objects.begin(job.command, NOON.date())

    nightly.work(NOON)

    assert ran == []


def test_a_job_that_fails_is_told_and_the_others_run(monkeypatch, caplog):
    done = []

    def call(name, **options):
        if name == "recount_quality":
            raise ValueError("Panadería La Espiga")
        if name == "clearsessions":
            raise CommandError("Set up the sessions.")
        done.append(name)

    monkeypatch.setattr(nightly, "call_command", call)
    nightly.work(NOON)

    errors = dict(NightlyRun.objects.exclude(error="").values_list("name", "error"))
    assert errors == {"recount_quality": "ValueError", "clearsessions": "Set up the sessions."}
    assert done == [
        "forget_files",
        "analyze",
        "check_facts",
        "check_audit",
        "prune_db_task_results",
    ]
    assert "recount_quality failed" in caplog.text


def test_the_real_commands_run(monkeypatch):
    here = [job for job in nightly.JOBS if job.command != "prune_db_task_results"]  # needs a queue
    monkeypatch.setattr(nightly, "JOBS", here)
    factories.make_session()

    nightly.work(NOON)
    nightly.work(NOON.replace(hour=14))

    assert NightlyRun.objects.filter(error="").exclude(ended_at=None).count() == len(nightly.JOBS)
    assert QualityCount.objects.exists()


def test_the_guide_lists_every_job_with_its_time():
    guide = (Path(settings.BASE_DIR) / "docs" / "deployment.md").read_text()

    for job in nightly.JOBS:
        assert f"| {job.at:%H:%M} | `{job.command}" in guide


def test_the_database_knows_how_full_its_tables_are():
    for number in range(3):
        factories.make_session(held_on=date(2026, 5, number + 1))

    call_command("analyze")

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT stat FROM sqlite_stat1 WHERE idx = 'session_day'")
            assert cursor.fetchone()[0].split()[0] == "3"
        else:
            cursor.execute("SELECT reltuples FROM pg_class WHERE relname = 'clients_session'")
            assert cursor.fetchone()[0] == 3
