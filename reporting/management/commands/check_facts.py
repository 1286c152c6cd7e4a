"""Compares every fact with the source rows and says where they differ; nightly."""

import logging

from django.core.management.base import BaseCommand, CommandError

from reporting.facts import upkeep
from reporting.facts.summaries import Damaged

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("--fix", action="store_true", help="rebuild where they differ")

    def handle(self, fix, **options):
        try:
            drained = upkeep.drain()
            self.stdout.write(f"{drained:,} marked clients brought up to date first.")
        except Damaged:
            self.stdout.write("Marked clients could not be brought up to date.")
        wrong = upkeep.differences()
        for sentence in wrong:
            self.stdout.write(sentence)
        if wrong and fix:
            self.stdout.write(f"Rebuilt from the source: {upkeep.rebuild():,} clients.")
            logger.error("Facts differed from the source and were rebuilt: %s", "; ".join(wrong))
        elif wrong:
            raise CommandError("Facts differ from the source. Run check_facts --fix.")
        else:
            self.stdout.write("No difference.")
