from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from sbdc.management.commands.work import MOST_TRIES, take_up_abandoned

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
LIMIT = timedelta(minutes=30)


def running(minutes, tries=1):
    now = timezone.now()
    return DBTaskResult.objects.create(
        status=TaskResultStatus.RUNNING,
        started_at=now - timedelta(minutes=minutes),
        run_after=now,
        worker_ids=[f"worker-{number}" for number in range(tries)],
        args_kwargs={"args": [], "kwargs": {}},
        task_path="json.dumps",
        backend_name="default",
    )


def test_a_job_of_a_killed_worker_waits_again():
    job = running(minutes=31)

    assert take_up_abandoned(older_than=LIMIT) == (1, 0)

    job.refresh_from_db()
    assert (job.status, job.started_at) == (TaskResultStatus.READY, None)


def test_a_job_that_may_still_run_is_left_alone():
    job = running(minutes=29)

    assert take_up_abandoned(older_than=LIMIT) == (0, 0)

    job.refresh_from_db()
    assert job.status == TaskResultStatus.RUNNING


def test_a_job_that_kills_every_worker_is_given_up():
    job = running(minutes=31, tries=MOST_TRIES)

    assert take_up_abandoned(older_than=LIMIT) == (0, 1)

    job.refresh_from_db()
    assert job.status == TaskResultStatus.FAILED
    assert job.exception_class_path.endswith("Abandoned")
