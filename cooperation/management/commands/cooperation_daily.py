"""manage.py cooperation_daily: what cooperation does by itself each day."""

from django.core.management.base import BaseCommand

from cooperation.actions.erased import forget_erased_clients
from cooperation.actions.files import forget_removed_documents
from cooperation.actions.intake import forget_requests
from cooperation.actions.items import mark_reviews_due
from cooperation.actions.meetings import remind_owners
from cooperation.actions.stories import follow_withdrawn_consents
from cooperation.actions.subscribers import forget_unconfirmed
from cooperation.models import Bulletin, Delivery
from cooperation.tasks import send_bulletin


class Command(BaseCommand):
    help = (
        "Marks items whose review is due, withdraws stories whose consent was taken back, empties "
        "those of erased clients, forgets addresses that were never confirmed, requests for advice "
        "dismissed long ago and files of documents removed from meetings, reminds owners of "
        "commitments, and goes on with bulletins whose sending stopped. Run it once a day; running "
        "it again does no harm."
    )

    def handle(self, *args, **options):
        due = mark_reviews_due()
        withdrawn = follow_withdrawn_consents()
        erased = forget_erased_clients()
        forgotten = forget_unconfirmed()
        requests, files = forget_requests(), forget_removed_documents()
        reminded = remind_owners()
        unfinished = Bulletin.objects.filter(deliveries__state=Delivery.State.QUEUED).distinct()
        for bulletin in unfinished:
            send_bulletin.enqueue(bulletin.pk)
        self.stdout.write(
            f"reviews due: {due}, consents followed: {withdrawn}, stories erased: {erased}, "
            f"addresses forgotten: {forgotten}, requests forgotten: {requests}, "
            f"files of documents deleted: {files}, reminders: {reminded}, "
            f"bulletins continued: {len(unfinished)}"
        )
