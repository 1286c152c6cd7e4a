"""`make test`: the whole suite on SQLite, then what is marked `postgres` on a temporary PostgreSQL.

Words after the command go to pytest (then only the SQLite run takes place, unless they say
`-p tests.postgres`).
"""

import os
import subprocess
import sys

import prepare
from prepare import PYTHON, ROOT, say

# Only the plug-ins used: loading every installed one makes each start three times slower.
PLUGINS = ["-p", "django", "-p", "xdist", "-p", "hypothesispytest", "-p", "time_machine"]


def pytest(*words):
    values = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    values.pop("DATABASE_URL", None)  # the tests choose their own databases
    say(f"\npytest {' '.join(words)}")
    return subprocess.run([PYTHON, "-m", "pytest", *PLUGINS, *words], cwd=ROOT, env=values)


def main():
    prepare.ready_to_test()
    if len(sys.argv) > 1:
        sys.exit(pytest(*sys.argv[1:]).returncode)
    cores = str(max(2, min(os.cpu_count() or 2, 6)))
    on_sqlite = pytest("-n", cores, "--dist", "loadfile", "--durations", "15")
    on_postgres = pytest("-p", "tests.postgres", "-m", "postgres", "--durations", "5")
    failed = [
        name for name, run in [("SQLite", on_sqlite), ("PostgreSQL", on_postgres)] if run.returncode
    ]
    say(f"\nTests failed on {' and '.join(failed)}." if failed else "\nAll tests passed on both.")
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()
