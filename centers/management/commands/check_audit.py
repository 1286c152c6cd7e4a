"""Seals the newest entries of the audit trail and checks the whole chain; nightly."""

from django.core.management.base import BaseCommand, CommandError

from centers.audit import chain, triggers
from centers.models import AuditSeal


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args, **options):
        missing = sorted(triggers.names().keys() - triggers.installed())
        if missing:
            raise CommandError(
                f"Triggers are missing: {', '.join(missing)}. Run manage.py migrate."
            )
        wrong = [
            f"up to entry {one.last_entry} (sealed {one.at:%Y-%m-%d})" for one in chain.broken()
        ]
        if wrong:
            raise CommandError("The audit trail was changed: " + "; ".join(wrong) + ".")
        sealed = chain.seal()
        head = AuditSeal.objects.order_by("pk").last()
        self.stdout.write(
            f"The audit trail is whole. {sealed} entries sealed now. Head: {head or '-'}"
        )
