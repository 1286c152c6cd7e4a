"""manage.py record_bounces < message: reads a mail server's report that a message came back."""

import sys

from django.core.management.base import BaseCommand

from cooperation.actions.bulletins import record_bounce
from cooperation.bounces import lasting_failures
from cooperation.models import Subscriber


class Command(BaseCommand):
    help = "Reads one delivery report (RFC 3464) from standard input and counts its bounces."

    def handle(self, *args, **options):
        found = 0
        for address in lasting_failures(sys.stdin.buffer.read()):
            reader = Subscriber.objects.filter(email__iexact=address).first()
            if reader:
                record_bounce(subscriber=reader)
                found += 1
        self.stdout.write(f"bounces recorded: {found}")
