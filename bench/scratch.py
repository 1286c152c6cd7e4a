"""A database that lasts as long as one measurement, and how times are told."""

import os
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


@contextmanager
def scratch_database(postgres=False):
    """Django set up on a migrated, empty database: an SQLite file, or a private PostgreSQL."""
    sys.path.insert(0, str(ROOT))
    os.environ["DJANGO_SETTINGS_MODULE"] = "sbdc.settings"
    os.environ.setdefault("SECRET_KEY", "of this measurement alone")
    os.environ.setdefault("SBDC_DEMO", "on")
    with tempfile.TemporaryDirectory(prefix="sbdc-bench-") as folder:
        os.environ["SBDC_VAR_DIR"] = folder
        if postgres:
            from tests import postgres as server  # starts it and sets DATABASE_URL

            assert server
        else:
            os.environ["DATABASE_URL"] = f"sqlite:///{folder}/bench.sqlite3"
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        call_command("collectstatic", verbosity=0, interactive=False)
        yield


def timed(call, asked):
    """Milliseconds that `call` took for each of `asked`, sorted."""
    spent = []
    for one in asked:
        start = time.perf_counter()
        call(one)
        spent.append(1000 * (time.perf_counter() - start))
    return sorted(spent)


def tell(label, spent):
    middle, late = spent[len(spent) // 2], spent[int(len(spent) * 0.95)]
    print(f"{label:<34} p50 {middle:8.1f} ms   p95 {late:8.1f} ms   n {len(spent)}", flush=True)
