"""The database to measure on: an SQLite file, a PostgreSQL server of our own, or DATABASE_URL."""

import os
import signal
from pathlib import Path

from deploy.cluster import Cluster

# As a small server of its own would be set up.
OPTIONS = ["shared_buffers=2GB", "work_mem=64MB", "maintenance_work_mem=1GB"]
OPTIONS += ["effective_cache_size=8GB", "max_wal_size=16GB", "checkpoint_timeout=30min"]
OPTIONS += ["max_parallel_workers_per_gather=1", "random_page_cost=1.1"]


class Kept(Cluster):
    """A server whose data stay in `folder` for the next run."""

    def __init__(self, folder):
        super().__init__(*OPTIONS)
        self.folder.rmdir()
        self.folder = Path(folder).resolve() / "postgres"
        self.folder.mkdir(exist_ok=True)
        if self.account:
            os.chown(self.folder, self.account.pw_uid, self.account.pw_gid)

    def start(self):
        if (self.folder / "data").exists():
            self._serve()
        else:
            super().start()

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)  # its word for "drop everybody and end"
            self.process.wait(timeout=120)


def start(folder, database):
    """Django on the database of the environment, else on one in `folder`."""
    os.environ.setdefault("SECRET_KEY", "only-for-measuring")
    os.environ.setdefault("SBDC_DEMO", "on")
    os.environ["SBDC_VAR_DIR"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "sbdc.settings"
    if "DATABASE_URL" not in os.environ:
        if database == "postgres":
            server = Kept(folder)
            server.start()
            os.environ["DATABASE_URL"] = server.url
        else:
            os.environ["DATABASE_URL"] = f"sqlite:///{folder}/bench.sqlite3"
    import django

    django.setup()
