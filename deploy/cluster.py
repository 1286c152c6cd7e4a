"""Temporary PostgreSQL servers: for the tests, and for trying replicas and several servers.

A server listens on a Unix socket in its own temporary folder, never on the network, and forgets
about durability for speed. It ends with the program that started it.
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

FAST = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "shared_buffers=128MB"]


class NoPostgreSQL(Exception):
    """PostgreSQL's programs are missing, or a server did not start."""


def binaries():
    """The folder of initdb and postgres: Debian's newest version, or where pg_config points to."""
    versions = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    for initdb in sorted(versions, key=lambda path: float(path.parts[-3]), reverse=True):
        return initdb.parent
    if shutil.which("pg_config"):
        return Path(subprocess.check_output(["pg_config", "--bindir"], text=True).strip())
    raise NoPostgreSQL(
        "No PostgreSQL server was found. On Debian or Ubuntu: apt-get install postgresql"
    )


def _account():
    """PostgreSQL refuses to run as root: its own account then, or nobody's."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    return names.get("postgres") or names["nobody"]


class Cluster:
    """A database server of our own in a temporary folder; `options` are words as "name=value"."""

    def __init__(self, *options):
        self.options = [*FAST, *options]
        self.folder = Path(tempfile.mkdtemp(prefix="sbdc-pg-"))
        self.account = _account()
        if self.account:
            os.chown(self.folder, self.account.pw_uid, self.account.pw_gid)
        self.process = None

    @property
    def url(self):
        return f"postgres://sbdc@/postgres?host={self.folder}"

    def start(self):
        """A new, empty server. Raises NoPostgreSQL."""
        words = ["-U", "sbdc", "-A", "trust", "--no-sync", "--encoding=UTF8", "--locale=C.UTF-8"]
        self._run("initdb", "-D", self.folder / "data", *words)
        self._serve()

    def start_as_replica(self, primary_folder):
        """A copy of the server whose socket is in `primary_folder`, that follows it from now on."""
        words = ["--checkpoint=fast", "--no-sync", "--write-recovery-conf", "--username=sbdc"]
        self._run("pg_basebackup", "-D", self.folder / "data", "-h", primary_folder, *words)
        self._serve()

    def _run(self, program, *words):
        try:
            done = subprocess.run(
                [binaries() / program, *words],
                capture_output=True,
                text=True,
                cwd=self.folder,
                **self._demoted(),
            )
        except FileNotFoundError as error:
            raise NoPostgreSQL(f"PostgreSQL's program {program} is not installed.") from error
        if done.returncode:
            raise NoPostgreSQL(f"{program} failed:\n{done.stderr}")

    def _demoted(self):
        if not self.account:
            return {}
        return {"user": self.account.pw_uid, "group": self.account.pw_gid, "extra_groups": []}

    def _serve(self):
        options = [word for setting in self.options for word in ("-c", setting)]
        words = ["-D", self.folder / "data", "-k", self.folder, "-h", "", *options]
        with open(self.folder / "server.log", "w") as log:
            self.process = subprocess.Popen(
                [binaries() / "postgres", *words],
                stdout=log,
                stderr=log,
                cwd=self.folder,
                start_new_session=True,
                **self._demoted(),
            )
        atexit.register(self.stop)
        self._wait()

    def _wait(self):
        for _ in range(300):
            ready = subprocess.run(
                [binaries() / "pg_isready", "-q", "-h", self.folder], capture_output=True
            )
            if ready.returncode == 0:
                return
            if self.process.poll() is not None:
                break
            time.sleep(0.1)
        log = (self.folder / "server.log").read_text()
        raise NoPostgreSQL(f"PostgreSQL did not start:\n{log}")

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)  # its word for "drop everybody and end"
            try:
                self.process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                self.process.kill()
        shutil.rmtree(self.folder, ignore_errors=True)
