"""Does background jobs and nightly ones; first takes up those that a killed worker left."""

from datetime import timedelta

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from reporting.facts.worker import Upkeep
from sbdc.nightly import Nights

MOST_TRIES = 3  # a job that ends its worker three times would end the next one too


class Abandoned(Exception):
    """The worker was killed while it did this job, again and again."""


def take_up_abandoned(*, older_than):
    """Queues jobs running for longer than `older_than`; fails those tried MOST_TRIES times.

    Returns (queued, failed). Jobs must bear being begun again.
    """
    since = timezone.now() - older_than
    abandoned = DBTaskResult.objects.running().filter(started_at__lte=since)
    hopeless = [job for job in abandoned if len(job.worker_ids) >= MOST_TRIES]
    for job in hopeless:
        job.set_failed(Abandoned(f"Its worker was killed {len(job.worker_ids)} times."))
    queued = abandoned.update(status=TaskResultStatus.READY, started_at=None)
    return queued, len(hopeless)


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument(
            "--alone",
            action="store_true",
            help="no other worker runs: whatever is marked as running was abandoned",
        )

    def handle(self, *args, alone, **options):
        limit = timedelta(0) if alone else timedelta(minutes=settings.SBDC_JOB_MINUTES)
        queued, failed = take_up_abandoned(older_than=limit)
        if queued or failed:
            self.stdout.write(f"Abandoned jobs: {queued} queued again, {failed} given up.")
        Upkeep().start()
        Nights().start()
        call_command("db_worker", queue_name="*", reload=False, verbosity=options["verbosity"])
