"""Work done in the background by the queue's worker."""

from django_tasks import task

from cooperation.actions import bulletins
from cooperation.models import Bulletin


@task()
def send_bulletin(bulletin_id):
    """Sends one batch and queues the next while messages wait: safe to start again at any time."""
    bulletin = Bulletin.objects.get(pk=bulletin_id)
    waiting = bulletins.send_batch(bulletin)
    if waiting:
        send_bulletin.enqueue(bulletin_id)
    return waiting
