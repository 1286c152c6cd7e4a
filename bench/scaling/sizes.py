"""Bytes a row of every table with its indexes, and a backup of the whole database."""

import subprocess
import tempfile
import time
from pathlib import Path

from django.conf import settings
from django.db import connection

from clients.models import Session
from deploy.cluster import binaries

TABLES = """SELECT relname, pg_total_relation_size(oid), reltuples::bigint FROM pg_class
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND reltuples > 0
    ORDER BY 2 DESC"""


def run():
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        cursor.execute(TABLES)
        tables = cursor.fetchall()
        cursor.execute("SELECT pg_database_size(current_database())")
        (total,) = cursor.fetchone()
    print(f"{'table':40}{'rows':>12}{'MiB':>10}{'bytes a row':>14}")
    for name, size, rows in tables[:20]:
        print(f"{name:40}{rows:>12,}{size / 2**20:>10.1f}{size / rows:>14.0f}")
    sessions = Session.objects.count()
    print(f"database {total / 2**20:.0f} MiB: {total / sessions:.0f} bytes a session, all included")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "database.dump"
        begun = time.perf_counter()
        words = ["--format", "custom", "--file", file, "--dbname", settings_url()]
        subprocess.run([binaries() / "pg_dump", *words], check=True)
        spent = time.perf_counter() - begun
        size = file.stat().st_size
    print(f"backup {size / 2**20:.1f} MiB in {spent:.1f} s: {size / sessions:.0f} bytes a session")


def settings_url():
    """The address as pg_dump takes it."""
    entry = settings.DATABASES["default"]
    host = entry.get("OPTIONS", {}).get("host") or entry["HOST"]
    return f"host={host} user={entry['USER']} dbname={entry['NAME']}"
