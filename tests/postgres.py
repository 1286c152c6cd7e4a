"""pytest plug-in: the tests run on a private PostgreSQL that lives as long as the test run.

Use: pytest -p tests.postgres -m postgres. The server listens on a Unix socket in a temporary
folder, never on the network, and forgets about durability for speed.
"""

import atexit
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import pytest

FAST = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "shared_buffers=128MB"]


def binaries():
    """The folder of initdb and postgres: Debian's newest version, or where pg_config points to."""
    versions = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    for initdb in sorted(versions, key=lambda path: float(path.parts[-3]), reverse=True):
        return initdb.parent
    if shutil.which("pg_config"):
        return Path(subprocess.check_output(["pg_config", "--bindir"], text=True).strip())
    raise pytest.UsageError(
        "No PostgreSQL server was found. On Debian or Ubuntu: apt-get install postgresql"
    )


def _account():
    """PostgreSQL refuses to run as root: its own account then, or nobody's."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    return names.get("postgres") or names["nobody"]


class Cluster:
    """A database server of our own in a temporary folder."""

    def __init__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="sbdc-pg-"))
        self.account = _account()
        if self.account:
            os.chown(self.folder, self.account.pw_uid, self.account.pw_gid)
        self.process = None

    @property
    def url(self):
        return f"postgres://sbdc@/postgres?host={self.folder}"

    def _demoted(self):
        if not self.account:
            return {}
        return {"user": self.account.pw_uid, "group": self.account.pw_gid, "extra_groups": []}

    def start(self):
        data, programs = self.folder / "data", binaries()
        subprocess.run(
            [programs / "initdb", "-D", data, "-U", "sbdc", "-A", "trust", "--no-sync"]
            + ["--encoding=UTF8", "--locale=C.UTF-8"],
            check=True,
            capture_output=True,
            cwd=self.folder,
            **self._demoted(),
        )
        options = [word for setting in FAST for word in ("-c", setting)]
        with open(self.folder / "server.log", "w") as log:
            self.process = subprocess.Popen(
                [programs / "postgres", "-D", data, "-k", self.folder, "-h", "", *options],
                stdout=log,
                stderr=log,
                cwd=self.folder,
                start_new_session=True,
                **self._demoted(),
            )
        atexit.register(self.stop)
        self._wait(programs)

    def _wait(self, programs):
        for _ in range(300):
            ready = subprocess.run(
                [programs / "pg_isready", "-q", "-h", self.folder], capture_output=True
            )
            if ready.returncode == 0:
                return
            if self.process.poll() is not None:
                break
            time.sleep(0.1)
        raise pytest.UsageError(
            f"PostgreSQL did not start:\n{(self.folder / 'server.log').read_text()}"
        )

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)  # its word for "drop everybody and end"
            try:
                self.process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                self.process.kill()
        shutil.rmtree(self.folder, ignore_errors=True)


def _start_once():
    # Before Django reads its settings; the workers of xdist inherit the address.
    if "PYTEST_XDIST_WORKER" not in os.environ and "SBDC_TEST_CLUSTER" not in os.environ:
        cluster = Cluster()
        cluster.start()
        os.environ["SBDC_TEST_CLUSTER"] = os.environ["DATABASE_URL"] = cluster.url


_start_once()
