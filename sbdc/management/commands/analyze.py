"""Tells the database how full its tables are, so that it takes the right index; nightly.

PostgreSQL does so by itself. SQLite does it only when asked, and without it reads whole countries
where a few rows were meant.
"""

from django.core.management.base import BaseCommand
from django.db import connection

ROWS = 1000  # looked at for each index: enough to tell them apart, at any size in a moment


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args, **options):
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute(f"PRAGMA analysis_limit = {ROWS}")
            cursor.execute("ANALYZE")
