"""Loads a table of exchange rates and freezes the amounts that waited for one."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from centers.rates import BadRates, read_rates
from clients import actions


class Command(BaseCommand):
    help = (
        "Loads exchange rates (units per US dollar) from a CSV file with the columns currency or "
        "iso2, year, per_usd and, where known, month, source, published_on. Nothing is stored "
        "where a line is wrong. Amounts that are frozen stay as they are."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--source", default="", help="where the file itself names none")
        parser.add_argument("--dry-run", action="store_true", help="read and count, store nothing")

    def handle(self, **options):
        try:
            text = options["file"].read_text(encoding="utf-8-sig")
            rates = read_rates(text, options["source"])
        except (OSError, UnicodeDecodeError) as fault:
            raise CommandError(f"{options['file']} cannot be read: {fault}.") from fault
        except BadRates as fault:
            raise CommandError(str(fault)) from fault
        with transaction.atomic():
            done = actions.load_rates(rates=rates, by=None)
            transaction.set_rollback(options["dry_run"])
        self.stdout.write(
            f"{done.added} added, {done.changed} changed, {done.same} as before; "
            f"{done.frozen} amounts frozen, {done.restated} of closed periods restated"
            + (" (dry run, nothing stored)" if options["dry_run"] else "")
        )
