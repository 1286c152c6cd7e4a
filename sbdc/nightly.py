"""What the worker does by itself each night: the one list of jobs and their times."""

import io
import logging
import threading
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection
from django.utils import timezone

from centers.models import NightlyRun

logger = logging.getLogger(__name__)
EVERY_SECONDS = 60
LATEST = timedelta(hours=6)  # a worker that starts later leaves the job to the next night


@dataclass(frozen=True)
class Job:
    """A management command and the time, in UTC, from which it is due. Safe to run again."""

    command: str
    at: time
    what: str
    options: dict = field(default_factory=dict)


# From seven to ten in UTC it is night from Mexico to Brazil; mails go out in the morning.
JOBS = (
    Job("forget_files", time(7), "deletes files of imports after 30 days, of exports after a week"),
    Job("analyze", time(7, 10), "tells the database how full its tables are"),
    Job("recount_quality", time(7, 20), "counts the rules of data quality for every center"),
    Job("check_facts", time(8), "compares all facts with their source, mends them", {"fix": True}),
    Job("check_audit", time(8, 30), "seals the trail of changes, tells whether anybody altered it"),
    Job("clearsessions", time(9), "forgets logins that have ended"),
    Job("prune_db_task_results", time(9, 10), "forgets background jobs that are long done"),
    Job("cooperation_daily", time(13), "practices due for review, reminders, unfinished bulletins"),
)


def due(now):
    """[(job, day)] whose time has come within the last hours and that no worker has begun."""
    found = []
    for job in JOBS:
        day = now.date() if now.time() >= job.at else now.date() - timedelta(days=1)
        since = now - datetime.combine(day, job.at, tzinfo=now.tzinfo)
        if since <= LATEST and not NightlyRun.objects.filter(name=job.command, day=day).exists():
            found.append((job, day))
    return found


def work(now):
    """Does what is due; a job that fails is logged and does not keep the others from running."""
    for job, day in due(now):
        run = NightlyRun.objects.begin(job.command, day)
        if run is None:
            continue
        said = io.StringIO()
        try:
            call_command(job.command, stdout=said, stderr=said, **job.options)
        except Exception as error:
            logger.exception("The nightly job %s failed.", job.command)
            # Only a command's own sentence: other errors may quote data.
            run.end(str(error) if isinstance(error, CommandError) else type(error).__name__)
        else:
            run.end()


class Nights(threading.Thread):
    """Looks every minute for what is due. May be killed at any point."""

    def __init__(self, every=EVERY_SECONDS):
        super().__init__(name="nightly", daemon=True)
        self.every = every
        self.ended = threading.Event()

    def run(self):
        while not self.ended.wait(self.every):
            try:
                work(timezone.now())
            except DatabaseError:
                logger.exception("The nightly jobs could not be looked up; will try again.")
            finally:
                connection.close()
