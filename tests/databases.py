"""A migrated SQLite file kept between test runs: copying it takes a moment, migrating does not."""

import hashlib
import os
import sqlite3
from contextlib import closing
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / ".pytest_cache" / "databases"
MAKES_IT = ["*/migrations/*.py", "centers/data/*", "centers/reference.py", "requirements.txt"]


def _template():
    digest = hashlib.sha256()
    for pattern in MAKES_IT:
        for path in sorted(ROOT.glob(pattern)):
            digest.update(str(path.relative_to(ROOT)).encode())
            digest.update(path.read_bytes())
    return KEPT / f"{digest.hexdigest()[:32]}.sqlite3"


def start_from_kept(target):
    """Copies the kept file to `target`; False where there is none for today's migrations."""
    source = _template()
    if not source.exists():
        return False
    with closing(sqlite3.connect(source)) as kept, closing(sqlite3.connect(target)) as copy:
        kept.backup(copy)
    return True


def keep(filled):
    """Keeps the freshly migrated file for the next run, and forgets older ones."""
    target = _template()
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_suffix(f".{os.getpid()}")
    with closing(sqlite3.connect(filled)) as source, closing(sqlite3.connect(draft)) as copy:
        source.backup(copy)
    draft.replace(target)
    for older in KEPT.glob("*.sqlite3"):
        if older != target:
            older.unlink(missing_ok=True)


def remove(path):
    for ending in ("", "-wal", "-shm"):
        Path(f"{path}{ending}").unlink(missing_ok=True)
