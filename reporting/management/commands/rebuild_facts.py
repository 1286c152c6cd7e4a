"""Computes all facts anew from the source rows."""

import time

from django.core.management.base import BaseCommand

from reporting.facts import upkeep


class Command(BaseCommand):
    help = __doc__ + " Faster than draining when more than a fifth of the clients are marked."

    def handle(self, **options):
        started = time.monotonic()
        clients = upkeep.rebuild()
        self.stdout.write(f"{clients:,} clients, {time.monotonic() - started:.1f} s.")
