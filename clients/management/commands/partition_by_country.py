"""Puts sessions and results into PostgreSQL partitions, one a country; --undo takes them out."""

import time

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection

from clients.partitioning.catalog import CannotPartition, read, rows_by_country
from clients.partitioning.rebuild import (
    TABLES,
    WAIT,
    countries_wanted,
    is_done,
    rebuild,
    with_country,
)


class Command(BaseCommand):
    help = (
        __doc__ + " Run it again when a country has joined. The application waits meanwhile: stop "
        "it first. Figures: docs/scaling.md."
    )

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="say what would be done")
        parser.add_argument("--undo", action="store_true", help="back to tables without partitions")

    def handle(self, *, dry_run, undo, **options):
        if connection.vendor != "postgresql":
            raise CommandError(
                "SQLite has no partitions. They need a PostgreSQL database: set DATABASE_URL."
            )
        countries = [] if undo else countries_wanted()
        if not undo and not countries:
            raise CommandError("No country takes part yet: there is nothing to partition by.")
        try:
            for table in TABLES:
                self._table(table, countries, dry_run)
        except CannotPartition as error:
            raise CommandError(str(error)) from error
        except OperationalError as error:
            if "lock timeout" not in str(error):
                raise
            raise CommandError(
                f"Others use the tables and did not let go within {WAIT}. Stop the application "
                "and its worker, then run this again. What was not reported as done is unchanged."
            ) from error

    def _table(self, table, countries, dry_run):
        if is_done(table, countries):
            self.stdout.write(f"{table}: nothing to do.")
            return
        rows = rows_by_country(table)
        into = f"{len(countries)} partitions and one for others" if countries else "one table"
        self.stdout.write(f"{table}: {sum(rows.values()):,} rows into {into}.")
        if dry_run:
            self._explain(read(table), rows, countries)
            return
        started = time.monotonic()
        rebuild(table, countries)
        self.stdout.write(f"{table}: done in {time.monotonic() - started:.1f} s.")

    def _explain(self, parts, rows, countries):
        for country in countries:
            self.stdout.write(f"  {country}: {rows.get(country, 0):,} rows")
        for name, original in parts.keys.items():
            self.stdout.write(f"  {name}: {with_country(original) if countries else original}")
        for one in parts.references:
            kept = "trigger" if countries else "foreign key"
            self.stdout.write(f"  {one.table}.{one.column}: kept by a {kept}")
        self.stdout.write(f"  {len(parts.indexes)} indexes, {len(parts.triggers)} triggers moved")
