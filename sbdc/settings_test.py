"""Settings of the test run: fast hashing, plain static files, jobs run at once."""

import os
import tempfile

os.environ.setdefault("SECRET_KEY", "only-for-tests-and-never-anywhere-else")
os.environ.setdefault("SBDC_DEMO", "on")
os.environ.setdefault("DATABASE_URL", "sqlite:///:memory:")

from sbdc.settings import *  # noqa: E402, F403
from sbdc.settings import DATABASES  # noqa: E402

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, not memory: the browser tests' server threads each get a connection of their own,
    # with the locking of the real thing. The number keeps test runs side by side apart.
    test_file = os.path.join(tempfile.gettempdir(), f"sbdc-test-{os.getpid()}.sqlite3")
    DATABASES["default"]["NAME"] = test_file
    DATABASES["default"]["TEST"] = {"NAME": test_file}
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
AXES_ENABLED = False
# Factories make centers of El Salvador: with another clock, today is not today for some hours.
TIME_ZONE = "America/El_Salvador"
LANGUAGE_CODE = "en"  # translations do not steer what the tests compare
