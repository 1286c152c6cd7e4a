"""`make check`: what must hold before a change lands. Runs every check and tells all faults."""

import os
import subprocess
import sys

import prepare
from prepare import PYTHON, ROOT, say

BIN = PYTHON.parent
# A deployment as it should be: HTTPS, real hosts, a long key, no demo.
DEPLOYMENT = {
    "SECRET_KEY": "a-key-of-the-check-alone-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFG",
    "SBDC_DEMO": "off",
    "SBDC_DEBUG": "off",
    "SBDC_HTTPS": "on",
    "ALLOWED_HOSTS": "sbdc.example.org",
    "SITE_URL": "https://sbdc.example.org",
    "DATABASE_URL": "sqlite:///:memory:",
}
CHECKS = {
    "lint": [BIN / "ruff", "check", "."],
    "format": [BIN / "ruff", "format", "--check", "."],
    "import contract": [BIN / "lint-imports"],
    "migrations": [PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"],
    "deployment": [PYTHON, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
    "translations": [PYTHON, "manage.py", "translations"],
}


def run(name, command):
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **DEPLOYMENT}, capture_output=True, text=True
    )
    say(f"{name}: {'FAILED' if done.returncode else 'ok'}")
    if done.returncode:
        say((done.stdout + done.stderr).strip())
    return done.returncode == 0


def main():
    prepare.ready_to_check()
    if "--update-messages" in sys.argv:
        command = [PYTHON, "manage.py", "translations", "--update"]
        sys.exit(subprocess.run(command, cwd=ROOT, env={**os.environ, **DEPLOYMENT}).returncode)
    passed = [run(name, command) for name, command in CHECKS.items()]
    sys.exit(not all(passed))


if __name__ == "__main__":
    main()
